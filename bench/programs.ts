/** The programs that are timed under every tool, each with two threads or more. */

export type Size = "full" | "small";

export interface Program {
  readonly name: string;
  /** The program's own defaults, written out so that tables can show them. */
  readonly size: readonly string[];
  /** For Helgrind, which takes some 3 to 10 s for it (2 cores, 2026), DRD, and a quick pass. */
  readonly smallSize: readonly string[];
}

export const PROGRAMS: readonly Program[] = [
  { name: "matmul", size: ["650"], smallSize: ["400"] },
  { name: "stencil", size: ["20000", "5000"], smallSize: ["20000", "1500"] },
  { name: "merge-sort", size: ["5000000"], smallSize: ["600000"] },
  { name: "tree", size: ["17", "24"], smallSize: ["17", "8"] },
  { name: "buffers", size: ["200000"], smallSize: ["30000"] },
  { name: "hashmap", size: ["5000000"], smallSize: ["200000"] },
  { name: "rwlock-cache", size: ["4000000"], smallSize: ["300000"] },
  { name: "thread-pool", size: ["300000"], smallSize: ["100000"] },
  { name: "work-stealing", size: ["23"], smallSize: ["23"] },
  { name: "spsc-ring", size: ["12000000"], smallSize: ["6000000"] },
  { name: "mpmc-queue", size: ["2000000"], smallSize: ["2000000"] },
  { name: "michael-scott-queue", size: ["1000000"], smallSize: ["500000"] },
  { name: "seqlock", size: ["20000000"], smallSize: ["10000000"] },
];

export function argumentsOf(program: Program, size: Size): readonly string[] {
  return size === "full" ? program.size : program.smallSize;
}
