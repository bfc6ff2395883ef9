/** Runs a tool of the embedded LLVM over a file tree, as `toolchain/client.ts` does. */
export type RunTool = (
  tool: "symbolizer" | "c++filt",
  args: readonly string[],
  files: Record<string, Uint8Array>,
) => Promise<{ readonly ok: boolean; readonly stdout: string; readonly diagnostics: string }>;
