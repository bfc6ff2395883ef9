/** `--timings`: what each step took. */
import type { Timings } from "../api/local.ts";

const STEPS: readonly (readonly [keyof Timings, string])[] = [
  ["compileMs", "compile"],
  ["linkMs", "link"],
  ["loadMs", "load"],
  ["runMs", "run"],
  ["explainMs", "replay and symbols"],
  ["moreMs", "more seeds"],
];

export function timingsText(timings: Timings): string {
  const parts = STEPS.flatMap(([key, name]) => {
    const value = timings[key];
    return value === undefined ? [] : [`${name} ${value.toFixed(0)} ms`];
  });
  return `antecede: ${parts.join(", ")}, process ${performance.now().toFixed(0)} ms\n`;
}
