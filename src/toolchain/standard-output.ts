/**
 * The name, to clang and in requests of ours, of output that is no file. Clang's should go there:
 * it is then written in one piece, where a file of the compiler package's file system is copied
 * anew for each of many small ones (a C++ object takes a third of the time).
 */
export const STANDARD_OUTPUT = "-";
