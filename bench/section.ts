/** What each part of the benchmark hands in for RESULTS.md. */
import { grouped, table } from "./table.ts";

/** A figure that Antecede is to reach. */
export interface Bar {
  readonly what: string;
  readonly kind: "at most" | "at least";
  readonly limit: number;
  readonly value: number;
  readonly unit?: string;
  /** Which program or point is the worst, where the bar holds for each. */
  readonly where?: string;
}

export interface Section {
  readonly title: string;
  readonly markdown: string;
  readonly bars: readonly Bar[];
  readonly chart?: { readonly file: string; readonly svg: string };
}

/** What a part is told. */
export interface Plan {
  readonly repeat: number;
  /** A look instead of a measurement: small sizes, fewer points. */
  readonly isQuick: boolean;
}

/** How often things were run, as said in a sentence. */
export function repetitions({ repeat }: Plan): string {
  return repeat === 1 ? "one run each" : `medians of ${repeat} interleaved runs`;
}

export function reached({ kind, limit, value }: Bar): boolean {
  return kind === "at most" ? value <= limit : value >= limit;
}

export function barTable(bars: readonly Bar[]): string {
  const rows = bars
    .filter(({ value }) => !Number.isNaN(value))
    .map((bar) => [
      bar.what,
      `${bar.kind} ${number(bar.limit)}${bar.unit ?? ""}`,
      `${number(bar.value)}${bar.unit ?? ""}${bar.where ? ` (${bar.where})` : ""}`,
      reached(bar) ? "yes" : "**no**",
    ]);
  return table([["bar", "wanted", "measured", "reached"], ...rows]);
}

/** Three digits that mean something: a bar may be missed by little. */
function number(value: number): string {
  return value >= 1000 ? grouped(value) : `${Number(value.toPrecision(3))}`;
}
