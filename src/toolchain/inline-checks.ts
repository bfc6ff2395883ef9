/**
 * The checks that most events need only, as code in place of the call of a hook. The engine is
 * called for the others. Each does what the engine's function does first:
 *
 *   read, write           FastTrack's same epoch; both words of the cell those that last proved to
 *                         need nothing, or to be ordered before the thread (engine/shadow.ts)
 *   lockset read, write   Eraser's state stays as it is (engine/lockset-hooks.ts)
 *   load                  an atomic load that settles nothing (engine/loads.ts)
 */
import {
  CELL_BYTES,
  CELL_RECORD,
  GRANULE_BYTES,
  LOAD_LINE_MASK,
  LOAD_LINE_SHIFT,
  LOAD_ORDER_SHIFT,
  LOAD_SIZE_MASK,
  LOAD_SIZE_SHIFT,
  LOCKSET_BASE,
  SHADOW_BASE,
} from "../layout/numbers.ts";
import type { Hook } from "./hooks.ts";
import { leb, OP, signedLeb } from "./wasm-binary.ts";

const I32 = 0x7f;
const I64 = 0x7e;
const VOID = 0x40;
const LOG2_ALIGN_4 = 2;
const LOG2_ALIGN_8 = 3;

/** The locals that checks use, as a body declares them: groups, and their number. */
export const SCRATCH_LOCALS = { bytes: [3, I32, 1, I64], groups: 2 } as const;

/** What the checks read, in the merged module. */
export interface EngineIndices {
  readonly engineFunction: (name: string) => number;
  readonly engineGlobal: (name: string) => number;
}

type Code = readonly number[];

export class InlineChecks {
  readonly #engine: EngineIndices;
  readonly #address: Code;
  readonly #cell: Code;
  readonly #third: Code;
  readonly #words: Code;

  /** @param firstLocal index of the first of the scratch locals */
  constructor(engine: EngineIndices, firstLocal: number) {
    this.#engine = engine;
    this.#address = leb(firstLocal);
    this.#cell = leb(firstLocal + 1);
    this.#third = leb(firstLocal + 2);
    this.#words = leb(firstLocal + 3);
  }

  /** In place of the call of the hook, with the same operands on the stack. */
  code(hook: Hook): Code {
    switch (hook.inline) {
      case "read":
      case "write":
        return this.#access(hook, hook.inline);
      case "lockset read":
      case "lockset write":
        return this.#lockset(hook, hook.inline);
      case "load":
        return this.#load(hook);
      case undefined:
        return this.#call(hook);
    }
  }

  // FastTrack.

