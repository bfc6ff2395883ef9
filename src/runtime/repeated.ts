/** Many runs of one program, one after the other, in one instance. */
import { ProgramInstance } from "./instance.ts";
import { run } from "./machine.ts";
import type { Outcome } from "./outcome.ts";
import type { LoadedProgram } from "./program.ts";
import type { RunOptions } from "./run-options.ts";

export class RepeatedRuns {
  readonly #program: LoadedProgram;
  readonly #instance: ProgramInstance;

  constructor(program: LoadedProgram) {
    this.#program = program;
    this.#instance = new ProgramInstance(program);
  }

  /** As `run` does. To be called again only when the run before has ended. */
  async run(options: RunOptions): Promise<Outcome> {
    const { onOutput, journal } = options.files;
    const held: (() => void)[] = [];
    const outcome = await run(
      this.#program,
      {
        ...options,
        files: {
          ...options.files,
          onOutput: (stream, bytes) => held.push(() => onOutput(stream, bytes)),
        },
      },
      this.#instance,
    );
    if (outcome.ending.kind === "trap" && journal.mode === "record") {
      // The instance may have more memory than this run has, and a call of libc may touch it.
      journal.entries.length = 0;
      return run(this.#program, options);
    }
    for (const write of held) write();
    return outcome;
  }
}
