/** The diagram as an element: a canvas, the lanes' headings above it, the whole run beside it. */
import type { App } from "./app.ts";
import { element, replaceChildren } from "./dom.ts";
import { type Drawn, draw, GUTTER, laneX, rowY, type Scene } from "./drawing.ts";
import type { TraceHistory } from "./history.ts";
import { LANE_COLOURS, type Palette, readPalette } from "./palette.ts";
import { heldText, placeText, sentence, threadTitle } from "./words.ts";

const NARROWEST_LANE = 132;
const WIDEST_LANE = 420;
const OVERVIEW_WIDTH = 26;
const WHEEL_ZOOM = 0.0022;
/** Pixels that a press may move and still be a click. */
const CLICK_SLACK = 4;
const NEAR_MARK = 40;

export class Diagram {
  readonly root: HTMLElement;
  readonly #app: App;
  readonly #canvas = element("canvas", { class: "events", tabindex: "0" });
  readonly #overview = element("canvas", { class: "overview", "aria-hidden": "true" });
  readonly #headings = element("div", { class: "headings" });
  readonly #tooltip = element("div", { class: "tooltip", role: "tooltip", hidden: "" });
  #palette: Palette | undefined;
  #isDue = false;

  constructor(app: App) {
    this.#app = app;
    const about =
      "Time-space diagram: a lane for each thread, time downwards. " +
      "Arrow keys step through the events; the panel beside it says what each is.";
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute("aria-label", about);
    const stage = element("div", { class: "stage" }, this.#canvas, this.#overview, this.#tooltip);
    this.root = element("section", { class: "diagram" }, this.#headings, stage);
    new ResizeObserver(() => this.#resize()).observe(stage);
    app.onChange((change) => {
      if (change === "finding" || change === "filter") this.#showHeadings();
      if (change === "moment") this.#revealLane();
      this.#request();
    });
    this.#listen();
  }

  /** After a change of theme. */
  recolour(): void {
    this.#palette = undefined;
    this.#request();
  }

  #resize(): void {
    for (const canvas of [this.#canvas, this.#overview]) {
      canvas.width = canvas.clientWidth * devicePixelRatio;
      canvas.height = canvas.clientHeight * devicePixelRatio;
    }
    this.#app.resize(this.#canvas.clientHeight);
    this.#revealLane();
    this.#showHeadings();
  }

  /** Sideways as little as shows the current event's lane, with the names in it. */
  #revealLane(): void {
    const scene = this.#scene();
    if (!scene) return;
    const { lanes, history, current, camera, width } = scene;
    const lane = lanes.threads.indexOf(history.threadOf(current));
    if (lane < 0) return;
    const start = lane * lanes.laneWidth;
    const most = start;
    const least = start + lanes.laneWidth - (width - GUTTER);
    const left = Math.min(most, Math.max(least, camera.left, 0));
    if (left !== camera.left) this.#app.pan(0, left - camera.left);
  }

  /** However many changes there are until the next frame, it is drawn once. */
  #request(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw(): void {
    const scene = this.#scene();
    const context = this.#canvas.getContext("2d");
    if (!scene || !context) return;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.#tell(draw(context, scene));
    this.#drawOverview(scene);
    this.#headings.style.setProperty("--left", `${-this.#app.camera.left}px`);
  }

  /** For tests, and whoever looks what a frame cost. */
  #tell({ first, last, marks, edges, labels }: Drawn): void {
    Object.assign(this.#canvas.dataset, { first, last, marks, edges, labels });
    this.#canvas.dataset.rowHeight = String(this.#app.camera.rowHeight);
  }

  #scene(): Scene | undefined {
    const { history, rows, camera, current, race, filter } = this.#app;
    if (!history || !rows) return undefined;
    const shown = history.trace.threads
      .map((_, thread) => thread)
      .filter((thread) => !filter.hiddenThreads.has(thread));
    const width = this.#canvas.clientWidth;
    const even = (width - GUTTER) / Math.max(1, shown.length);
    const laneWidth = Math.min(WIDEST_LANE, Math.max(NARROWEST_LANE, even));
    const threads = even < NARROWEST_LANE ? this.#racingFirst(history, shown) : shown;
    this.#palette ??= readPalette(this.root);
    return {
      history,
      rows,
      camera,
      lanes: { threads, laneWidth },
      palette: this.#palette,
      width,
      height: this.#canvas.clientHeight,
      current,
      race,
    };
  }

  /** Where not all lanes fit, those of the race are the ones in view. */
  #racingFirst(history: TraceHistory, threads: readonly number[]): readonly number[] {
    const found = history.trace.races[this.#app.race];
    const racing = [found?.first, found?.second].flatMap((event) =>
      event === undefined || event < 0 ? [] : history.threadOf(event),
    );
    const order = threads.filter((thread) => racing.includes(thread));
    return [...order, ...threads.filter((thread) => !order.includes(thread))];
  }

