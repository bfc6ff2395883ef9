/** From the linker's names of functions of C++ and Rust to those that a reader knows. */
import { InternalError } from "../errors.ts";
import type { RunTool } from "./run-tool.ts";

/**
 * @param names of functions, of which some may be mangled (Itanium C++ ABI, 5.1; Rust, v0)
 * @returns those that are, each with its readable form: scopes, but neither parameters nor result
 */
export async function demangle(
  names: readonly string[],
  run: RunTool,
): Promise<ReadonlyMap<string, string>> {
  const mangled = [...new Set(names)].filter((name) => /^_[ZR]/.test(name));
  if (mangled.length === 0) return new Map();
  const files = { names: Buffer.from(mangled.map(quoted).join("\n")) };
  const { ok, stdout, diagnostics } = await run("c++filt", ["--no-params", "@names"], files);
  const lines = stdout.trimEnd().split("\n");
  if (!ok || lines.length !== mangled.length) throw new InternalError(`c++filt: ${diagnostics}`);
  return new Map(mangled.map((name, index) => [name, readable(lines[index] ?? name)]));
}

/** As LLVM reads a file of options: a backslash and white space have a meaning there. */
function quoted(name: string): string {
  return name.replaceAll(/[\\"'\s]/g, "\\$&");
}

/** Without libc++'s versions of its namespace and of single functions, which no source shows. */
function readable(name: string): string {
  return name.replaceAll(/\bstd::__2::(__antecede::)?/g, "std::").replaceAll(/\[abi:\w+\]/g, "");
}
