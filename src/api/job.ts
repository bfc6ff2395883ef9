/** A job of the library: a process of its own that tells what it does, and what it came to. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AntecedeError, EXIT, InternalError, UsageError } from "../errors.ts";
import type { JobEvent } from "./events.ts";
import { codeCacheFlag, FLAGS, findNode, NODE_MAJOR } from "./node.ts";
import {
  type Message,
  type Request,
  receivedError,
  receivedEvent,
  type SentResults,
  type Task,
} from "./protocol.ts";

/** Where a job works, and how it is ended. */
export interface JobOptions {
  /** The working folder: paths are relative to it, and the program may read it; default: yours. */
  readonly folder?: string;
  /** The program's standard input; default: empty. */
  readonly stdin?: string | Uint8Array;
  /** Where what was compiled is kept, `false`: nowhere; default: `ANTECEDE_CACHE`, or the usual. */
  readonly cache?: string | false;
  /** Ends the job when it is aborted; then the job throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Work that goes on in a process of its own; any number of them at once.
 *
 * Iterate over it for what happens meanwhile. Events are kept until they are read, and each is read
 * once. Whoever iterates gets the job's error too, and need not wait for `result` then.
 */
export interface Job<Result> extends AsyncIterable<JobEvent, void, void> {
  /**
   * What the job comes to.
   *
   * @throws {AntecedeError} if it can't be done; with `code`, `message` and `hint`
   */
  readonly result: Promise<Result>;
}

/** The host lies beside this file, as source or bundled. */
const HOST = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./host.ts" : "./host.js", import.meta.url),
);

/** @param receive makes the result of what was sent */
export function startJob<Kind extends Task["kind"], Result>(
  task: Task & { readonly kind: Kind },
  options: JobOptions,
  receive: (sent: SentResults[Kind]) => Result,
): Job<Result> {
  const events = new EventQueue();
  const result = perform(task, options, (event) => events.put(event)).then((sent) =>
    receive(sent as SentResults[Kind]),
  );
  result.then(
    () => events.end(),
    (error: unknown) => events.end({ error }),
  );
  return {
    result,
    [Symbol.asyncIterator]() {
      // Who iterates is told of the error there.
      result.catch(() => {});
      return events.read();
    },
  };
}

async function perform(
  task: Task,
  { folder, stdin = "", cache, signal }: JobOptions,
  emit: (event: JobEvent) => void,
): Promise<SentResults[keyof SentResults]> {
  signal?.throwIfAborted();
  const child = startHost(folder ?? process.cwd());
  const abort = () => child.kill();
  signal?.addEventListener("abort", abort, { once: true });
  const request: Request = {
    task,
    stdin: Buffer.from(stdin).toString("base64"),
    ...(cache !== undefined && { cacheFolder: cache === false ? null : cache }),
  };
  try {
    const last = await exchange(child, request, emit);
    signal?.throwIfAborted();
    if ("error" in last) throw receivedError(last.error);
    return last.result;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

type LastMessage = Exclude<Message, { event: unknown }>;

/** Sends the request, hands on events, and waits until the process has ended. */
async function exchange(
  child: ChildProcess,
  request: Request,
  emit: (event: JobEvent) => void,
): Promise<LastMessage> {
  let last: LastMessage | undefined;
  const complaints: Buffer[] = [];
  child.stderr?.on("data", (bytes: Buffer) => complaints.push(bytes));
  child.on("message", (message: Message) => {
    if ("event" in message) emit(receivedEvent(message.event));
    else last = message;
  });
  // A host that has ended is told of by its exit.
  child.send(request, () => {});
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  if (last) return last;
  const how = signal ?? `exit ${code}`;
  const text = Buffer.concat(complaints).toString("utf8").trim();
  throw new InternalError(`the job's process ended (${how})${text && `: ${text}`}`);
}

function startHost(folder: string): ChildProcess {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${folder}: no such folder`);
  }
  const execPath = findNode();
  if (execPath === undefined) {
    throw new AntecedeError(
      "no-node",
      EXIT.internal,
      `Node.js ${NODE_MAJOR} is missing: none is packaged for this machine`,
      `install Node.js ${NODE_MAJOR} or later`,
    );
  }
  return fork(HOST, [], {
    cwd: folder,
    execPath,
    execArgv: [...FLAGS, codeCacheFlag()],
    serialization: "json",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

/** Events until they are read. */
class EventQueue {
  readonly #events: JobEvent[] = [];
  #ended: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  put(event: JobEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  end(how: { readonly error?: unknown } = {}): void {
    this.#ended = how;
    this.#wake?.();
  }

  async *read(): AsyncGenerator<JobEvent, void, void> {
    for (;;) {
      yield* this.#events.splice(0);
      if (this.#events.length > 0) continue;
      if (this.#ended) {
        if ("error" in this.#ended) throw this.#ended.error;
        return;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
