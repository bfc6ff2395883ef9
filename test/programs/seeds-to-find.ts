/**
 * How many seeds it takes to find each wrong version of the algorithms: the table of
 * docs/algorithms.md, on stdout.
 *
 *     node test/programs/seeds-to-find.ts [part of a path]
 *
 * Each is searched from 40 first seeds, far enough apart that no run is counted twice.
 */
import { close } from "../../src/toolchain/client.ts";
import { buildProgram } from "./judge.ts";
import { readAlgorithms, search } from "./weakened.ts";

const STARTS = 40;
const MOST_SEEDS = 1000;

console.log("| algorithm | wrong | shows | mean | worst |\n|---|---|---|---|---|");
for (const { name, file, weakened } of readAlgorithms(process.argv[2])) {
  for (const { change, expected } of weakened) {
    if ("unseen" in expected) {
      console.log(`| ${name} | \`${change}\` | nothing: ${expected.unseen} | | |`);
      continue;
    }
    const program = await buildProgram(file, [`-D${change}`]);
    const needed: number[] = [];
    for (let start = 0; start < STARTS; start++) {
      needed.push((await search(program, 1 + start * MOST_SEEDS, MOST_SEEDS)).seeds);
    }
    const mean = needed.reduce((sum, seeds) => sum + seeds) / STARTS;
    const shows = expected.shows.join(" and ");
    const columns = [name, `\`${change}\``, shows, mean.toFixed(1), Math.max(...needed)];
    console.log(`| ${columns.join(" | ")} |`);
  }
}
close();
