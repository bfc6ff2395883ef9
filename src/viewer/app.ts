/** What is looked at: a finding, a moment of its run, a part of the events. Knows no elements. */
import { type Camera, clamped, type Extent, fitted, panned, revealing, zoomed } from "./camera.ts";
import { TraceHistory } from "./history.ts";
import type { Page, PageFinding } from "./page.ts";
import { type Filter, NO_FILTER, Rows } from "./rows.ts";

export type Change = "finding" | "filter" | "moment" | "camera";

export class App {
  readonly page: Page;
  /** Index into the page's findings. */
  finding = 0;
  history: TraceHistory | undefined;
  rows: Rows | undefined;
  filter: Filter = NO_FILTER;
  camera: Camera = { top: 0, rowHeight: 24, left: 0 };
  /** Event. */
  current = 0;
  /** Of the trace's races, the finding's; -1: none. */
  race = -1;
  readonly #histories = new Map<number, TraceHistory>();
  readonly #listeners: ((change: Change) => void)[] = [];
  #height = 600;
  /** Rows that the view shows as a whole, until it is moved. */
  #fitted: { readonly from: number; readonly to: number } | undefined;

  constructor(page: Page) {
    this.page = page;
    this.#load();
  }

  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener);
  }

  get shown(): PageFinding | undefined {
    return this.page.findings[this.finding];
  }

  get extent(): Extent {
    return { rows: this.rows?.count ?? 0, height: this.#height };
  }

  /** @param height of the diagram, in pixels */
  resize(height: number): void {
    const isOther = this.#height !== height;
    this.#height = height;
    if (isOther) {
      // What was fitted and not moved since is fitted to the new height.
      const { from, to } = this.#fitted ?? {};
      this.camera =
        from === undefined || to === undefined
          ? clamped(this.camera, this.extent)
          : fitted(from, to, this.camera, this.extent);
    }
    this.#changed("camera");
  }

  showFinding(index: number): void {
    if (!this.page.findings[index]) return;
    this.finding = index;
    this.#load();
    this.#changed("finding");
    this.goToRace();
  }

  setFilter(filter: Filter): void {
    if (!this.history) return;
    const y = (this.#currentRow - this.camera.top) * this.camera.rowHeight;
    this.#fitted = undefined;
    this.filter = filter;
    this.rows = new Rows(this.history, filter);
    const top = this.#currentRow - y / this.camera.rowHeight;
    this.camera = clamped({ ...this.camera, top }, this.extent);
    this.#changed("filter");
  }

  goTo(event: number): void {
    this.current = Math.min(Math.max(0, event), Math.max(0, (this.history?.count ?? 0) - 1));
    this.#fitted = undefined;
    this.camera = revealing(this.camera, this.#currentRow, this.extent);
    this.#changed("moment");
  }

  /** @param by rows, negative: back */
  step(by: number): void {
    if (!this.rows) return;
    const row = this.#currentRow;
    const isHidden = this.rows.rowOf(this.current) < 0;
    // The row is that of the event before, if this one is hidden.
    const target = isHidden && by < 0 ? row + by + 1 : row + by;
    this.goTo(this.rows.eventAt(target));
  }

  /** @param by 1 or -1 */
  stepWithinThread(by: number): void {
    const { rows, history } = this;
    if (!rows || !history) return;
    const thread = history.threadOf(this.current);
    for (let row = this.#currentRow + by; row >= 0 && row < rows.count; row += by) {
      const event = rows.eventAt(row);
      if (history.threadOf(event) === thread) return this.goTo(event);
    }
  }

  /** Both accesses in view, at the later one; without a race, the end of the run. */
  goToRace(): void {
    const { history, rows } = this;
    if (!history || !rows) return;
    const { first = -1, second = -1 } = history.trace.races[this.race] ?? {};
    const last = Math.max(first, second);
    this.current = last < 0 ? rows.eventAt(rows.count - 1) : last;
    const to = rows.nearest(this.current);
    const from = first < 0 || second < 0 ? Math.max(0, to - 20) : rows.nearest(first);
    this.#fit(from, to);
    this.#changed("moment");
  }

  fit(): void {
    this.#fit(0, this.extent.rows - 1);
    this.#changed("camera");
  }

  #fit(from: number, to: number): void {
    this.#fitted = { from, to };
    this.camera = fitted(from, to, this.camera, this.extent);
  }

  /** @param y pixels from the diagram's top edge; default: the current moment, if in view */
  zoom(factor: number, y?: number): void {
    const at = (this.#currentRow + 0.5 - this.camera.top) * this.camera.rowHeight;
    const isInView = at >= 0 && at <= this.#height;
    const around = y ?? (isInView ? at : this.#height / 2);
    this.#fitted = undefined;
    this.camera = zoomed(this.camera, factor, around, this.extent);
    this.#changed("camera");
  }

  pan(pixels: number, sideways = 0): void {
    const left = Math.max(0, this.camera.left + sideways);
    if (pixels !== 0) this.#fitted = undefined;
    this.camera = panned({ ...this.camera, left }, pixels, this.extent);
    this.#changed("camera");
  }

  scrollTo(row: number): void {
    this.#fitted = undefined;
    const top = row - this.#height / this.camera.rowHeight / 2;
    this.camera = clamped({ ...this.camera, top }, this.extent);
    this.#changed("camera");
  }

  get #currentRow(): number {
    return this.rows?.nearest(this.current) ?? 0;
  }

  #load(): void {
    const { trace, race } = this.shown ?? {};
    const found = trace === undefined ? undefined : this.page.traces[trace];
    if (trace === undefined || !found) {
      this.history = undefined;
      this.rows = undefined;
      return;
    }
    const history = this.#histories.get(trace) ?? new TraceHistory(found);
    this.#histories.set(trace, history);
    this.race = race ?? -1;
    if (history !== this.history) this.filter = NO_FILTER;
    this.history = history;
    this.rows = new Rows(history, this.filter);
  }

  #changed(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
