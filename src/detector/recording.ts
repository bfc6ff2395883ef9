/** What a report keeps of a run so that it can be made again: `antecede replay`. */

/** Raised when a recording of before can no longer be followed. */
export const RECORDING_VERSION = 1;

export interface Recording {
  readonly version: typeof RECORDING_VERSION;
  /** Of `antecede run`: all that makes the run what it is, but the seed, which findings have. */
  readonly arguments: readonly string[];
  /** Hash of the linked program without names and debug information: what it does. */
  readonly code: string;
  /** Hash of the linked program: also where it stands in the sources. */
  readonly build: string;
  /** What it read of standard input; absent if nothing. */
  readonly stdin?: RecordedInput;
}

export type RecordedInput =
  /** Base64. */
  | { readonly bytes: string }
  /** Too much to be kept: its length in bytes and its SHA-256. */
  | { readonly length: number; readonly sha256: string };
