/** Stacks of Rust programs as their authors think of them. */
import type { Frame, Stack } from "../detector/finding.ts";
import { isStandardFrame } from "../detector/frames.ts";

/**
 * The stack without the standard library: what stands between the user's functions, around a
 * thread's closure and around main. A stack of nothing else is left as it is.
 */
export function withoutStandardFrames(stack: Stack): Stack {
  if (!stack.some(isStandardFrame)) return stack;
  const own = stack.filter((frame, index) => !isStandardFrame(frame) && !isStart(stack, index));
  return own.length > 0 ? own : stack;
}

/** The function by which C's start calls std's, which calls the user's main. */
function isStart(stack: Stack, index: number): boolean {
  const within: Frame | undefined = stack[index - 1];
  const isOutermost = index === stack.length - 1 && stack[index]?.function === "main";
  return isOutermost && within !== undefined && isStandardFrame(within);
}

/** Where cargo keeps the sources of dependencies. */
const REGISTRY = /^.*\/\.?cargo\/registry\/(?:src\/[^/]+\/)?/;

/** The file of a dependency: its crate, version and path within. */
export function withoutRegistry(file: string): string {
  return file.replace(REGISTRY, "");
}
