/** RESULTS.md, from what its parts hand in. */
import { barTable, type Plan, type Section } from "./section.ts";

/** @param machine lines of a list */
export function resultsText(machine: string, sections: readonly Section[], plan: Plan): string {
  const command = plan.isQuick ? "npm run bench -- --quick" : "npm run bench";
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
