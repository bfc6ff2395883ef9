/** Many runs of one program, one after the other, in one instance. */
import { ProgramInstance } from "./instance.ts";
import { run } from "./machine.ts";
import type { Outcome } from "./outcome.ts";
import type { RunnableProgram } from "./program.ts";
import type { RunOptions } from "./run-options.ts";
import type { ProgramFiles } from "./wasi.ts";

type Output = Parameters<ProgramFiles["onOutput"]>;

export class RepeatedRuns {
  readonly #program: RunnableProgram;
  readonly #instance: ProgramInstance;
  /** What the run that goes on has written. */
  readonly #held: Output[] = [];

  /** @param instance of the program, in which no run goes on; default: a new one */
  constructor(program: RunnableProgram, instance = new ProgramInstance(program)) {
    this.#program = program;
    this.#instance = instance;
  }

  /** How much memory the next run puts back to its start. */
  get staleBytes(): number {
    return this.#instance.staleBytes;
  }

  /** As `run` does. To be called again only when the run before has ended. */
  async run(options: RunOptions): Promise<Outcome> {
    const { files } = options;
    const held = { ...files, onOutput: this.#hold };
    const outcome = await run(this.#program, { ...options, files: held }, this.#instance);
    if (outcome.ending.kind === "trap" && files.journal.mode === "record") {
      // The instance may have more memory than this run has, and a call of libc may touch it.
      files.journal.entries.length = 0;
      this.#held.length = 0;
      return run(this.#program, options);
    }
    for (const output of this.#held.splice(0)) files.onOutput(...output);
    return outcome;
  }

  readonly #hold = (...output: Output): void => {
    this.#held.push(output);
  };
}
