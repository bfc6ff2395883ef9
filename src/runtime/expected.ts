/** Races that the program expects (guest/runtime.h, antecede_expect_race): a test's own. */
import type { EngineExports } from "../binding/engine.ts";
import type { MissingRecord } from "./outcome.ts";

export class ExpectedRaces {
  readonly #missing: MissingRecord[] = [];
  #waiting: { readonly excuse: number; readonly record: MissingRecord }[] = [];

  /** What the guest calls. */
  guestCalls(engine: EngineExports, text: (address: number) => string) {
    return {
      expect_race: (at: number, bytes: number, file: number, line: number, why: number) => {
        const said = { file: text(file >>> 0), line, why: text(why >>> 0) };
        const record = { at: at >>> 0, bytes, ...said };
        this.#waiting.push({ excuse: engine.excuse(at, bytes), record });
      },
      flush_expected: () => this.#flush(engine),
    };
  }

  /** At the end of the run: those that did not show themselves, in the order in which they came. */
  missing(engine: EngineExports): readonly MissingRecord[] {
    this.#flush(engine);
    return this.#missing;
  }

  #flush(engine: EngineExports): void {
    for (const { excuse, record } of this.#waiting) {
      if (engine.isMet(excuse) === 0) this.#missing.push(record);
      engine.endExcuse(excuse);
    }
    this.#waiting = [];
  }
}
