/** Builds small programs with debug info for the tests of this folder. */

import { tool } from "../../src/toolchain/client.ts";

/** Threads' flags, since only with them thread-local storage is laid out as in real programs. */
const FLAGS = [
  "--target=wasm32-wasip1",
  "-matomics",
  "-mbulk-memory",
  "-nostdlib",
  "-Wl,--no-entry",
  "-Wl,--export=run",
  "-Wl,--shared-memory",
  "-Wl,--import-memory",
  "-Wl,--max-memory=1048576",
  "-Wl,--no-check-features",
  "-fdebug-compilation-dir=.",
];

/** Compiles and links C files, given by name; throws with clang's words if it refuses. */
export async function compile(
  files: Readonly<Record<string, string>>,
  flags: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const sources = Object.keys(files).filter((name) => name.endsWith(".c"));
  const args = [...FLAGS, ...flags, ...sources, "-o", "out.wasm"];
  const result = await tool("clang", args, tree(files), "out.wasm");
  if (!result.output) throw new Error(result.diagnostics);
  return new Uint8Array(result.output);
}

type Tree = { [name: string]: Tree | string };

function tree(files: Readonly<Record<string, string>>): Tree {
  const root: Tree = {};
  for (const [path, text] of Object.entries(files)) {
    const names = path.split("/");
    const file = names.pop() ?? "";
    let at = root;
    for (const name of names) {
      at[name] ??= {};
      at = at[name] as Tree;
    }
    at[file] = text;
  }
  return root;
}

/** Runs export `run`; gives the trace of each call of import `env.probe`, or of a trap. */
export async function traces(wasm: Uint8Array<ArrayBuffer>, argument = 1): Promise<string[]> {
  const stacks: string[] = [];
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 16, shared: true });
  const probe = () => void stacks.push(new Error("probe").stack ?? "");
  const { instance } = await WebAssembly.instantiate(wasm, { env: { memory, probe } });
  try {
    (instance.exports.run as (argument: number) => void)(argument);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    stacks.push(error.stack ?? "");
  }
  return stacks;
}
