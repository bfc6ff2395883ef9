/** What a page shows: the data that report/html.ts writes into it. Types only. */
import type { Trace } from "../detector/trace.ts";

export interface Page {
  /** Of the tool. */
  readonly version: string;
  readonly program: string;
  /** In a sentence: how many findings, in which runs. */
  readonly summary: string;
  readonly findings: readonly PageFinding[];
  readonly traces: readonly Trace[];
}

export interface PageFinding {
  readonly title: string;
  /** What it is about: a variable, a lock; "" if that has no name. */
  readonly subject: string;
  readonly why: string;
  readonly seed: number;
  /** The finding as the text report has it. */
  readonly text: string;
  /** Indices into `traces` and into the races of that. */
  readonly trace?: number;
  readonly race?: number;
}
