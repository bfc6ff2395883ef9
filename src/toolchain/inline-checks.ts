/**
 * The checks that most events need only, as code in place of the call of a hook. The engine is
 * called for the others. Each does what the engine's function does first:
 *
 *   read, write           FastTrack's same epoch; both words of the cell those that last proved to
 *                         need nothing, or to be ordered before the thread (engine/shadow.ts)
 *   lockset read, write   Eraser's state stays as it is (engine/lockset-hooks.ts)
 *   load                  an atomic load that settles nothing (engine/loads.ts)
 */
import { InternalError } from "../errors.ts";
import {
  ACQUIRE,
  CELL_BYTES,
  CELL_RECORD,
  CONSUME,
  GRANULE_BYTES,
  LOAD_LINE_MASK,
  LOAD_LINE_SHIFT,
  LOAD_SIZE_SHIFT,
  LOAD_STRENGTH,
  LOAD_WORD,
  LOCKSET_BASE,
  RELAXED,
  SEQ_CST,
  SHADOW_BASE,
  STRENGTH_ACQUIRE,
  STRENGTH_RELAXED,
  STRENGTH_SEQ_CST,
} from "../layout/numbers.ts";
import { PROGRAM_MEMORY } from "./engine-module.ts";
import type { Hook } from "./hooks.ts";
import { HAS_MEMORY_INDEX, I32, I64, LIKELY, leb, OP, signedLeb, UNLIKELY } from "./wasm-binary.ts";

const VOID = 0x40;
const LOG2_ALIGN_4 = 2;
const LOG2_ALIGN_8 = 3;

/** The locals that checks use, as a body declares them: groups, and their number. */
export const SCRATCH_LOCALS = { bytes: [3, I32, 1, I64], groups: 2 } as const;

type Code = readonly number[];

/** Of the engine's exported globals. */
export interface EngineNumbers {
  /** Index in the merged module. */
  global(name: string): number;
  /** Value of one that never changes. */
  constant(name: string): number;
}

export class InlineChecks {
  readonly #engine: EngineNumbers;
  readonly #address: Code;
  readonly #cell: Code;
  readonly #third: Code;
  readonly #words: Code;

  /** @param firstLocal index of the first of the scratch locals */
  constructor(engine: EngineNumbers, firstLocal: number) {
    this.#engine = engine;
    this.#address = leb(firstLocal);
    this.#cell = leb(firstLocal + 1);
    this.#third = leb(firstLocal + 2);
    this.#words = leb(firstLocal + 3);
  }

  /**
   * In place of `call`, which is that of the hook, with the same operands on the stack.
   *
   * @param last value of the last operand, if it is a constant
   */
  code(hook: Hook, call: Code, last: number | undefined): Code {
    switch (hook.inline) {
      case "read":
      case "write":
        return this.#access(hook.bytes, hook.inline === "read", call);
      case "lockset read":
      case "lockset write":
        return this.#lockset(hook.bytes, hook.inline === "lockset read", call);
      case "load":
        return last !== undefined && isLoadOrder(last) ? this.#load(hook.bytes, last, call) : call;
      case undefined:
        return call;
    }
  }

  // FastTrack.

