/** Stepping and zooming: buttons, a slider, and keys that do the same. */
import type { App } from "./app.ts";
import { button, element } from "./dom.ts";

const ZOOM = 1.5;
const PAGE_ROWS = 20;

interface Action {
  readonly keys: readonly string[];
  /** As the help lists them. */
  readonly shown: string;
  readonly does: string;
  readonly run: (app: App) => void;
}

export const ACTIONS: readonly Action[] = [
  {
    keys: ["ArrowDown", "ArrowRight", "j"],
    shown: "↓ → j",
    does: "next event",
    run: (app) => app.step(1),
  },
  {
    keys: ["ArrowUp", "ArrowLeft", "k"],
    shown: "↑ ← k",
    does: "previous event",
    run: (app) => app.step(-1),
  },
  {
    keys: ["J", "n"],
    shown: "n",
    does: "next event of this thread",
    run: (app) => app.stepWithinThread(1),
  },
  {
    keys: ["K", "p"],
    shown: "p",
    does: "previous event of this thread",
    run: (app) => app.stepWithinThread(-1),
  },
  { keys: ["PageDown"], shown: "Page ↓", does: "on", run: (app) => app.step(PAGE_ROWS) },
  { keys: ["PageUp"], shown: "Page ↑", does: "back", run: (app) => app.step(-PAGE_ROWS) },
  { keys: ["Home"], shown: "Home", does: "first event", run: (app) => app.goTo(0) },
  {
    keys: ["End"],
    shown: "End",
    does: "last event",
    run: (app) => app.goTo((app.history?.count ?? 1) - 1),
  },
  { keys: ["r"], shown: "r", does: "to the race", run: (app) => app.goToRace() },
  { keys: ["+", "="], shown: "+", does: "zoom in", run: (app) => app.zoom(ZOOM) },
  { keys: ["-"], shown: "−", does: "zoom out", run: (app) => app.zoom(1 / ZOOM) },
  { keys: ["0"], shown: "0", does: "the whole run", run: (app) => app.fit() },
];

/** @param onOther what takes the other keys; returns whether it did */
export function listenToKeys(app: App, onOther: (key: string) => boolean): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || hasUseFor(event)) return;
    const action = ACTIONS.find(({ keys }) => keys.includes(event.key));
    if (action && app.history) action.run(app);
    else if (!onOther(event.key)) return;
    event.preventDefault();
  });
}

/** Where one types, keys are letters; the slider moves by arrows itself. */
function hasUseFor({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLInputElement)) return false;
  if (target.type === "range") return /^(?:Arrow|Page|Home|End)/.test(key);
  return target.type === "search";
}

export function toolbar(app: App): HTMLElement {
  const slider = element("input", { type: "range", min: "0", "aria-label": "Event" });
  slider.addEventListener("input", () => {
    if (app.rows) app.goTo(app.rows.eventAt(Number(slider.value)));
  });
  const goToRace = () => app.goToRace();
  const toRace = button("To the race", "To the race (r)", goToRace, { class: "tool race" });
  const position = element("output", { class: "position" });
  const show = (): void => {
    const { rows, history, current } = app;
    toRace.hidden = app.race < 0;
    slider.max = String(Math.max(0, (rows?.count ?? 1) - 1));
    slider.value = String(rows?.nearest(current) ?? 0);
    const all = (history?.count ?? 0).toLocaleString("en");
    position.textContent = `${(current + 1).toLocaleString("en")} of ${all}`;
    slider.setAttribute("aria-valuetext", position.textContent);
  };
  app.onChange(show);
  show();
  const tool = (label: string, title: string, run: () => void) =>
    button(label, title, run, { class: "tool" });
  return element(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Schedule" },
    tool("«", "First event (Home)", () => app.goTo(0)),
    tool("‹", "Previous event (↑)", () => app.step(-1)),
    tool("›", "Next event (↓)", () => app.step(1)),
    tool("»", "Last event (End)", () => app.goTo((app.history?.count ?? 1) - 1)),
    slider,
    position,
    toRace,
    tool("−", "Zoom out (−)", () => app.zoom(1 / ZOOM)),
    tool("+", "Zoom in (+)", () => app.zoom(ZOOM)),
    tool("Fit", "The whole run (0)", () => app.fit()),
  );
}
