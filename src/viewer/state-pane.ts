/** What holds at the current event: clocks and locks of each thread, and values. */
import { traceThreadName } from "../detector/trace.ts";
import type { App } from "./app.ts";
import { element, replaceChildren } from "./dom.ts";
import type { TraceHistory } from "./history.ts";
import { LANE_COLOURS } from "./palette.ts";
import { heldText, objectName, placeText, sentence, threadTitle } from "./words.ts";

/** More are no help to anyone: those of the race and of the last events come first. */
const MOST_VALUES = 12;
const EVENTS_BACK = 400;
/** Threads of a table; the running one is always among them. */
const MOST_THREADS = 24;

export class StatePane {
  readonly root: HTMLElement;
  readonly #app: App;
  readonly #now = element("p", { class: "now", "aria-live": "polite" });
  readonly #where = element("p", { class: "where" });
  readonly #verdict = element("p", { class: "verdict" });
  readonly #threads = element("div", { class: "table" });
  readonly #values = element("div", { class: "table" });

  constructor(app: App) {
    this.#app = app;
    this.root = element(
      "section",
      { class: "state", tabindex: "0", role: "region", "aria-label": "State at this event" },
      this.#now,
      this.#where,
      this.#verdict,
      element("h3", {}, "Threads"),
      this.#threads,
      element("h3", {}, "Values"),
      this.#values,
    );
  }

  show(): void {
    const { history, current } = this.#app;
    if (!history) return;
    const number = `${(current + 1).toLocaleString("en")}. `;
    this.#now.replaceChildren(element("b", {}, number), sentence(history, current));
    const step = history.steps[current] ?? 0;
    const place = placeText(history.trace, current);
    const steps = `step ${step.toLocaleString("en")}`;
    this.#where.textContent = place === "" ? steps : `${place} · ${steps}`;
    this.#showVerdict(history);
    replaceChildren(this.#threads, [this.#threadTable(history)]);
    replaceChildren(this.#values, [valueTable(history, this.#app)]);
  }

  /** At an access of the race: what the later thread knew of the earlier one. */
  #showVerdict({ trace }: TraceHistory): void {
    const { race, current } = this.#app;
    const found = trace.races[race];
    const isHere = found && (current === found.first || current === found.second);
    this.#verdict.hidden = !isHere;
    if (!isHere) return;
    const which = current === found.first ? "the earlier" : "the later";
    this.#verdict.textContent = `This is ${which} of the two accesses: ${found.why}.`;
  }

  #threadTable(history: TraceHistory): HTMLElement {
    const { current } = this.#app;
    const { trace } = history;
    const running = history.threadOf(current);
    const found = trace.races[this.#app.race];
    const first = found && found.first >= 0 ? history.threadOf(found.first) : -1;
    const isAtRace =
      found !== undefined &&
      current === found.second &&
      !history.isOrdered(found.first, found.second);
    const begun = trace.threads
      .map((_, thread) => thread)
      .filter((thread) => history.lastOf(thread, current) >= 0);
    const shown = begun.length <= MOST_THREADS ? begun : nearest(history, begun, current);
    const head = element(
      "tr",
      {},
      element("th", { scope: "col" }, "thread"),
      element("th", { scope: "col" }, "holds"),
      element("th", { scope: "col", colspan: String(shown.length) }, "has heard of"),
    );
    const names = element(
      "tr",
      { class: "names" },
      element("th", {}),
      element("th", {}),
      ...shown.map((thread) => element("th", { scope: "col" }, traceThreadName(thread))),
    );
    const rows = shown.map((thread) => {
      const clock = history.clockOf(thread, current);
      const name = element("th", { scope: "row" }, threadTitle(trace, thread));
      name.style.setProperty("--lane", `var(--lane-${thread % LANE_COLOURS})`);
      const held = heldText(trace, history.heldBy(thread, current));
      const cells = shown.map((entry) => {
        const isMissing = isAtRace && thread === running && entry === first;
        const known = `${clock.get(entry) ?? "·"}`;
        if (!isMissing) return element("td", { class: entry === thread ? "own" : "" }, known);
        const needed = history.clockAt(found.first);
        const title = `To be ordered, it would have to know ${needed}`;
        return element("td", { class: "missing", title }, `${known} < ${needed}`);
      });
      const attributes = thread === running ? { class: "running" } : undefined;
      return element("tr", attributes, name, element("td", {}, held === "" ? "·" : held), ...cells);
    });
    const left = begun.length - shown.length;
    return element(
      "div",
      {},
      element("table", {}, element("thead", {}, head, names), element("tbody", {}, ...rows)),
      left > 0 && element("p", { class: "empty" }, `and ${left} more threads`),
    );
  }
}

/** Those that did something last, in their order. */
function nearest(history: TraceHistory, threads: readonly number[], event: number): number[] {
  return threads
    .toSorted((one, other) => history.lastOf(other, event) - history.lastOf(one, event))
    .slice(0, MOST_THREADS)
    .sort((one, other) => one - other);
}

function valueTable(history: TraceHistory, { current, race }: App): HTMLElement {
  const { trace } = history;
  const { object } = trace.events;
  const found = trace.races[race];
  const wanted = new Set<number>();
  for (const event of [found?.first, found?.second, current]) {
    if (event !== undefined && event >= 0) wanted.add(object[event] ?? -1);
  }
  for (let back = 0; back < EVENTS_BACK && wanted.size < MOST_VALUES; back++) {
    wanted.add(object[current - back] ?? -1);
  }
  const here = object[current];
  const rows = [...wanted].flatMap((index) => {
    const value = history.valueOf(index, current);
    if (value === undefined) return [];
    const attributes = index === here ? { class: "running" } : undefined;
    const name = element("th", { scope: "row" }, objectName(trace, index));
    return [element("tr", attributes, name, element("td", {}, value))];
  });
  if (rows.length === 0) return element("p", { class: "empty" }, "None is known yet.");
  return element("table", {}, element("tbody", {}, ...rows));
}
