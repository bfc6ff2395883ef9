/** Which frame of a stack is the user's. */
import type { Frame, Stack } from "./finding.ts";

/** Where the headers of the C and C++ libraries lie, for the compiler that comes with Antecede. */
const LIBRARY_FOLDERS = ["/usr/include/", "/antecede/"];

/** The innermost frame outside the library's headers; the innermost one if all are inside. */
export function userFrame(stack: Stack): Frame | undefined {
  return stack.find(({ file }) => file !== undefined && !isOfLibrary(file)) ?? stack[0];
}

function isOfLibrary(file: string): boolean {
  return LIBRARY_FOLDERS.some((folder) => file.startsWith(folder));
}
