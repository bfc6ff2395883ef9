/** RESULTS.md, from what its parts hand in. */
import { barTable, type Section } from "./section.ts";

/**
 * @param command by which they were measured
 * @param machine lines of a list
 */
export function resultsText(
  command: string,
  machine: string,
  sections: readonly Section[],
): string {
  const bars = sections.flatMap((section) => section.bars);
  return [
    "# Results\n",
    `By \`${command}\`, in one run on one machine: its ratios say more than its times.\n`,
    machine,
    ...(bars.length > 0 ? ["## Bars\n", barTable(bars)] : []),
    ...sections.flatMap(sectionParts),
  ].join("\n");
}

function sectionParts({ title, markdown, chart }: Section): string[] {
  const image = chart ? [`![${title}](${chart.file})\n`] : [];
  return [`## ${title}\n`, ...image, markdown];
}
