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
  const plain = name
    .replaceAll(/\bstd::__2::(__antecede::)?/g, "std::")
    .replaceAll(/\[abi:\w+\]/g, "");
  return plain.length > LONGEST ? shortened(plain) : plain;
}

/** In characters. A lambda within templates within templates has a name of thousands. */
const LONGEST = 240;

/** The name with so much of its arguments of templates, from the innermost out, as fits. */
function shortened(name: string): string {
  const levels = nestingOf(name);
  for (let kept = Math.max(...levels) - 1; kept >= 0; kept--) {
    const characters = name.split("").map((character, index) => {
      const level = levels[index] ?? 0;
      if (level <= kept) return character;
      return (levels[index - 1] ?? 0) <= kept ? "…" : "";
    });
    const text = characters.join("");
    if (text.length <= LONGEST || kept === 0) return text;
  }
  return name;
}

/** For each character, how many lists of arguments of templates it stands in, brackets outside. */
function nestingOf(name: string): number[] {
  const operators = [...name.matchAll(/\boperator *(?:<=>|->\*?|<<=?|>>=?|[<>]=?)|->/g)];
  const isOperator = (index: number) =>
    operators.some((match) => index >= match.index && index < match.index + match[0].length);
  let level = 0;
  return name.split("").map((character, index) => {
    if (character === ">" && level > 0 && !isOperator(index)) level--;
    const own = level;
    if (character === "<" && !isOperator(index)) level++;
    return own;
  });
}
