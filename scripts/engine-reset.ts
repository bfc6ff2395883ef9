/**
 * Adds to the engine's module a function that puts every global back to its first value: so none
 * can be forgotten. AssemblyScript has no means to list a module's globals.
 */
import { leb, OP, openModule, readInstruction, SECTION } from "../src/toolchain/wasm-binary.ts";

const FUNCTION = 0;
const NO_LOCALS = 0;
const HEADER_BYTES = 8;

/**
 * @param bytes the engine as AssemblyScript compiles it
 * @param name of the export to add, a function without parameters or results
 */
export function withReset(bytes: Uint8Array, name: string): Uint8Array {
  const module = openModule(bytes);
  const { start } = module;
  const imported = module.imports.length;
  const defined = module.reader(SECTION.function)?.u32() ?? 0;
  const type = startTypeOf(bytes);
  const body = [NO_LOCALS, ...restores(bytes), ...callOf(start), OP.end];
  const text = [...new TextEncoder().encode(name)];
  const exported = [...leb(text.length), ...text, FUNCTION, ...leb(imported + defined)];
  const added = new Map<number, number[]>([
    [SECTION.function, leb(type)],
    [SECTION.export, exported],
    [SECTION.code, [...leb(body.length), ...body]],
  ]);
  const parts: Uint8Array[] = [bytes.subarray(0, HEADER_BYTES)];
  for (const { id, start: from, end } of module.sections) {
    const item = added.get(id);
    const contents = item
      ? withItem(bytes.subarray(from, end), item)
      : [...bytes.subarray(from, end)];
    parts.push(Uint8Array.from([id, ...leb(contents.length), ...contents]));
  }
  return Buffer.concat(parts);

  function startTypeOf(all: Uint8Array): number {
    const functions = openModule(all).reader(SECTION.function);
    if (!functions || start === undefined) throw new Error("the engine has no start function");
    let found = 0;
    for (let index = functions.u32(), at = imported; index > 0; index--, at++) {
      const candidate = functions.u32();
      if (at === start) found = candidate;
    }
    return found;
  }
}

function withItem(section: Uint8Array, item: readonly number[]): number[] {
  const contents = [...section];
  let length = 1;
  while ((contents[length - 1] ?? 0) >= 0x80) length++;
  const count = contents
    .slice(0, length)
    .reduce((sum, byte, index) => sum + (byte & 0x7f) * 128 ** index, 0);
  return [...leb(count + 1), ...contents.slice(length), ...item];
}

/** For each mutable global: its initial value, then `global.set`. */
function restores(bytes: Uint8Array): number[] {
  const reader = openModule(bytes).reader(SECTION.global);
  const code: number[] = [];
  const count = reader?.u32() ?? 0;
  for (let index = 0; reader && index < count; index++) {
    reader.byte();
    const isMutable = reader.byte() === 1;
    const from = reader.at;
    let to = from;
    while (readInstruction(reader) !== OP.end) to = reader.at;
    if (isMutable) code.push(...bytes.subarray(from, to), OP.globalSet, ...leb(index));
  }
  return code;
}

function callOf(start: number | undefined): number[] {
  return start === undefined ? [] : [OP.call, ...leb(start)];
}
