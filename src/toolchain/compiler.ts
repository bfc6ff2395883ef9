/**
 * The embedded clang and lld (LLVM as WebAssembly, `@yowasp/clang`). Loading it takes a second or
 * more, so it lives in a process of its own (service.ts) that is started when first needed.
 */
import { type Command, commands, Exit, runLLVM } from "@yowasp/clang";
import { STANDARD_OUTPUT } from "./standard-output.ts";

/** A file tree as the compiler's package takes it: names to contents or to further trees. */
export interface Tree {
  [name: string]: Tree | Uint8Array | string;
}

export interface ToolResult {
  readonly ok: boolean;
  /** Contents of the file asked for, if the tool made it. */
  readonly output?: Uint8Array;
  readonly stdout: string;
  readonly diagnostics: string;
}

export type ToolName = "clang" | "wasm-ld" | "symbolizer" | "c++filt";

/**
 * Runs one tool over a file tree.
 *
 * @param output path in the tree of the file wanted, without a leading slash, or STANDARD_OUTPUT
 */
export async function runTool(
  tool: ToolName,
  args: readonly string[],
  tree: Tree,
  output?: string,
): Promise<ToolResult> {
  const stdout: Uint8Array[] = [];
  const stderr: Uint8Array[] = [];
  // The package's types lack the symbolizer.
  const command = (commands as Record<string, Command | undefined>)[tool];
  if (!command) throw new Error(`the embedded compiler has no ${tool}`);
  const collect = (into: Uint8Array[]) => (bytes: Uint8Array | null) => {
    if (bytes) into.push(bytes.slice());
  };
  const text = (parts: Uint8Array[]) => Buffer.concat(parts).toString("utf8");
  // The package loads itself within its first command, and would show that on standard output.
  await runLLVM(undefined, {}, { fetchProgress: () => {} });
  try {
    const result = await command([...args], tree, {
      fetchProgress: () => {},
      stdout: collect(stdout),
      stderr: collect(stderr),
    });
    const isStream = output === STANDARD_OUTPUT;
    const made = output === undefined || isStream ? undefined : fileIn(result as Tree, output);
    return {
      ok: true,
      ...(made && { output: made }),
      ...(isStream && { output: Buffer.concat(stdout) }),
      stdout: isStream ? "" : text(stdout),
      diagnostics: text(stderr),
    };
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    return { ok: false, stdout: text(stdout), diagnostics: text(stderr) };
  }
}

function fileIn(tree: Tree, path: string): Uint8Array | undefined {
  let at: Tree | Uint8Array | string | undefined = tree;
  for (const name of path.split("/")) {
    if (at === undefined || typeof at === "string" || at instanceof Uint8Array) return undefined;
    at = at[name];
  }
  if (typeof at === "string") return Buffer.from(at, "utf8");
  return at instanceof Uint8Array ? at : undefined;
}
