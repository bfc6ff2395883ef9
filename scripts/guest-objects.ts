/** Compiles sources of guest/, each once for its contents, headers and flags. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commands, type Tree } from "@yowasp/clang";
import type { ArchiveMember } from "../src/toolchain/archive.ts";

export interface CompileOptions {
  /** What the files' paths count from. */
  readonly root: string;
  readonly headers: readonly string[];
  readonly sources: readonly string[];
  /** Of the clang driver, by source. */
  readonly flags: (source: string) => readonly string[];
  /** Compiled objects are kept here. */
  readonly cache: string;
  /** What else an object depends on: the compiler. */
  readonly version: string;
}

/**
 * An object for each source, named by its path below guest/.
 *
 * @throws {Error} if one doesn't compile; clang's words are on standard error
 */
export async function compileObjects(options: CompileOptions): Promise<ArchiveMember[]> {
  const headerTree: Tree = {};
  const headerHash = createHash("sha256").update(options.version);
  for (const file of options.headers) {
    const text = readFileSync(join(options.root, file), "utf8");
    place(headerTree, file, text);
    headerHash.update(`${file}\0${text}`);
  }
  const key = headerHash.digest("hex");
  mkdirSync(options.cache, { recursive: true });
  const members: ArchiveMember[] = [];
  const failed: string[] = [];
  const used = new Set<string>();
  let loaded = false;
  for (const file of options.sources) {
    const source = readFileSync(join(options.root, file), "utf8");
    const flags = options.flags(file);
    const entry = createHash("sha256")
      .update(key + flags.join("\0") + file + source)
      .digest("hex");
    const object = join(options.cache, entry);
    used.add(entry);
    if (!existsSync(object)) {
      if (!loaded) await loadCompiler();
      loaded = true;
      const data = await compile(file, source, flags, headerTree);
      if (data) writeFileSync(object, data);
      else failed.push(file);
    }
    if (existsSync(object)) members.push({ name: objectName(file), data: readFileSync(object) });
  }
  for (const entry of readdirSync(options.cache)) {
    if (!used.has(entry)) rmSync(join(options.cache, entry));
  }
  if (failed.length) throw new Error(`did not compile: ${failed.join(", ")}`);
  return members;
}

function objectName(file: string): string {
  return file
    .replace(/^guest\//, "")
    .replaceAll("/", ".")
    .replace(/cc?$/, "o");
}

// A compilation would load the compiler without these options, and so with its progress shown.
async function loadCompiler(): Promise<void> {
  await commands.clang(["--version"], {}, { fetchProgress() {}, stdout() {} });
}

async function compile(
  file: string,
  source: string,
  flags: readonly string[],
  headers: Tree,
): Promise<Uint8Array | undefined> {
  const tree = structuredClone(headers);
  place(tree, file, source);
  const show = (bytes: Uint8Array | null): void => {
    if (bytes) process.stderr.write(bytes);
  };
  try {
    const args = [...flags, "-c", file, "-o", "out.o"];
    const result = await commands.clang(args, tree, { stdout: show, stderr: show });
    return result?.["out.o"] as Uint8Array;
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

function place(tree: Tree, path: string, content: string): void {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  let folder = tree;
  for (const part of parts) {
    folder[part] ??= {};
    folder = folder[part] as Tree;
  }
  folder[name] = content;
}
