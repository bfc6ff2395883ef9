/** The stacks of one explanation: asked for one by one, symbolized all at once. */
import type { Stack } from "../detector/finding.ts";
import { withoutOutlinedTwins } from "./openmp-frames.ts";
import { withoutStandardFrames } from "./rust-frames.ts";
import { parseWasmStack, type Symbolizer, type WasmFrame } from "./symbolize.ts";

/** Raw stacks to be symbolized together: each call of the symbolizer has its price. */
export class StackTable {
  readonly #symbolizer: Symbolizer;
  readonly #allFrames: boolean;
  readonly #wanted = new Map<string, WasmFrame[]>();
  readonly #resolved = new Map<string, Stack>();

  /** @param allFrames also those of Rust's standard library */
  constructor(symbolizer: Symbolizer, allFrames = false) {
    this.#symbolizer = symbolizer;
    this.#allFrames = allFrames;
  }

  want(raw: string | undefined): void {
    if (raw === undefined || this.#wanted.has(raw)) return;
    this.#wanted.set(raw, parseWasmStack(raw));
  }

  async resolve(): Promise<void> {
    const wanted = [...this.#wanted];
    const stacks = await this.#symbolizer.stacks(wanted.map(([, frames]) => frames));
    wanted.forEach(([raw], index) => {
      const stack = withoutOutlinedTwins(stacks[index] ?? []);
      this.#resolved.set(raw, this.#allFrames ? stack : withoutStandardFrames(stack));
    });
  }

  get(raw: string | undefined): Stack {
    return raw === undefined ? [] : (this.#resolved.get(raw) ?? []);
  }
}
