/** What both kinds of chart are drawn with: SVG that is readable in light and in dark. */

interface Look {
  readonly light: string;
  readonly dark: string;
  readonly shape: "circle" | "square" | "diamond" | "triangle";
}

/**
 * By the name of a series, so that a tool looks the same in all charts. Colours that the
 * colour-blind tell apart (Okabe and Ito, 2008), lighter or darker for the page; shapes say the
 * same again.
 */
const LOOKS: Readonly<Record<string, Look>> = {
  Antecede: { light: "#0072b2", dark: "#56b4e9", shape: "circle" },
  "gcc TSan": { light: "#d55e00", dark: "#ff8c42", shape: "square" },
  "clang TSan": { light: "#b07a00", dark: "#e6b422", shape: "diamond" },
  Helgrind: { light: "#a8508a", dark: "#d896bf", shape: "triangle" },
  DRD: { light: "#00795a", dark: "#2cc295", shape: "diamond" },
  "plain wasm": { light: "#6e7781", dark: "#9aa4af", shape: "circle" },
  native: { light: "#24292f", dark: "#e6edf3", shape: "square" },
};

const OTHER: Look = { light: "#24292f", dark: "#e6edf3", shape: "circle" };

function lookOf(series: string): Look {
  return LOOKS[series] ?? OTHER;
}

function classOf(series: string): string {
  return series.toLowerCase().replaceAll(/[^a-z]+/g, "-");
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A whole drawing, on a page of its own colour: the reader's may be another. */
export function drawing(
  { width, height }: { readonly width: number; readonly height: number },
  title: string,
  series: readonly string[],
  parts: readonly string[],
): string {
  const colours = (page: "light" | "dark") =>
    series
      .map((name) => {
        const colour = lookOf(name)[page];
        return `.${classOf(name)}{fill:${colour}}.line.${classOf(name)}{stroke:${colour}}`;
      })
      .join("");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" `,
    `width="${width}" height="${height}" role="img">\n`,
    `<title>${escaped(title)}</title>\n<style>`,
    "text{font:13px system-ui,'Segoe UI',Helvetica,Arial,sans-serif;fill:#24292f}",
    ".title{font-size:15px;font-weight:600}.strong{font-weight:600}.end{text-anchor:end}",
    ".middle{text-anchor:middle}.page{fill:#fff}.grid{stroke:#d8dee4}.fine{stroke:#eff2f5}",
    `.line{fill:none!important;stroke-width:2}${colours("light")}`,
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.page{fill:#0d1117}",
    `.grid{stroke:#373e47}.fine{stroke:#21262d}${colours("dark")}}`,
    `</style>\n<rect class="page" width="${width}" height="${height}" rx="6"/>\n`,
    ...parts.map((part) => `${part}\n`),
    "</svg>\n",
  ].join("");
}

export function text(content: string, { x, y }: Place, look = ""): string {
  const attributes = `x="${round(x)}" y="${round(y)}"${look && ` class="${look}"`}`;
  return `<text ${attributes}>${escaped(content)}</text>`;
}

export function rule(from: Place, to: Place, look: "grid" | "fine"): string {
  const start = `x1="${round(from.x)}" y1="${round(from.y)}"`;
  return `<line class="${look}" ${start} x2="${round(to.x)}" y2="${round(to.y)}"/>`;
}

export function path(points: readonly Place[], series: string): string {
  const places = points.map(({ x, y }) => `${round(x)},${round(y)}`).join(" ");
  return `<polyline class="line ${classOf(series)}" points="${places}"/>`;
}

/** @param note what a pointer over it is told */
export function mark({ x, y }: Place, series: string, note: string, size = 5): string {
  const look = `class="${classOf(series)}"`;
  const hint = `<title>${escaped(note)}</title>`;
  const [left, right] = [round(x - size), round(x + size)];
  const [top, bottom] = [round(y - size), round(y + size)];
  switch (lookOf(series).shape) {
    case "circle":
      return `<circle ${look} cx="${round(x)}" cy="${round(y)}" r="${size}">${hint}</circle>`;
    case "square":
      return (
        `<rect ${look} x="${round(x - size + 0.5)}" y="${round(y - size + 0.5)}" ` +
        `width="${2 * size - 1}" height="${2 * size - 1}">${hint}</rect>`
      );
    case "diamond": {
      const [middle, half] = [round(x), round(y)];
      const corners = `${middle},${top} ${right},${half} ${middle},${bottom} ${left},${half}`;
      return `<polygon ${look} points="${corners}">${hint}</polygon>`;
    }
    case "triangle":
      return (
        `<polygon ${look} points="${round(x)},${top} ${right},${bottom} ${left},${bottom}">` +
        `${hint}</polygon>`
      );
  }
}

/** Marks with their names, from `at` on to the right. */
export function legend(series: readonly string[], at: Place): string[] {
  let { x } = at;
  return series.flatMap((name) => {
    const parts = [mark({ x, y: at.y - 4 }, name, name), text(name, { x: x + 11, y: at.y })];
    x += 46 + name.length * 6.6;
    return parts;
  });
}

/** A logarithmic axis. */
export interface Axis {
  place(value: number): number;
  /** Powers of ten, and between them 2 and 5 times as much, where there is room. */
  readonly ticks: readonly { readonly value: number; readonly isMain: boolean }[];
}

/**
 * @param values what must be on it
 * @param from where its least value is, in pixels
 */
export function logarithmic(values: readonly number[], from: number, to: number): Axis {
  const least = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const most = Math.max(Math.ceil(Math.log10(Math.max(...values)) - 1e-9), least + 1);
  const place = (value: number) =>
    from + ((Math.log10(value) - least) / (most - least)) * (to - from);
  const isWide = Math.abs(to - from) / (most - least) > 100;
  const ticks = Array.from({ length: most - least + 1 }, (_, at) => 10 ** (least + at)).flatMap(
    (value, at) => [
      { value, isMain: true },
      ...(isWide && at < most - least
        ? [2, 5].map((factor) => ({ value: factor * value, isMain: false }))
        : []),
    ],
  );
  return { place, ticks };
}

function escaped(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
