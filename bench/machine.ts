/** What measured: the machine and the versions, without names or paths. */
import { readFileSync } from "node:fs";
import { arch, cpus, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { ROOT } from "./measure.ts";
import { type Found, missing } from "./tools.ts";

export function machineText(found: Found): string {
  const cores = cpus();
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
  const lines = [
    `${cores.length} cores (${cores[0]?.model.trim() ?? "unknown"}), ${gigabytes} GB of memory, ` +
      `${platform()} ${release().replace(/[-+].*/, "")}, ${arch()}`,
    `Antecede ${manifestOf(ROOT).version}, with @yowasp/clang ${dependency("@yowasp/clang")}`,
    `Node.js ${process.versions.node}, V8 ${process.versions.v8}`,
    found.gcc,
    ...(found.clang ? [found.clang.version] : []),
    ...(found.valgrind ? [found.valgrind] : []),
    ...missing(found),
  ];
  return lines.map((line) => `- ${line}\n`).join("");
}

interface Manifest {
  readonly version: string;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

function dependency(name: string): string {
  return manifestOf(join(ROOT, "node_modules", name)).version;
}
