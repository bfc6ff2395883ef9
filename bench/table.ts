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
  if (Math.abs(value) >= 10) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 1 ? 1 : Math.abs(value) >= 0.095 ? 2 : 3);
}

/** 1000000 as "1,000,000". */
export function grouped(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}
