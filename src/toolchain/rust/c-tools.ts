/**
 * Stands for the C compiler and the archiver of build scripts (CC, CXX and AR of the crate `cc`): C
 * and C++ that they compile get hooks as well, by `antecede cc`.
 *
 *     rust-c-tools.js cc CLI ARGUMENTS…     as clang is called
 *     rust-c-tools.js ar ARGUMENTS…         as ar is called: members are added or replaced
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, relative, resolve } from "node:path";
import { type ArchiveMember, readArchive, writeArchive } from "../archive.ts";
import { isSource } from "../options.ts";
import { WORKSPACE } from "./flags.ts";

/** What build scripts say that is settled here: target, libraries, files of dependencies. */
const DROPPED = new RegExp(
  [
    "^(--target=|--sysroot=|-fno-exceptions$|-M(D|MD|P|G)$|-f(function|data)-sections$",
    "|-m(atomics|bulk-memory|exec-model=))",
  ].join(""),
);
const DROPPED_WITH_VALUE: ReadonlySet<string> = new Set([
  ...["-target", "--target", "--sysroot", "-isysroot", "-MF", "-MT", "-MQ", "-arch"],
]);

const WITH_PATH: ReadonlySet<string> = new Set([
  ...["-I", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-o"],
]);
/** A build script runs in its package's folder; reports count from the workspace's. */
const ROOT = process.env[WORKSPACE] ?? process.cwd();

main(process.argv.slice(2));

function main([tool, ...args]: readonly string[]): void {
  if (tool === "ar") archive(args);
  else compileByCli(args);
}

function compileByCli([cli = "", ...given]: readonly string[]): void {
  const kept: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const flag = given[at] ?? "";
    if (DROPPED_WITH_VALUE.has(flag)) at++;
    else if (WITH_PATH.has(flag)) kept.push(flag, resolve(given[++at] ?? ""));
    else if (flag.startsWith("-I")) kept.push(`-I${resolve(flag.slice(2))}`);
    else if (isSource(flag)) kept.push(fromRoot(flag));
    else if (!DROPPED.test(flag)) kept.push(flag);
  }
  // What is printed becomes a warning of cargo's.
  const node = [...process.execArgv, "--disable-warning=ExperimentalWarning"];
  const { status } = spawnSync(process.execPath, [...node, cli, "cc", ...kept], {
    cwd: ROOT,
    stdio: "inherit",
  });
  process.exit(status ?? 1);
}

/** Of a package from elsewhere the path is a whole one. */
function fromRoot(source: string): string {
  const path = resolve(source);
  const inside = relative(ROOT, path);
  return inside.startsWith("..") ? path : inside;
}

// The archiver.

function archive(given: readonly string[]): void {
  const [operation = "", path = "", ...files] = given.flatMap((arg) =>
    arg.startsWith("@") ? readFileSync(arg.slice(1), "utf8").split(/\s+/).filter(Boolean) : [arg],
  );
  if (/[dmptx]/.test(operation)) {
    console.error(`ar ${operation}: only members may be added or replaced`);
    process.exit(1);
  }
  const added = files.map((file) => ({ name: basename(file), data: readFileSync(file) }));
  const old = existsSync(path) ? readArchive(readFileSync(path)) : [];
  writeFileSync(path, writeArchive([...without(old, added, operation), ...added]));
}

/** `q` appends in any case. */
function without(
  members: readonly ArchiveMember[],
  added: readonly ArchiveMember[],
  operation: string,
): readonly ArchiveMember[] {
  if (operation.includes("q")) return members;
  const names = new Set(added.map(({ name }) => name));
  return members.filter(({ name }) => !names.has(name));
}
