/** What was measured of programs under tools, and what can be compared of it. */
import { LIMIT_SECONDS, type Sample } from "./measure.ts";
import type { Size } from "./programs.ts";
import { median } from "./statistics.ts";
import type { ToolId } from "./tools.ts";

export class Samples {
  readonly #taken = new Map<string, Sample[]>();

  add(program: string, tool: ToolId, size: Size, sample: Sample): void {
    const key = keyOf(program, tool, size);
    this.#taken.set(key, [...(this.#taken.get(key) ?? []), sample]);
  }

  /** Median time; NaN if the tool was not run, or did not do what the native program does. */
  ms(program: string, tool: ToolId, size: Size): number {
    return median(this.#sound(program, tool, size).map(({ ms }) => ms));
  }

  peakMegabytes(program: string, tool: ToolId, size: Size): number {
    return median(this.#sound(program, tool, size).map(({ peakMegabytes }) => peakMegabytes));
  }

  /** Times as long as the other tool. */
  ratio(program: string, tool: ToolId, other: ToolId, size: Size): number {
    return this.ms(program, tool, size) / this.ms(program, other, size);
  }

  /** Times as much memory at its peak. */
  memoryRatio(program: string, tool: ToolId, other: ToolId, size: Size): number {
    return this.peakMegabytes(program, tool, size) / this.peakMegabytes(program, other, size);
  }

  /** Why there is no figure, if the tool was run. */
  trouble(program: string, tool: ToolId, size: Size): string | undefined {
    const wrong = this.#all(program, tool, size).find(
      (sample) => !this.#agrees(program, size, sample),
    );
    if (wrong === undefined) return undefined;
    if (wrong.exitCode === 124) return `over the limit of ${LIMIT_SECONDS} s`;
    return `exit code ${wrong.exitCode}, printed ${JSON.stringify(wrong.stdout.slice(0, 60))}`;
  }

  #all(program: string, tool: ToolId, size: Size): readonly Sample[] {
    return this.#taken.get(keyOf(program, tool, size)) ?? [];
  }

  #sound(program: string, tool: ToolId, size: Size): readonly Sample[] {
    const all = this.#all(program, tool, size);
    return all.every((sample) => this.#agrees(program, size, sample)) ? all : [];
  }

  /** A run that prints anything else than natively, or ends otherwise, has failed. */
  #agrees(program: string, size: Size, sample: Sample): boolean {
    const native = this.#all(program, "native", size)[0];
    return sample.exitCode === native?.exitCode && sample.stdout === native.stdout;
  }
}

function keyOf(program: string, tool: ToolId, size: Size): string {
  return `${program} ${tool} ${size}`;
}
