/** The parent's side of the compiler's process: started at the first request, ended with ours. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { InternalError } from "../errors.ts";
import type { ToolName, ToolResult, Tree } from "./compiler.ts";

interface Reply {
  readonly id: number;
  readonly result?: ToolResult;
  readonly error?: string;
}

interface Pending {
  resolve(result: ToolResult): void;
  reject(error: Error): void;
}

let child: ChildProcess | undefined;
let nextId = 1;
const pending = new Map<number, Pending>();

/** The service lies beside this file, as source or bundled. */
const SERVICE = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./service.ts" : "./service.js", import.meta.url),
);

/**
 * V8's flags for LLVM. Not --no-liftoff, which this process may have: it makes loading take minutes.
 * Functions are validated when they are first called, of which a compilation calls a tenth; and
 * fewer are optimized, since most compilations are over before that pays.
 */
const FLAGS = ["--wasm-lazy-validation", "--wasm-tiering-budget=50000000"];

/** Starts the compiler's process without waiting for it. */
export function warmUp(): void {
  if (child) return;
  child = fork(SERVICE, [], { serialization: "advanced", execArgv: FLAGS, stdio: "inherit" });
  child.on("message", (reply: Reply) => {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.result) waiting?.resolve(reply.result);
    else waiting?.reject(new InternalError(`the compiler failed: ${reply.error}`));
    if (pending.size === 0) child?.channel?.unref();
  });
  child.on("exit", (code, signal) => {
    child = undefined;
    for (const waiting of pending.values()) {
      waiting.reject(new InternalError(`the compiler ended (${signal ?? `exit ${code}`})`));
    }
    pending.clear();
  });
  child.unref();
  child.channel?.unref();
}

/** Runs a tool in the compiler's process. */
export function tool(
  name: ToolName,
  args: readonly string[],
  tree: Tree,
  output?: string,
): Promise<ToolResult> {
  warmUp();
  const id = nextId++;
  return new Promise((resolve, reject) => {
    pending.set(id, { resolve, reject });
    child?.channel?.ref();
    child?.send({ id, tool: name, args, tree, ...(output !== undefined && { output }) });
  });
}

/** Ends the compiler's process. */
export function close(): void {
  child?.disconnect();
  child = undefined;
}
