/** The page of a report: reads the data beside it, and shows it. */
import { App } from "./app.ts";
import { Diagram } from "./diagram.ts";
import { button, element, replaceChildren } from "./dom.ts";
import { Filters, legend } from "./filters.ts";
import type { Page } from "./page.ts";
import { SourcePane } from "./source-pane.ts";
import { StatePane } from "./state-pane.ts";
import { ACTIONS, listenToKeys, toolbar } from "./toolbar.ts";

const page = await readPage();
const app = new App(page);
const diagram = new Diagram(app);
const source = new SourcePane(app);
const state = new StatePane(app);
const shapes = legend();
const help = helpDialog();
const report = element("pre", { class: "text", tabindex: "0" });
const title = element("h1");
const why = element("p", { class: "why" });
const notes = element("p", { class: "notes" });
const side = element(
  "aside",
  { class: "side" },
  page.findings.length > 1 && findingList(),
  new Filters(app).root,
  element("details", { open: "" }, element("summary", {}, "Shapes"), shapes),
);
const main = element(
  "main",
  {},
  side,
  element("div", { class: "middle" }, toolbar(app), diagram.root),
  element("div", { class: "beside" }, source.root, state.root),
);
const header = element(
  "header",
  {},
  element("div", {}, title, why, notes),
  element(
    "nav",
    { "aria-label": "Page" },
    button("Report", "The report as text (t)", toggleReport, { class: "tool" }),
    button("◐", "Dark or light (d)", toggleTheme, { class: "tool" }),
    button("?", "Keys and what is shown (?)", () => help.showModal(), { class: "tool" }),
  ),
);
const textPanel = element(
  "section",
  { class: "report", hidden: "", "aria-label": "The report as text" },
  report,
);
document.body.append(header, textPanel, main, help);

listenToKeys(app, (key) => {
  if (key === "?") help.showModal();
  else if (key === "d") toggleTheme();
  else if (key === "t") toggleReport();
  else if (key === "[") app.showFinding(app.finding - 1);
  else if (key === "]") app.showFinding(app.finding + 1);
  else return false;
  return true;
});
let isDue = false;
app.onChange((change) => {
  if (change === "finding") showFinding();
  if (change === "camera" || isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    source.show();
    state.show();
  });
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
app.showFinding(0);
showFinding();
// The diagram has its height only now.
requestAnimationFrame(() => {
  app.goToRace();
  document.documentElement.dataset.ready = "";
});

/** JSON, compressed (RFC 1951), in base64. */
async function readPage(): Promise<Page> {
  const text = document.getElementById("data")?.textContent ?? "";
  const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return (await new Response(stream).json()) as Page;
}

function showFinding(): void {
  const { shown, history } = app;
  const subject = shown?.subject ?? "";
  const name = shown ? `${shown.title}${subject === "" ? "" : ` on ${subject}`}` : page.summary;
  document.title = `${name} · Antecede`;
  title.textContent = name;
  why.textContent = shown ? capital(shown.why) : "";
  const seed = shown ? ` · seed ${shown.seed}` : "";
  notes.textContent = `${page.program}${seed} · Antecede ${page.version}${noteOn()}`;
  report.textContent = shown?.text ?? "";
  main.hidden = history === undefined;
  if (!history) textPanel.hidden = false;
  for (const [index, item] of [...side.querySelectorAll(".findings button")].entries()) {
    item.setAttribute("aria-current", String(index === app.finding));
  }
}

/** What the diagram leaves out. */
function noteOn(): string {
  const { history } = app;
  if (!history) return "";
  const left = history.trace.gaps.reduce((sum, { count }) => sum + count, 0);
  return left === 0 ? "" : ` · ${left.toLocaleString("en")} events left out`;
}

function capital(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase()).replace(/(?<=[^.])$/, ".");
}

function findingList(): HTMLElement {
  const list = element("ol", { class: "findings", "aria-label": "Findings" });
  const items = page.findings.map(({ title: kind, subject, seed }, index) => {
    const choose = button("", `Finding ${index + 1}`, () => app.showFinding(index));
    choose.append(element("b", {}, subject === "" ? kind : subject));
    choose.append(element("small", {}, subject === "" ? `seed ${seed}` : kind));
    choose.removeAttribute("aria-label");
    return element("li", {}, choose);
  });
  replaceChildren(list, items);
  return list;
}

function toggleReport(): void {
  if (app.history) textPanel.hidden = !textPanel.hidden;
}

function toggleTheme(): void {
  const { style } = document.documentElement;
  const preferred = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const now = style.colorScheme || preferred;
  style.colorScheme = now === "dark" ? "light" : "dark";
  recolour();
}

function recolour(): void {
  diagram.recolour();
  shapes.dispatchEvent(new Event("recolour"));
}

function helpDialog(): HTMLDialogElement {
  const keys = [
    ...ACTIONS.map(({ shown, does }) => [shown, does] as const),
    ...([
      ["[ ]", "previous and next finding"],
      ["t", "the report as text"],
      ["d", "dark or light"],
      ["Ctrl and wheel", "zoom"],
      ["drag, wheel", "move"],
    ] as const),
  ];
  const list = keys.flatMap(([key, does]) => [
    element("dt", {}, element("kbd", {}, key)),
    element("dd", {}, does),
  ]);
  const about =
    "Each lane is a thread; time goes down, one event a row, in the order of the schedule. A " +
    "thick line is a thread that runs. An arrow leads from a release to the acquire that " +
    "synchronizes with it: all that is above its start happens before all that is below its " +
    "end. No such way leads from the one marked access to the other. “Has heard of” are vector " +
    "clocks: what a thread knows of each thread's past.";
  const dialog = element(
    "dialog",
    { "aria-label": "Help" },
    element("h2", {}, "What is shown"),
    element("p", {}, about),
    element("h2", {}, "Keys"),
    element("dl", {}, ...list),
  );
  dialog.append(button("Close", "Close (Esc)", () => dialog.close(), { class: "tool" }));
  return dialog;
}
