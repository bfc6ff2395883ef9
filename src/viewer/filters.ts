/** Which threads and objects are shown, and what the shapes mean. */
import type { App } from "./app.ts";
import { button, element, replaceChildren } from "./dom.ts";
import { drawMark } from "./marks.ts";
import { LANE_COLOURS, readPalette } from "./palette.ts";
import { NO_FILTER } from "./rows.ts";
import { objectName, threadTitle } from "./words.ts";

/** More names than this are searched, not read. */
const MOST_LISTED = 200;

export class Filters {
  readonly root: HTMLElement;
  readonly #app: App;
  readonly #threads = element("div", { class: "choices" });
  readonly #objects = element("div", { class: "choices objects" });
  readonly #search = element("input", {
    type: "search",
    placeholder: "Find an object",
    "aria-label": "Find an object",
  });
  readonly #private = element("input", { type: "checkbox" });
  readonly #all: HTMLButtonElement;

  constructor(app: App) {
    this.#app = app;
    this.#all = button("Show all", "Show all threads and objects", () => app.setFilter(NO_FILTER));
    this.#search.addEventListener("input", () => this.#showObjects());
    this.#private.addEventListener("change", () => {
      app.setFilter({ ...app.filter, showsPrivate: this.#private.checked });
    });
    const alone = element("label", {}, this.#private, "also memory that one thread alone uses");
    this.root = element(
      "div",
      { class: "filters" },
      group("Threads", this.#threads),
      group("Objects", this.#search, this.#objects, alone, this.#all),
    );
    app.onChange((change) => {
      if (change === "finding") this.#showThreads();
      if (change === "finding" || change === "filter") this.#showObjects();
    });
    this.#showThreads();
    this.#showObjects();
  }

  #showThreads(): void {
    const { history, filter } = this.#app;
    const threads = history?.trace.threads ?? [];
    const choices = threads.map((_, thread) => {
      const label = history ? threadTitle(history.trace, thread) : "";
      const isShown = !filter.hiddenThreads.has(thread);
      const choice = checkbox(label, isShown, (checked) => {
        const hidden = new Set(this.#app.filter.hiddenThreads);
        if (checked) hidden.delete(thread);
        else hidden.add(thread);
        this.#app.setFilter({ ...this.#app.filter, hiddenThreads: hidden });
      });
      choice.classList.add("thread");
      choice.style.setProperty("--lane", `var(--lane-${thread % LANE_COLOURS})`);
      return choice;
    });
    replaceChildren(this.#threads, choices);
  }

  #showObjects(): void {
    const { history, filter } = this.#app;
    this.#private.checked = filter.showsPrivate;
    const isFiltered = filter.objects.size > 0 || filter.hiddenThreads.size > 0;
    this.#all.hidden = !isFiltered;
    if (!isFiltered) this.#showThreads();
    if (!history) return replaceChildren(this.#objects, []);
    const { trace, users } = history;
    const wanted = this.#search.value.trim().toLowerCase();
    const named = trace.objects
      .map((object, index) => ({ object, index, name: objectName(trace, index) }))
      .filter(({ index, object }) => {
        const isShared = object.kind !== "memory" || (users[index]?.size ?? 0) > 1;
        return filter.showsPrivate || isShared || filter.objects.has(index);
      })
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .sort((one, other) => (users[other.index]?.size ?? 0) - (users[one.index]?.size ?? 0));
    const choices = named.slice(0, MOST_LISTED).map(({ object, index, name }) => {
      const choice = checkbox(name, filter.objects.has(index), (checked) => {
        const objects = new Set(this.#app.filter.objects);
        if (checked) objects.add(index);
        else objects.delete(index);
        this.#app.setFilter({ ...this.#app.filter, objects });
      });
      choice.append(element("small", {}, object.kind));
      return choice;
    });
    const left = named.length - choices.length;
    const more = left > 0 && element("p", { class: "empty" }, `and ${left} more`);
    replaceChildren(this.#objects, [...choices, more]);
  }
}

function group(title: string, ...children: readonly HTMLElement[]): HTMLElement {
  return element("fieldset", {}, element("legend", {}, title), ...children);
}

function checkbox(
  label: string,
  checked: boolean,
  onChange: (checked: boolean) => void,
): HTMLLabelElement {
  const box = element("input", { type: "checkbox" });
  box.checked = checked;
  box.addEventListener("change", () => onChange(box.checked));
  return element("label", {}, box, element("span", {}, label));
}

const LEGEND = [
  ["write", "plain write"],
  ["read", "plain read"],
  ["store", "atomic store"],
  ["load", "atomic load"],
  ["read-modify-write", "read-modify-write"],
  ["fence", "fence"],
  ["lock", "lock"],
  ["unlock", "unlock"],
  ["release", "other release"],
  ["acquire", "other acquire"],
  ["create", "create a thread"],
  ["join", "join a thread"],
] as const;

const LEGEND_PIXELS = 18;

export function legend(): HTMLElement {
  const list = element("ul", { class: "legend" });
  const draw = (): void => {
    const { text, background } = readPalette(list);
    const items = LEGEND.map(([kind, label]) => {
      const canvas = element("canvas", { "aria-hidden": "true" });
      canvas.width = LEGEND_PIXELS * devicePixelRatio;
      canvas.height = LEGEND_PIXELS * devicePixelRatio;
      const context = canvas.getContext("2d");
      context?.scale(devicePixelRatio, devicePixelRatio);
      const middle = LEGEND_PIXELS / 2;
      const mark = { x: middle, y: middle, radius: 5, colour: text, background };
      if (context) drawMark(context, kind, mark);
      return element("li", {}, canvas, label);
    });
    const lines = [
      element("li", {}, element("i", { class: "arrow" }), "synchronizes with"),
      element("li", {}, element("i", { class: "arrow missing" }), "the order that is missing"),
    ];
    replaceChildren(list, [...items, ...lines]);
  };
  list.addEventListener("recolour", draw);
  requestAnimationFrame(draw);
  return list;
}
