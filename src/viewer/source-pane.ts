/** The source of the current event, with the line that each thread has come to. */
import type { TraceFile } from "../detector/trace.ts";
import type { App } from "./app.ts";
import { element, replaceChildren } from "./dom.ts";
import { tokens } from "./highlight.ts";
import { LANE_COLOURS } from "./palette.ts";
import { threadTitle } from "./words.ts";

export class SourcePane {
  readonly root: HTMLElement;
  readonly #app: App;
  readonly #title = element("h2", { class: "path" });
  readonly #lines = element("div", {
    class: "lines",
    tabindex: "0",
    role: "region",
    "aria-label": "Source",
  });
  #file: TraceFile | undefined;
  #rows: HTMLElement[] = [];
  #marked: HTMLElement[] = [];

  constructor(app: App) {
    this.#app = app;
    this.root = element("section", { class: "source" }, this.#title, this.#lines);
  }

  show(): void {
    const { history, current } = this.#app;
    if (!history) return;
    const { trace } = history;
    const place = trace.places[trace.events.place[current] ?? -1];
    const file = place?.file === undefined ? undefined : trace.files[place.file];
    const line = place?.line;
    this.#title.textContent = file
      ? `${file.path}${line === undefined ? "" : `:${line}`}`
      : (place?.function ?? "no source");
    if (file !== this.#file) this.#load(file);
    for (const row of this.#marked) {
      row.classList.remove("here");
      row.removeAttribute("aria-current");
      row.querySelector(".threads")?.replaceChildren();
    }
    this.#marked = [];
    if (!file) return;
    this.#markThreads(file);
    const row = this.#rowOf(file, line);
    if (!row) return;
    row.classList.add("here");
    row.setAttribute("aria-current", "true");
    this.#marked.push(row);
    this.#reveal(row);
  }

  #load(file: TraceFile | undefined): void {
    this.#file = file;
    let isInside = false;
    this.#rows = (file?.text ?? "").split("\n").map((text, index) => {
      const line = tokens(text, isInside);
      isInside = line.isInside;
      const parts = line.tokens.map((token) =>
        token.kind === "plain" ? token.text : element("span", { class: token.kind }, token.text),
      );
      return element(
        "div",
        { class: "line" },
        element("span", { class: "threads" }),
        element("span", { class: "line-number" }, String((file?.firstLine ?? 1) + index)),
        element("code", {}, ...parts),
      );
    });
    const isHere = file?.text !== undefined;
    const why = "The source is not part of this report.";
    replaceChildren(this.#lines, isHere ? this.#rows : [element("p", { class: "empty" }, why)]);
  }

  /** A dot for each thread whose last event is in this file. */
  #markThreads(file: TraceFile): void {
    const { history, current } = this.#app;
    if (!history) return;
    const { trace } = history;
    for (let thread = 0; thread < trace.threads.length; thread++) {
      const event = history.lastOf(thread, current);
      const place = trace.places[trace.events.place[event] ?? -1];
      if (place?.file === undefined || trace.files[place.file] !== file) continue;
      const row = this.#rowOf(file, place.line);
      const dot = element("i", { class: "dot", title: threadTitle(trace, thread) });
      dot.style.setProperty("--lane", `var(--lane-${thread % LANE_COLOURS})`);
      row?.querySelector(".threads")?.append(dot);
      if (row) this.#marked.push(row);
    }
  }

  #rowOf({ firstLine }: TraceFile, line: number | undefined): HTMLElement | undefined {
    return line === undefined ? undefined : this.#rows[line - firstLine];
  }

  /** Within the pane only: the page itself stays where it is. */
  #reveal(row: HTMLElement): void {
    const lines = this.#lines;
    const top = row.offsetTop;
    const margin = Math.min(80, lines.clientHeight / 4);
    const isInView =
      top >= lines.scrollTop + margin &&
      top + row.offsetHeight <= lines.scrollTop + lines.clientHeight - margin;
    if (!isInView) lines.scrollTop = top - lines.clientHeight / 2;
  }
}
