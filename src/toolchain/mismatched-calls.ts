/**
 * Calls of functions that their file declares otherwise, or not at all, as old C does: `time(0)`
 * without `<time.h>` gives an int, and `srand(1)` one that is not there.
 *
 * C17 6.5.2.2p9 leaves open what such a call does; natively it works, since arguments and results
 * are handed over in registers. WebAssembly has no call of another type, so the linker makes each
 * of these a function `signature_mismatch:NAME` that traps. Here it becomes one that calls NAME:
 * integers are cut or extended, what is missing is 0, what is too much is left out. A number with a
 * point for an integer finds no register natively either, and goes on trapping.
 */
import {
  F32,
  F64,
  I32,
  I64,
  leb,
  namedFunctions,
  OP,
  type OpenModule,
  Reader,
  SECTION,
} from "./wasm-binary.ts";

/** A function of the linker's, by its index in the linked file, and what it is to do. */
export interface Adapter {
  readonly index: number;
  /** The function to call: its index in the linked file. */
  readonly target: number;
  /** Instructions before and after the call. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

const STUB = "signature_mismatch:";

/** Instructions that make the first type the second. */
const CONVERSIONS: ReadonlyMap<number, ReadonlyMap<number, number>> = new Map([
  [I32, new Map<number, number>([[I64, OP.i64ExtendI32S]])],
  [I64, new Map<number, number>([[I32, OP.i32WrapI64]])],
  [F32, new Map<number, number>([[F64, OP.f64PromoteF32]])],
  [F64, new Map<number, number>([[F32, OP.f32DemoteF64]])],
]);

const ZEROS: ReadonlyMap<number, readonly number[]> = new Map([
  [I32, [OP.i32Const, 0]],
  [I64, [OP.i64Const, 0]],
  [F32, [OP.f32Const, 0, 0, 0, 0]],
  [F64, [OP.f64Const, 0, 0, 0, 0, 0, 0, 0, 0]],
]);

/** Types of values as the binary format has them. */
interface Signature {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

/** @param module a linked program that exports those functions, unless they are not there */
export function adaptersOf(module: OpenModule): Adapter[] {
  const stubs = stubsOf(module);
  const signatures = stubs.size > 0 ? signaturesOf(module) : [];
  return [...stubs].flatMap(([index, name]) => {
    const target = module.exports.get(name)?.index;
    const code = target && adapt(signatures[index], signatures[target]);
    return code ? { index, target, ...code } : [];
  });
}

/** Names of functions that are called by a type that they don't have. */
export function mismatchedNames(module: OpenModule): string[] {
  return [...new Set(stubsOf(module).values())];
}

/** Functions of the linker's by index, and the names that they stand for. */
function stubsOf(module: OpenModule): Map<number, string> {
  const stubs = namedFunctions(module, STUB);
  for (const [index, name] of stubs) stubs.set(index, name.slice(STUB.length));
  return stubs;
}

function signaturesOf(module: OpenModule): (Signature | undefined)[] {
  const types: Signature[] = [];
  const reader = module.reader(SECTION.type);
  for (let count = reader?.u32() ?? 0; reader && count > 0; count--) {
    reader.byte();
    types.push({ parameters: valueTypes(reader), results: valueTypes(reader) });
  }
  const imported = module.imports.filter(({ kind }) => kind === "function");
  const signatures = imported.map(({ at }) => types[new Reader(module.bytes, at).u32()]);
  const functions = module.reader(SECTION.function);
  for (let count = functions?.u32() ?? 0; functions && count > 0; count--) {
    signatures.push(types[functions.u32()]);
  }
  return signatures;
}

function valueTypes(reader: Reader): number[] {
  return Array.from({ length: reader.u32() }, () => reader.byte());
}

function adapt(called: Signature | undefined, target: Signature | undefined) {
  if (!called || !target) return undefined;
  const parts = target.parameters.map((to, index) => {
    const from = called.parameters[index];
    const code = convert(from, to);
    return code && (from === undefined ? code : [OP.localGet, ...leb(index), ...code]);
  });
  const [wanted] = called.results;
  const [given] = target.results;
  const drop = wanted === undefined && given !== undefined;
  const after = drop ? [OP.drop] : wanted === undefined ? [] : convert(given, wanted);
  if (!after || parts.includes(undefined)) return undefined;
  return { before: parts.flatMap((part) => part ?? []), after };
}

/** @param from undefined: there is no such value */
function convert(from: number | undefined, to: number): readonly number[] | undefined {
  if (from === undefined) return ZEROS.get(to);
  if (from === to) return [];
  const instruction = CONVERSIONS.get(from)?.get(to);
  return instruction === undefined ? undefined : [instruction];
}