  #access(hook: Hook, kind: "read" | "write"): Code {
    const isRead = kind === "read";
    const aligned = this.#alignedWithin(hook.bytes);
    // A cell that stands for its whole granule does not tell of a part.
    const mayBeOrdered = hook.bytes >= GRANULE_BYTES;
    return [
      ...this.#findCell(hook.bytes),
      ...(isRead ? this.#isSameRead(hook.bytes) : this.#isSameWrite(hook.bytes)),
      ...[...aligned, OP.i32Eqz, OP.if, VOID],
      ...(mayBeOrdered
        ? [
            ...this.#isOrdered(hook.bytes, isRead ? "orderedRead" : "orderedWrite"),
            ...[...aligned, OP.if, VOID],
            ...(isRead ? this.#recordRead(hook.bytes) : this.#recordWrite(hook.bytes)),
            ...[OP.else, ...get(this.#address), ...this.#call(hook), OP.end],
          ]
        : [...get(this.#address), ...this.#call(hook)]),
      OP.end,
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
    const low = Math.min(bytes, GRANULE_BYTES) - 1;
    if (low === 0) return [];
    return [...get(this.#address), OP.i32Const, low, OP.i32And, OP.i32Eqz, OP.i32And];
  }

  /**
   * The cell's last read or write is of this epoch, or both its words are those that last proved
   * to need nothing; and a second cell is the same. On the stack: the cell.
   */
  #isSameRead(bytes: number): Code {
    const words = get(this.#words);
    return [
      ...[...load64(SHADOW_BASE), OP.localTee, ...this.#words],
      ...[...this.#global("sameRead"), OP.i64Eq],
      ...[...words, OP.i32WrapI64, ...this.#global("epoch"), OP.i32Eq, OP.i32Or],
      ...[...words, ...upperHalf(), ...this.#global("epoch"), OP.i32Eq, OP.i32Or],
      ...this.#andSecondIsSame(bytes),
    ];
  }

  /** The last write of each cell is of this epoch. On the stack: the cell. */
  #isSameWrite(bytes: number): Code {
    const isOfEpoch = [...this.#global("epoch"), OP.i32Eq];
    return [
      ...[...load64(SHADOW_BASE), OP.localTee, ...this.#words, OP.i32WrapI64, ...isOfEpoch],
      ...(bytes <= GRANULE_BYTES
        ? []
        : [...get(this.#cell), ...load32(SHADOW_BASE + CELL_BYTES), ...isOfEpoch, OP.i32And]),
    ];
  }

  /** Each cell's words are those that last proved to be ordered before the thread. */
  #isOrdered(bytes: number, words: "orderedRead" | "orderedWrite"): Code {
    const isFirst = [...get(this.#words), ...this.#global(words), OP.i64Eq];
    return [...isFirst, ...this.#andSecondIsSame(bytes)];
  }

  #andSecondIsSame(bytes: number): Code {
    if (bytes <= GRANULE_BYTES) return [];
    const second = [...get(this.#cell), ...load64(SHADOW_BASE + CELL_BYTES)];
    return [...get(this.#words), ...second, OP.i64Eq, OP.i32And];
  }

  /** R := epoch. */
  #recordRead(bytes: number): Code {
    return this.#forEachCell(bytes, (offset) => [
      ...[...get(this.#cell), ...this.#global("epoch")],
      ...[OP.i32Store, LOG2_ALIGN_4, ...leb(SHADOW_BASE + offset + CELL_BYTES / 2)],
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

  #lockset(hook: Hook, kind: "lockset read" | "lockset write"): Code {
    const { bytes } = hook;
    const isRead = kind === "lockset read";
    const granule = [OP.i32Const, ...signedLeb(-GRANULE_BYTES), OP.i32And];
    return [
      ...[OP.localTee, ...this.#address, ...(bytes < GRANULE_BYTES ? granule : [])],
      ...[OP.localTee, ...this.#cell, ...load32(LOCKSET_BASE), OP.localTee, ...this.#third],
      ...[...this.#global("locksetSameOwn"), OP.i32Eq],
      ...(isRead
        ? [...get(this.#third), ...this.#global("locksetSameRead"), OP.i32Eq, OP.i32Or]
        : []),
      ...(bytes > GRANULE_BYTES ? this.#andSecondWordIsSame() : []),
      ...(isRead ? [] : this.#andHasNoRecord(bytes)),
      ...this.#alignedWithin(bytes),
      ...[OP.i32Eqz, OP.if, VOID, ...get(this.#address), ...this.#call(hook), OP.end],
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

  /** On the stack: address, bytes, order, and the value that memory holds. */
  #load(hook: Hook): Code {
    const operands = [this.#address, this.#third, this.#cell, this.#words];
    return [
      ...operands.toReversed().flatMap((local) => [OP.localSet, ...local]),
      ...[...this.#entry(), ...get(this.#address), OP.i64ExtendI32U, OP.i64Const, 32, OP.i64Shl],
      ...[...this.#global("stamp"), OP.i64ExtendI32U, OP.i64Or, OP.i64Eq],
      ...["stepsLeft", "pointsLeft"].flatMap((left) => [
        ...[...this.#global(left), OP.i32Const, 1, OP.i32GtS, OP.i32And],
      ]),
      ...[OP.if, I64],
      ...["stepsLeft", "pointsLeft"].flatMap((left) => {
        const index = leb(this.#engine.engineGlobal(left));
        return [OP.globalGet, ...index, OP.i32Const, 1, OP.i32Sub, OP.globalSet, ...index];
      }),
      ...[...get(this.#words), OP.else],
      ...[...operands.flatMap(get), ...this.#call(hook), OP.end],
    ];
  }

  /** The entry of the load in the table of those that settle nothing. */
  #entry(): Code {
    const part = (local: Code, mask: number, shift: number) => [
      ...[...get(local), OP.i32Const, ...signedLeb(mask), OP.i32And],
      ...[OP.i32Const, shift, OP.i32Shl],
    ];
    return [
      ...part(this.#third, LOAD_SIZE_MASK, LOAD_SIZE_SHIFT),
      ...part(this.#address, LOAD_LINE_MASK << 2, LOAD_LINE_SHIFT - 2),
      ...[OP.i32Or, ...get(this.#cell), OP.i32Const, LOAD_ORDER_SHIFT, OP.i32Shl, OP.i32Or],
      ...[...this.#global("settledLoads"), OP.i32Add, ...load64(0)],
    ];
  }

  #call({ engine }: Hook): Code {
    return [OP.call, ...leb(this.#engine.engineFunction(engine))];
  }

  #global(name: string): Code {
    return [OP.globalGet, ...leb(this.#engine.engineGlobal(name))];
  }
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

function upperHalf(): Code {
  return [OP.i64Const, 32, OP.i64ShrU, OP.i32WrapI64];
}
