/** The compiler's process: takes requests over the channel to its parent, one answer each. */
import { runTool, type ToolName, type Tree } from "./compiler.ts";

export interface ServiceRequest {
  readonly id: number;
  readonly tool: ToolName;
  readonly args: readonly string[];
  readonly tree: Tree;
  readonly output?: string;
}

process.on("message", async (request: ServiceRequest) => {
  try {
    const result = await runTool(request.tool, request.args, request.tree, request.output);
    process.send?.({ id: request.id, result });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.send?.({ id: request.id, error: message });
  }
});
// The parent is gone: nothing is left to do, and nothing to wait for.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
