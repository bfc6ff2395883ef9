/**
 * Stacks of OpenMP programs. clang makes two functions of a region and of a task, one within the
 * other, and names some by the file's number on the machine's disk: one frame stays, with a name
 * that is the same everywhere.
 */
import type { Frame, Stack } from "../detector/finding.ts";

const OF_OPENMP = /\bomp_|_omp_/;
/** Of a task: `.omp_outlined..3` within `.omp_task_entry..4`. */
const TASK = /^\.omp_outlined\.(\.\d+)?$/;
const TASK_ENTRY = /^\.omp_task_entry\.(\.\d+)?$/;
/** Of the function that has the code of a region, within one without this. */
const INNER = "_debug__";
/** `__omp_offloading_DEVICE_INODE_main_l7` */
const TARGET = /^__omp_offloading_[0-9a-f]+_[0-9a-f]+_(.*?)_l\d+(?=\.|$)/;

/** The stack with one frame for each region and each task. */
export function withoutOutlinedTwins(stack: Stack): Stack {
  if (!stack.some((frame) => OF_OPENMP.test(frame.function))) return stack;
  return stack
    .filter((frame, index) => !isTwin(frame, stack[index - 1]))
    .map((frame) => ({ ...frame, function: plainName(frame.function) }));
}

/** Whether the frame is that of the function around the one that has the user's code. */
function isTwin({ function: name }: Frame, within: Frame | undefined): boolean {
  if (!within || !OF_OPENMP.test(name)) return false;
  if (TASK_ENTRY.test(name)) return TASK.test(within.function);
  return within.function === name + INNER;
}

function plainName(name: string): string {
  if (!OF_OPENMP.test(name)) return name;
  if (TASK.test(name) || TASK_ENTRY.test(name)) return "omp_task";
  return name.replaceAll(INNER, "").replace(TARGET, "$1.omp_target");
}
