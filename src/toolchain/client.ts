/**
 * The parent's side of the compiler's processes: one is started at the first request, others for
 * compilations side by side; they end with ours.
 */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { InternalError } from "../errors.ts";
import type { ToolName, ToolResult, Tree } from "./compiler.ts";
import type { ServiceReply } from "./service.ts";

interface Pending {
  resolve(result: ToolResult): void;
  reject(error: Error): void;
}

/** A process, and what it has been asked for. */
interface Service {
  readonly child: ChildProcess;
  readonly pending: Map<number, Pending>;
}

const services: Service[] = [];
let nextId = 1;

/** Each takes 300 MB. */
const MOST_SERVICES = 4;

/** The service lies beside this file, as source or bundled. */
const SERVICE = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./service.ts" : "./service.js", import.meta.url),
);

/**
 * V8's flags for LLVM, and none of this process's. Functions are validated when they are first
 * called, of which a compilation calls a tenth; and fewer are optimized, since most compilations
 * are over before that pays.
 */
const FLAGS = ["--wasm-lazy-validation", "--wasm-tiering-budget=50000000"];

/** Starts a compiler's process without waiting for it. */
function start(): Service {
  const child = fork(SERVICE, [], {
    serialization: "advanced",
    execArgv: FLAGS,
    stdio: "inherit",
  });
  const pending = new Map<number, Pending>();
  const service = { child, pending };
  services.push(service);
  child.on("message", (reply: ServiceReply) => {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.result) waiting?.resolve(reply.result);
    else waiting?.reject(new InternalError(`the compiler failed: ${reply.error}`));
    if (pending.size === 0) child.channel?.unref();
  });
  child.on("exit", (code, signal) => {
    const at = services.indexOf(service);
    if (at >= 0) services.splice(at, 1);
    for (const waiting of pending.values()) {
      waiting.reject(new InternalError(`the compiler ended (${signal ?? `exit ${code}`})`));
    }
    pending.clear();
  });
  child.unref();
  child.channel?.unref();
  return service;
}

/** A process that has nothing to do, another one for a further compilation, or the least busy. */
function serviceFor(name: ToolName): Service {
  const [least] = services.toSorted((one, other) => one.pending.size - other.pending.size);
  if (!least) return start();
  const most = name === "clang" ? Math.min(availableParallelism(), MOST_SERVICES) : 1;
  return least.pending.size > 0 && services.length < most ? start() : least;
}

/** Runs a tool in a compiler's process. */
export function tool(
  name: ToolName,
  args: readonly string[],
  tree: Tree,
  output?: string,
): Promise<ToolResult> {
  const { child, pending } = serviceFor(name);
  const id = nextId++;
  return new Promise((resolve, reject) => {
    pending.set(id, { resolve, reject });
    child.channel?.ref();
    const request = { id, tool: name, args, tree, ...(output !== undefined && { output }) };
    child.send(request, (error) => {
      if (error) reject(new InternalError(`the compiler has gone: ${error.message}`));
    });
  });
}

/** Ends the compiler's processes. */
export function close(): void {
  for (const { child } of services.splice(0)) child.disconnect();
}
