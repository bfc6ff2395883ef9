/** What a job tells while it goes on. */
import type { Finding } from "../detector/finding.ts";

/** Told apart by `kind`, in the order in which they happen. */
export type JobEvent =
  /** A file is being compiled, or the program linked: `what` says it in words. */
  | { readonly kind: "building"; readonly what: string }
  /** Warnings and errors of the compiler, as it words them. */
  | { readonly kind: "diagnostics"; readonly text: string }
  /** The program is built; now it runs. */
  | { readonly kind: "running" }
  /** What a single run wrote; of a search nothing is told. */
  | {
      readonly kind: "output";
      readonly stream: "stdout" | "stderr";
      readonly bytes: Uint8Array;
    }
  /** Of a search: so many of its seeds have been run. */
  | { readonly kind: "searching"; readonly done: number; readonly of: number }
  /** What is neither suppressed nor known, once: when a run first shows it. */
  | { readonly kind: "finding"; readonly finding: Finding };

export type Emit = (event: JobEvent) => void;
