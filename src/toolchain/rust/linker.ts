/** Stands for the linker of rustc and cargo (`-Clinker`): writes down what is to be linked. */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { type LinkRecord, writeLinkRecord } from "./link-record.ts";

/** Those whose value is an argument of its own, and says nothing that we need. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  ...["-flavor", "-z", "--export", "-m", "-l", "-L"],
]);

main(process.argv.slice(2));

function main(given: readonly string[]): void {
  const args = given.flatMap((arg) => (arg.startsWith("@") ? responseFile(arg.slice(1)) : [arg]));
  const objects: LinkRecord["objects"][number][] = [];
  const archives: string[] = [];
  let output = "";
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (WITH_VALUE.has(arg)) at++;
    else if (arg === "-o") output = args[++at] ?? "";
    else if (arg.endsWith(".o")) objects.push({ name: basename(arg), data: readFileSync(arg) });
    else if (/\.(rlib|a)$/.test(arg)) archives.push(arg);
  }
  writeFileSync(output, writeLinkRecord({ objects, archives }));
}

/** rustc writes one argument a line, white space and backslashes escaped. */
function responseFile(path: string): string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => line.replace(/^"(.*)"$/, "$1").replaceAll(/\\(.)/g, "$1"));
}
