/** Figures and tables as Markdown. */

/** A table whose first row is its heads. */
export function table(rows: readonly (readonly string[])[]): string {
  const [heads = [], ...others] = rows;
  const rule = heads.map((_, at) => (at === 0 ? "---" : "---:"));
  return [heads, rule, ...others].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** "–" for what was not measured. */
const NOTHING = "–";

export function seconds(ms: number): string {
  return Number.isNaN(ms) ? NOTHING : `${significant(ms / 1000)} s`;
}

export function megabytes(value: number): string {
  return Number.isNaN(value) ? NOTHING : `${value.toFixed(0)} MB`;
}

/** How many times as much. */
export function times(ratio: number): string {
  return Number.isNaN(ratio) ? NOTHING : significant(ratio);
}

/** Two digits that mean something, or all before the point. */
export function significant(value: number): string {
  if (Number.isNaN(value)) return NOTHING;
  // Bounds of what rounds to the next digit: 9.96 is "10", not "10.0".
  const size = Math.abs(value);
  return value.toFixed(size >= 9.95 ? 0 : size >= 0.995 ? 1 : size >= 0.0995 ? 2 : 3);
}

/** 1000000 as "1,000,000". */
export function grouped(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}
