/** Which frames of a stack are the user's. */
import type { Frame, Stack } from "./finding.ts";

/** Where debug information has the sources of Rust's standard library. */
export const RUST_LIBRARY = "/rust/library";

/** Functions that rustc makes up, of no file: the allocator's, and what catches a panic. */
const MADE_UP = /^(?:__rustc::|__rust_try$)/;

/** Where the headers of the C and C++ libraries lie, for the compiler that comes with Antecede. */
const HEADER_FOLDERS = ["/usr/include/", "/antecede/"];

/** Whether a frame is of Rust's standard library; that of C and C++ has none. */
export function isStandardFrame({ file, function: name }: Frame): boolean {
  return file?.startsWith(`${RUST_LIBRARY}/`) ?? MADE_UP.test(name);
}

/** The innermost frame outside all libraries, headers too; without one, the innermost. */
export function userFrame(stack: Stack): Frame | undefined {
  const outside = stack.find(
    (frame) => frame.file !== undefined && !isStandardFrame(frame) && !isOfHeader(frame.file),
  );
  return outside ?? stack[0];
}

function isOfHeader(file: string): boolean {
  return HEADER_FOLDERS.some((folder) => file.startsWith(folder));
}
