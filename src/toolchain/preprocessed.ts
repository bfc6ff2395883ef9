/**
 * Sources that gcc has preprocessed with glibc's headers: what these say of types, of the numbers
 * of errors and of the inside of macros is in the text. That is changed where it can't be taken as
 * it is, line for line; functions to which numbers or structures go take glibc's under another name
 * (guest/include/antecede-glibc.h).
 */
import { resolve } from "node:path";
import { OVERLAYS } from "./compiler-files.ts";
import type { SourceFiles } from "./includes.ts";

/** Names that glibc's own headers declare, whichever a program includes. */
const GLIBC = /\b(?:__errno_location|__fsid_t|__pthread_internal_list)\b/;

/** What stands in the text, and what is read in its place. */
const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  // These have 64 bits in the C library that programs are linked with.
  [/\btypedef long(?: int)? (__(?:time|suseconds|off)_t);/g, "typedef long long int $1;"],
  [/\btypedef unsigned long(?: int)? (__rlim_t);/g, "typedef unsigned long long int $1;"],
  // errno is translated when a program looks: no look may be left out.
  [/(__errno_location ?\(void\)[^;]*?) ?__attribute__ ?\(\(__const__\)\)/g, "$1"],
  // pthread_cleanup_push saves the place to which cancellation jumps. Here it calls the handler.
  [/\b__not_first_call = __sigsetjmp(?:_cancel)? ?\([^;\n]*;/g, "__not_first_call = 0;"],
  [
    /(?<!void )\b__pthread_register_cancel ?\(&__cancel_buf\)/g,
    "antecede_register_cancel (&__cancel_buf, __cancel_routine, __cancel_arg)",
  ],
  // _FORTIFY_SOURCE: the functions that stand before those of libc, by builtins that clang lacks.
  [/ __asm__ \("" "__longjmp_chk"\)/g, ""],
  // With 32 bits glibc has the kind of a mutex, which initializers set, one word before ours.
  [/(\bint __owner;(?:\s|#.*\n)*)(int __kind;)/g, "$1int : 32; $2"],
  // How processors of 32 bits pass arguments.
  [/__attribute__ ?\(\(__regparm__ ?\(\d\)\)\)/g, ""],
  // gcc's <stdatomic.h> gives pointers to atomic types to builtins that clang has for others only.
  [/\b(__auto_type __atomic_\w+_ptr = )\(/g, "$1antecede_plain("],
  [/\btypedef _Atomic struct(\s*\{[^{}]*\}\s*atomic_flag;)/g, "typedef struct$1"],
  // The place to jump to must be in the function that calls setjmp: no other can do it for one.
  [/(?<!int )\b__sigsetjmp ?\(/g, "antecede_sigsetjmp("],
  [/\b_setjmp\b/g, "setjmp"],
];

const FORTIFIED =
  /\bextern __inline [^;{}]*\(\(__artificial__\)\)[^;{}]*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g;

/** Whether a source is one of those. */
export function isOfGlibc(source: string, files: SourceFiles, folder: string): boolean {
  return source.endsWith(".i") && GLIBC.test(textOf(source, files, folder));
}

/** The files with the source as it is to be compiled. */
export function adapted(source: string, files: SourceFiles, folder: string): SourceFiles {
  const plain = textOf(source, files, folder).replaceAll(FORTIFIED, onlyDirectives);
  const text = REPLACEMENTS.reduce(
    (before, [pattern, by]) => before.replaceAll(pattern, by),
    plain,
  );
  return new Map([...files, [resolve(folder, source), Buffer.from(text, "latin1")]]);
}

/** What says which lines of which files follow stays where it is. */
function onlyDirectives(text: string): string {
  const lines = text.split("\n");
  return lines.map((line) => (line.startsWith("#") ? line : "")).join("\n");
}

/** Of a compilation of such a source. */
export const GLIBC_FLAGS: readonly string[] = [
  "-include",
  `/antecede/${OVERLAYS.c}/antecede-glibc.h`,
];

function textOf(source: string, files: SourceFiles, folder: string): string {
  return Buffer.from(files.get(resolve(folder, source)) ?? "").toString("latin1");
}
