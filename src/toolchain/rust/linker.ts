/** Stands for the linker of rustc and cargo (`-Clinker`): writes down what is to be linked. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readArchive } from "../archive.ts";
import { isOwnLibrary } from "../own-libraries.ts";
import { type LinkRecord, writeLinkRecord } from "./link-record.ts";

/** Those whose value is an argument of its own, and says nothing that we need. */
const WITH_VALUE: ReadonlySet<string> = new Set(["-flavor", "-z", "--export", "-m"]);

main(process.argv.slice(2));

function main(given: readonly string[]): void {
  const args = given.flatMap((arg) => (arg.startsWith("@") ? responseFile(arg.slice(1)) : [arg]));
  const folders = valuesOf(args, "-L");
  const objects: LinkRecord["objects"][number][] = [];
  const archives: string[] = [];
  let output = "";
  let isWhole = false;
  const add = (path: string) => {
    if (isWhole) objects.push(...readArchive(readFileSync(path)));
    else archives.push(path);
  };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (WITH_VALUE.has(arg) || arg === "-L") at++;
    else if (arg === "-o") output = args[++at] ?? "";
    else if (arg.endsWith("-whole-archive")) isWhole = !arg.includes("-no-");
    else if (arg.startsWith("-l")) {
      const name = arg === "-l" ? (args[++at] ?? "") : arg.slice("-l".length);
      if (!isOwnLibrary(name)) add(findLibrary(name, folders));
    } else if (arg.endsWith(".o")) objects.push({ name: basename(arg), data: readFileSync(arg) });
    else if (/\.(rlib|a)$/.test(arg)) add(arg);
  }
  writeFileSync(output, writeLinkRecord({ objects, archives }));
}

/** `-L folder` and `-Lfolder`. */
function valuesOf(args: readonly string[], flag: string): readonly string[] {
  return args.flatMap((arg, at) => {
    if (arg === flag) return args[at + 1] ?? [];
    return arg.startsWith(flag) ? arg.slice(flag.length) : [];
  });
}

function findLibrary(name: string, folders: readonly string[]): string {
  const found = folders.map((folder) => join(folder, `lib${name}.a`)).find((at) => existsSync(at));
  if (found !== undefined) return found;
  console.error(`-l${name}: no lib${name}.a in ${folders.join(", ") || "any folder"}`);
  console.error("libraries must be built for WebAssembly: by the crate cc, or with antecede cc -c");
  process.exit(1);
}

/** rustc writes one argument a line, white space and backslashes escaped. */
function responseFile(path: string): string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => line.replace(/^"(.*)"$/, "$1").replaceAll(/\\(.)/g, "$1"));
}
