/**
 * Atomic operations that LLVM's pass has no hook for: minimum and maximum, and arithmetic of
 * floating point (`__atomic_fetch_max`, `++` of C11's `_Atomic double`, OpenMP's reductions). They
 * stay bare instructions of WebAssembly, which don't tell their order. In LLVM's own text they
 * become calls of functions like the hooks (guest/atomics/atomics.c) before the pass comes.
 */
import { ACQ_REL, ACQUIRE, RELAXED, RELEASE, SEQ_CST } from "../layout/numbers.ts";
import { ATOMIC_FENCE, OP, openModule, readInstruction, SECTION } from "./wasm-binary.ts";

/** Whether an object of the user's has any. */
export function hasBareAtomics(object: Uint8Array): boolean {
  const reader = openModule(object).reader(SECTION.code);
  if (!reader) return false;
  for (let count = reader.u32(); count > 0; count--) {
    const bytes = reader.u32();
    const end = reader.at + bytes;
    reader.skipLocals();
    while (reader.at < end) {
      const opcode = readInstruction(reader);
      if (opcode === OP.atomicPrefix && reader.immediate !== ATOMIC_FENCE) return true;
    }
  }
  return false;
}

const ORDERS: Readonly<Record<string, number>> = {
  monotonic: RELAXED,
  acquire: ACQUIRE,
  release: RELEASE,
  acq_rel: ACQ_REL,
  seq_cst: SEQ_CST,
};

const BITS: Readonly<Record<string, number>> = {
  ...{ i8: 8, i16: 16, i32: 32, i64: 64 },
  ...{ float: 32, double: 64 },
};

/** `%1 = atomicrmw max ptr %p, i32 %v seq_cst, align 4, !dbg !7`; the pointer may have commas. */
const OPERATION = new RegExp(
  [
    /^(?<result>.*= )atomicrmw (?:volatile )?(?<name>u?(?:max|min)|f(?:add|sub|max|min)) /,
    /ptr (?<pointer>.+?), (?<type>i8|i16|i32|i64|float|double) (?<value>\S+) /,
    /(?<order>monotonic|acquire|release|acq_rel|seq_cst)(?:, align \d+)?(?<rest>.*)$/,
  ]
    .map(({ source }) => source)
    .join(""),
  "gm",
);

/** LLVM's text of a module, with calls in their place. */
export function withAtomicCalls(text: string): string {
  const declarations = new Set<string>();
  const called = text.replaceAll(OPERATION, (...found) => {
    const { result, name, pointer, type, value, order, rest } = found.at(-1) as Operation;
    // An argument of less than 32 bits is widened, and the function may rely on how.
    const argument = type === "i8" || type === "i16" ? `${type} zeroext` : type;
    const hook = `@__tsan_atomic${BITS[type]}_fetch_${name}`;
    declarations.add(`declare ${type} ${hook}(ptr, ${argument}, i32)`);
    return (
      `${result}call ${type} ${hook}(ptr ${pointer}, ${argument} ${value}, ` +
      `i32 ${ORDERS[order]})${rest}`
    );
  });
  return `${called}\n${[...declarations].join("\n")}\n`;
}

interface Operation {
  readonly result: string;
  readonly name: string;
  readonly pointer: string;
  readonly type: string;
  readonly value: string;
  readonly order: string;
  readonly rest: string;
}
