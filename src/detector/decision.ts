/** One decision of a schedule: src/schedule/decisions.ts says what decides the rest. */

/** Choices of which the plain schedule always takes number 0. */
export type ChoiceKind = "read" | "failure" | "wake-up";
export type DecisionKind = ChoiceKind | "wake" | "next" | "switch";

export interface Decision {
  readonly kind: DecisionKind;
  /** Who runs when it is due. */
  readonly thread: number;
  /** How many steps that thread has taken. */
  readonly step: number;
  /**
   * switch: the thread that goes on, though the running one could. next: the one that goes on where
   * that waits, ends or yields. wake: the one that is woken. read: a store, counted back from the
   * newest. failure, wake-up: 1.
   */
  readonly choice: number;
}
