/** The compiler's process: takes requests over the channel to its parent, one answer each. */
import { runTool, type ToolName, type ToolResult, type Tree } from "./compiler.ts";

export interface ServiceRequest {
  readonly id: number;
  readonly tool: ToolName;
  readonly args: readonly string[];
  readonly tree: Tree;
  readonly output?: string;
}

export interface ServiceReply {
  readonly id: number;
  readonly result?: ToolResult;
  /** Why there is none. */
  readonly error?: string;
}

process.on("message", async (request: ServiceRequest) => {
  try {
    const result = await runTool(request.tool, request.args, request.tree, request.output);
    answer({ id: request.id, result });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    answer({ id: request.id, error: message });
  }
});
process.on("disconnect", leave);

function answer(reply: ServiceReply): void {
  process.send?.(reply, undefined, undefined, (error) => {
    if (error) leave();
  });
}

/** The parent is gone: nothing is left to do, and nothing to wait for. */
function leave(): void {
  process.kill(process.pid, "SIGKILL");
}
