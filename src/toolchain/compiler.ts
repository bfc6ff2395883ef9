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
  await loadOnce();
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

let loaded: Promise<unknown> | undefined;

/** The package loads itself within its first command, and would show that on standard output. */
function loadOnce(): Promise<unknown> {
  loaded ??= withWholeFiles(async () => runLLVM(undefined, {}, { fetchProgress: () => {} }));
  return loaded;
}

/**
 * The package fetches its files, 100 MB, as a browser does: in pieces that go through JavaScript.
 * It gets them whole meanwhile, which takes a quarter of the time.
 */
async function withWholeFiles<Result>(load: () => Promise<Result>): Promise<Result> {
  const { Response } = globalThis;
  const { compileStreaming } = WebAssembly;
  globalThis.Response = WholeFile as unknown as typeof Response;
  WebAssembly.compileStreaming = async (source) =>
    new WebAssembly.Module(await (await source).arrayBuffer());
  try {
    return await load();
  } finally {
    globalThis.Response = Response;
    WebAssembly.compileStreaming = compileStreaming;
  }
}

/** Of a response as much as the package asks for. Its body is its contents, through any pipe. */
class WholeFile {
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
  }

  get body(): { pipeThrough(): Uint8Array } {
    return { pipeThrough: () => this.#bytes };
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.#bytes;
    const isWhole = byteLength === buffer.byteLength;
    return isWhole ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
  }
}
