/** Colours of the canvas: those of the style sheet, as they hold now. */

export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly line: string;
  readonly current: string;
  readonly race: string;
  readonly edge: string;
  readonly strongEdge: string;
  readonly accent: string;
  /** A thread's own. */
  readonly lane: (thread: number) => string;
}

/** So many threads differ in colour; after that it starts again. */
export const LANE_COLOURS = 8;

/** @param within an element that the style sheet holds for */
export function readPalette(within: HTMLElement): Palette {
  const probe = document.createElement("span");
  within.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const lanes = Array.from({ length: LANE_COLOURS }, (_, index) => read(`lane-${index}`));
  const palette = {
    background: read("background"),
    text: read("text"),
    muted: read("muted"),
    faint: read("faint"),
    line: read("line"),
    current: read("current"),
    race: read("race"),
    edge: read("edge"),
    strongEdge: read("strong-edge"),
    accent: read("accent"),
    lane: (thread: number) => lanes[thread % LANE_COLOURS] ?? "",
  };
  probe.remove();
  return palette;
}
