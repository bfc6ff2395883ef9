/**
 * The hybrid detector: exact happens-before, which shows the races of this run, and Eraser's
 * discipline with the order that doesn't depend on locks (lockset.ts), which tells of those that
 * another run may show. The two don't influence each other.
 */
import type {
  LocksetDetector,
  LocksetOptions,
  LocksetState,
  LocksetVerdict,
} from "../detector/detector.ts";
import type { DetectorEvent } from "../detector/event.ts";
import { HappensBefore } from "./happens-before.ts";
import { Lockset } from "./lockset.ts";
import { FreeOrder } from "./order.ts";

/** Happens-before and locksets side by side: races of this run, and those that others may show. */
export class Hybrid implements LocksetDetector {
  // Both shadows name threads by slots: one is taken again once it is in the weaker order too.
  readonly #happensBefore = new HappensBefore({}, { withoutLocks: true });
  readonly #lockset: Lockset;

  constructor(options?: LocksetOptions) {
    this.#lockset = new Lockset(new FreeOrder(this.#happensBefore), options);
  }

  apply(event: DetectorEvent): LocksetVerdict {
    const shown = this.#happensBefore.apply(event);
    const { possible } = this.#lockset.apply(event);
    return { shown, possible };
  }

  stateOf(address: number): LocksetState {
    return this.#lockset.stateOf(address);
  }
}