  /**
   * Each comparison has a branch of its own: at one place of a program it nearly always goes the
   * same way. Depths count from within the innermost of the blocks.
   */
  #access(bytes: number, isRead: boolean, call: Code): Code {
    const [toSame, toCall, toDone] = [0, 1, 2];
    const words = get(this.#words);
    return [
      ...[...this.#findCell(bytes), ...load64(SHADOW_BASE), OP.localSet, ...this.#words],
      ...[OP.block, VOID, OP.block, VOID, OP.block, VOID],
      ...(isRead ? [...words, ...upperHalf(), ...this.#isEpoch(), OP.brIf, toSame] : []),
      ...(isRead ? [...words, ...this.#global("sameRead"), OP.i64Eq, OP.brIf, toSame] : []),
      ...[...words, OP.i32WrapI64, ...this.#isEpoch(), OP.brIf, toSame],
      // A cell that stands for its whole granule does not tell of a part.
      ...(bytes < GRANULE_BYTES ? [] : this.#ordered(bytes, isRead, toCall, toDone)),
      ...(isRead ? [...words, ...this.#global("sameReadToo"), OP.i64Eq, OP.brIf, toSame] : []),
      ...[OP.br, toCall, OP.end],
      ...(isRead ? this.#isUnlike(bytes) : this.#isUnlikeWritten(bytes)),
      ...[OP.i32Eqz, OP.brIf | LIKELY, toDone - 1, OP.end],
      ...[...get(this.#address), ...call, OP.end],
    ];
  }

  /** On the stack: the address. Leaves that of its first cell. */
  #findCell(bytes: number): Code {
    const granule = [OP.i32Const, ...signedLeb(-GRANULE_BYTES), OP.i32And];
    return [
      ...[OP.localTee, ...this.#address, ...(bytes < GRANULE_BYTES ? granule : [])],
      ...[OP.i32Const, 1, OP.i32Shl, OP.localTee, ...this.#cell],
    ];
  }

  /** And the access lies within one granule, or begins with one. */
  #alignedWithin(bytes: number): Code {
    return lowBits(bytes) === 0 ? [] : [...this.#misalignment(bytes), OP.i32Eqz, OP.i32And];
  }

  /** Not 0 if the access lies in more granules than it must. */
  #misalignment(bytes: number): Code {
    return [...get(this.#address), OP.i32Const, lowBits(bytes), OP.i32And];
  }

  #isEpoch(): Code {
    return [...this.#global("epoch"), OP.i32Eq];
  }

  /** The cells' words are those that last proved to be ordered before the thread: it is noted. */
  #ordered(bytes: number, isRead: boolean, toCall: number, toDone: number): Code {
    const global = this.#global(isRead ? "orderedRead" : "orderedWrite");
    return [
      ...[OP.block, VOID, ...get(this.#words), ...global, OP.i64Ne, OP.brIf, 0],
      ...[...this.#isUnlike(bytes), OP.brIf | UNLIKELY, toCall + 1],
      ...(isRead ? this.#recordRead(bytes) : this.#recordWrite(bytes)),
      ...[OP.br, toDone + 1, OP.end],
    ];
  }

  /** The access is not aligned, or its second cell is not as the first. */
  #isUnlike(bytes: number): Code {
    if (bytes <= GRANULE_BYTES) return this.#misalignment(bytes);
    const second = [...get(this.#cell), ...load64(SHADOW_BASE + CELL_BYTES)];
    return [
      ...[...get(this.#words), ...second, OP.i64Xor],
      ...[...this.#misalignment(bytes), OP.i64ExtendI32U, OP.i64Or, OP.i64Eqz, OP.i32Eqz],
    ];
  }

  /** The same of cells that differ in R only. */
  #isUnlikeWritten(bytes: number): Code {
    if (bytes <= GRANULE_BYTES) return this.#misalignment(bytes);
    const second = [...get(this.#cell), ...load32(SHADOW_BASE + CELL_BYTES)];
    return [
      ...[...second, ...this.#global("epoch"), OP.i32Xor],
      ...[...this.#misalignment(bytes), OP.i32Or],
    ];
  }

  /** R := epoch. Both words are stored: the next access loads both, and would wait for halves. */
  #recordRead(bytes: number): Code {
    const next = [
      ...[...this.#global("epoch"), OP.i64ExtendI32U, OP.i64Const, 32, OP.i64Shl],
      ...[...get(this.#words), OP.i32WrapI64, OP.i64ExtendI32U, OP.i64Or],
    ];
    return this.#forEachCell(bytes, (offset) => [
      ...[...get(this.#cell), ...next],
      ...[OP.i64Store, LOG2_ALIGN_8, ...leb(SHADOW_BASE + offset)],
    ]);
  }

  /** W := epoch, and nothing has read it since. */
  #recordWrite(bytes: number): Code {
    return this.#forEachCell(bytes, (offset) => [
      ...[...get(this.#cell), ...this.#global("epoch"), OP.i64ExtendI32U],
      ...[OP.i64Store, LOG2_ALIGN_8, ...leb(SHADOW_BASE + offset)],
    ]);
  }

  #forEachCell(bytes: number, code: (offset: number) => Code): Code {
    return [...code(0), ...(bytes > GRANULE_BYTES ? code(CELL_BYTES) : [])];
  }

  // Eraser.

  #lockset(bytes: number, isRead: boolean, call: Code): Code {
    const granule = [OP.i32Const, ...signedLeb(-GRANULE_BYTES), OP.i32And];
    return [
      ...[OP.localTee, ...this.#address, ...(bytes < GRANULE_BYTES ? granule : [])],
      ...[OP.localTee, ...this.#cell, ...load32(LOCKSET_BASE), OP.localTee, ...this.#third],
      ...[...this.#global("locksetSameOwn"), OP.i32Eq],
      ...(isRead ? ["locksetSameRead", "locksetSameHeld"] : []).flatMap((same) => [
        ...[...get(this.#third), ...this.#global(same), OP.i32Eq, OP.i32Or],
      ]),
      ...(bytes > GRANULE_BYTES ? this.#andSecondWordIsSame() : []),
      ...(isRead ? [] : this.#andHasNoRecord(bytes)),
      ...this.#alignedWithin(bytes),
      ...[OP.i32Eqz, OP.if | UNLIKELY, VOID, ...get(this.#address), ...call, OP.end],
    ];
  }

  #andSecondWordIsSame(): Code {
    const second = [...get(this.#cell), ...load32(LOCKSET_BASE + GRANULE_BYTES)];
    return [...second, ...get(this.#third), OP.i32Eq, OP.i32And];
  }

  /** Its history ends with a plain write, which is the engine's matter. */
  #andHasNoRecord(bytes: number): Code {
    return this.#forEachCell(bytes, (offset) => [
      ...[...get(this.#cell), OP.i32Const, 1, OP.i32Shl, ...load32(SHADOW_BASE + offset)],
      ...[OP.i32Const, ...signedLeb(CELL_RECORD | 0), OP.i32Ne, OP.i32And],
    ]);
  }

  // Atomic loads.

  /**
   * On the stack: address and order.
   *
   * @param order the same, which is a constant
   */
  #load(bytes: number, order: number, call: Code): Code {
    const operands = [...get(this.#address), OP.i32Const, ...signedLeb(order)];
    const counters = ["stepsLeft", "pointsLeft"] as const;
    const table = this.#engine.constant("settledLoads") + (Math.log2(bytes) << LOAD_SIZE_SHIFT);
    const word = [...get(this.#cell), ...load32(table + LOAD_WORD)];
    return [
      ...[OP.drop, OP.localTee, ...this.#address, OP.i32Const, ...signedLeb(LOAD_LINE_MASK << 2)],
      ...[OP.i32And, OP.i32Const, LOAD_LINE_SHIFT - 2, OP.i32Shl],
      ...[OP.localTee, ...this.#cell, ...load64(table)],
      ...[...get(this.#address), OP.i64ExtendI32U, OP.i64Const, 32, OP.i64Shl],
      ...[OP.i64Xor, ...this.#global("turn"), OP.i64ExtendI32U, OP.i64Eq],
      ...this.#isAsStrong(table, strengthOf(order)),
      ...counters.flatMap((left) => [...this.#global(left), OP.i32Const, 1, OP.i32GtS, OP.i32And]),
      ...[OP.if | LIKELY, bytes === 8 ? I64 : I32],
      ...counters.flatMap((left) => {
        const count = [...this.#global(left), OP.i32Const, 1, OP.i32Sub];
        return [...count, OP.globalSet, ...leb(this.#engine.global(left))];
      }),
      ...[...word, ...this.#global("epoch"), OP.i32Store, LOG2_ALIGN_4, 0],
      ...[...get(this.#address), ...loadOfProgram(bytes), OP.else, ...operands, ...call, OP.end],
    ];
  }

  #isAsStrong(table: number, strength: number): Code {
    if (strength === STRENGTH_RELAXED) return [];
    const settled = [...get(this.#cell), ...load32(table + LOAD_STRENGTH)];
    return [...settled, OP.i32Const, strength, OP.i32GeS, OP.i32And];
  }

  #global(name: string): Code {
    return [OP.globalGet, ...leb(this.#engine.global(name))];
  }
}

/** Those of an address by which an access leaves its granule, or doesn't begin with one. */
function lowBits(bytes: number): number {
  return Math.min(bytes, GRANULE_BYTES) - 1;
}

function isLoadOrder(order: number): boolean {
  return order === RELAXED || order === CONSUME || order === ACQUIRE || order === SEQ_CST;
}

function strengthOf(order: number): number {
  if (order === RELAXED) return STRENGTH_RELAXED;
  return order === SEQ_CST ? STRENGTH_SEQ_CST : STRENGTH_ACQUIRE;
}

function get(local: Code): Code {
  return [OP.localGet, ...local];
}

function load32(offset: number): Code {
  return [OP.i32Load, LOG2_ALIGN_4, ...leb(offset)];
}

function load64(offset: number): Code {
  return [OP.i64Load, LOG2_ALIGN_8, ...leb(offset)];
}

/** Unsigned, as the hook returns it. */
function loadOfProgram(bytes: number): Code {
  const opcodes: Record<number, number> = {
    1: OP.i32Load8U,
    2: OP.i32Load16U,
    4: OP.i32Load,
    8: OP.i64Load,
  };
  const opcode = opcodes[bytes];
  if (opcode === undefined) throw new InternalError(`no load has ${bytes} bytes`);
  return [opcode, Math.log2(bytes) | HAS_MEMORY_INDEX, PROGRAM_MEMORY, 0];
}

function upperHalf(): Code {
  return [OP.i64Const, 32, OP.i64ShrU, OP.i32WrapI64];
}