  #showHeadings(): void {
    const scene = this.#scene();
    if (!scene) return replaceChildren(this.#headings, []);
    const { lanes, history } = scene;
    const headings = lanes.threads.map((thread, lane) => {
      const title = threadTitle(history.trace, thread);
      const heading = element("div", { class: "heading", title }, title);
      heading.style.left = `${GUTTER + lane * lanes.laneWidth + 10}px`;
      heading.style.maxWidth = `${lanes.laneWidth - 16}px`;
      heading.style.setProperty("--lane", `var(--lane-${thread % LANE_COLOURS})`);
      return heading;
    });
    replaceChildren(this.#headings, [element("div", { class: "track" }, ...headings)]);
  }

  /** The whole run in a narrow strip: where threads ran, what is in view, where the race is. */
  #drawOverview(scene: Scene): void {
    const context = this.#overview.getContext("2d");
    if (!context) return;
    const { rows, history, palette, camera, height, current, race } = scene;
    const isSmall = rows.count * camera.rowHeight <= height;
    this.#overview.classList.toggle("idle", isSmall);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, OVERVIEW_WIDTH, height);
    const scale = height / Math.max(1, rows.count);
    const stripes = Math.min(Math.ceil(height), rows.count);
    for (let stripe = 0; stripe < stripes; stripe++) {
      const row = Math.floor((stripe / stripes) * rows.count);
      context.fillStyle = palette.lane(history.threadOf(rows.eventAt(row)));
      context.fillRect(6, row * scale, 8, Math.max(1, height / stripes));
    }
    context.strokeStyle = isSmall ? "transparent" : palette.text;
    context.lineWidth = 1;
    const span = Math.max(6, (height / camera.rowHeight) * scale);
    context.strokeRect(2.5, camera.top * scale + 0.5, 15, span - 1);
    const found = history.trace.races[race];
    for (const event of [found?.first ?? -1, found?.second ?? -1]) {
      if (event < 0) continue;
      context.fillStyle = palette.race;
      context.fillRect(2, rows.nearest(event) * scale - 1, 16, 3);
    }
    context.fillStyle = palette.accent;
    context.fillRect(19, rows.nearest(current) * scale - 1, 6, 3);
  }

  #listen(): void {
    const canvas = this.#canvas;
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    let pressed: { x: number; y: number; moved: boolean } | undefined;
    canvas.addEventListener("pointerdown", (event) => {
      pressed = { x: event.clientX, y: event.clientY, moved: false };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!pressed) return this.#hover(event);
      const [right, down] = [event.clientX - pressed.x, event.clientY - pressed.y];
      if (!pressed.moved && Math.hypot(right, down) < CLICK_SLACK) return;
      pressed = { x: event.clientX, y: event.clientY, moved: true };
      this.#hide();
      this.#app.pan(-down, -this.#sideways(right));
    });
    canvas.addEventListener("pointerup", (event) => {
      if (pressed && !pressed.moved) this.#click(event);
      pressed = undefined;
    });
    canvas.addEventListener("pointerleave", () => this.#hide());
    const overview = this.#overview;
    const scroll = (event: PointerEvent) => {
      const { rows } = this.#app;
      if (rows) this.#app.scrollTo((event.offsetY / overview.clientHeight) * rows.count);
    };
    overview.addEventListener("pointerdown", (event) => {
      overview.setPointerCapture(event.pointerId);
      scroll(event);
    });
    overview.addEventListener("pointermove", (event) => {
      if (event.buttons === 1) scroll(event);
    });
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey) {
      this.#app.zoom(Math.exp(-event.deltaY * pixels * WHEEL_ZOOM), event.offsetY);
    } else {
      this.#app.pan(event.deltaY * pixels, this.#sideways(event.deltaX * pixels));
    }
    this.#hide();
  }

  /** No further than the last lane. */
  #sideways(pixels: number): number {
    const scene = this.#scene();
    if (!scene) return 0;
    const { lanes, width, camera } = scene;
    const most = Math.max(0, GUTTER + lanes.threads.length * lanes.laneWidth - width);
    return Math.min(most, Math.max(0, camera.left + pixels)) - camera.left;
  }

  #eventUnder({ offsetX, offsetY }: PointerEvent): number | undefined {
    const scene = this.#scene();
    if (!scene || scene.rows.count === 0) return undefined;
    const { camera, rows, history, lanes } = scene;
    const middle = Math.floor(camera.top + offsetY / camera.rowHeight);
    // Where many rows share a pixel, the nearest one of the lane that is pointed at.
    const reach = Math.ceil(6 / camera.rowHeight);
    let best: { event: number; distance: number } | undefined;
    for (let row = middle - reach; row <= middle + reach; row++) {
      if (row < 0 || row >= rows.count) continue;
      const event = rows.eventAt(row);
      const x = laneX(scene, history.threadOf(event));
      const aside = offsetX < x ? x - offsetX : Math.max(0, offsetX - x - lanes.laneWidth + 60);
      const distance = aside + Math.abs(rowY(scene, row) - offsetY);
      if (!best || distance < best.distance) best = { event, distance };
    }
    return best?.event;
  }

  #click(pointer: PointerEvent): void {
    const event = this.#eventUnder(pointer);
    if (event !== undefined) this.#app.goTo(event);
    this.#canvas.focus();
  }

  #hover(pointer: PointerEvent): void {
    const event = this.#eventUnder(pointer);
    const scene = this.#scene();
    if (event === undefined || !scene) return this.#hide();
    const { history } = scene;
    const thread = history.threadOf(event);
    const [x, y] = [laneX(scene, thread), rowY(scene, scene.rows.rowOf(event))];
    const far = Math.max(Math.abs(y - pointer.offsetY), x - pointer.offsetX);
    if (far > NEAR_MARK) return this.#hide();
    const held = heldText(history.trace, history.heldBy(thread, event));
    replaceChildren(this.#tooltip, [
      element("strong", {}, `${event + 1}. ${sentence(history, event)}`),
      element("span", {}, placeText(history.trace, event)),
      held !== "" && element("span", {}, `holds ${held}`),
    ]);
    this.#tooltip.hidden = false;
    const right = Math.min(pointer.offsetX + 14, scene.width - this.#tooltip.offsetWidth - 8);
    const fits = y + 18 + this.#tooltip.offsetHeight < scene.height;
    const top = fits ? y + 18 : y - 18 - this.#tooltip.offsetHeight;
    this.#tooltip.style.transform = `translate(${Math.max(4, right)}px, ${Math.max(4, top)}px)`;
  }

  #hide(): void {
    this.#tooltip.hidden = true;
  }
}
