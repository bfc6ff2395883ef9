/** Libraries that every program is linked with: to name them by `-l` asks for nothing. */
const NAMES: ReadonlySet<string> = new Set([
  ...["c", "m", "pthread", "rt", "dl", "util", "atomic", "gcc", "gcc_s"],
  ...["stdc++", "c++", "c++abi", "supc++", "omp", "gomp", "iomp5"],
]);

export function isOwnLibrary(name: string): boolean {
  return NAMES.has(name) || name.startsWith("wasi-emulated-");
}
