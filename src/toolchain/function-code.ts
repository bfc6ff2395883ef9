/**
 * What becomes of a function's code when program and engine are one module:
 *
 * - calls go to the functions' new indices, calls of hooks to the engine;
 * - **steps** are counted once for each straight line: as many as it has hooks;
 * - **every loop of the user's counts its iterations**, unless it begins with a hook, which counts
 *   anyway: so a loop that the compiler stripped of all accesses still meets the bound on steps and
 *   lets other threads run;
 * - accesses go to the second memory;
 * - a hook within a loop begins with the check that most accesses need only (inline-checks.ts),
 *   and so does an atomic load. The engine is called for the others.
 */

import { UnsupportedError } from "../errors.ts";
import { PROGRAM_MEMORY } from "./engine-module.ts";
import type { Hook } from "./hooks.ts";
import { InlineChecks, SCRATCH_LOCALS } from "./inline-checks.ts";
import {
  ATOMIC_FENCE,
  DATA_DROP,
  HAS_MEMORY_INDEX,
  leb,
  MEMORY_COPY,
  MEMORY_FILL,
  MEMORY_INIT,
  NO_MEMORY_ARGUMENT,
  OP,
  Reader,
  readInstruction,
  signedLeb,
  UNLIKELY,
} from "./wasm-binary.ts";

/** A change: `skip` bytes at `at` give way to `bytes`. */
export interface Edit {
  readonly at: number;
  readonly skip: number;
  bytes: readonly number[];
}

export interface EditedCode {
  readonly edits: readonly Edit[];
  readonly hasLoop: boolean;
}

/** Indices in the merged module. */
export interface MergedIndices {
  functionIndex(original: number): number;
  /** The hook that an imported function is. */
  hookOf(original: number): Hook | undefined;
  readonly engineFunction: (name: string) => number;
  readonly engineGlobal: (name: string) => number;
  readonly engineConstant: (name: string) => number;
  /** Globals: the program's stack pointer, and the lowest value that it has had. */
  readonly stackPointer: number;
  readonly stackLow: number;
  /** The program's counter of loop iterations, and what is called when it reaches 0. */
  readonly ticks: number;
  readonly tick: number;
}

export interface FunctionOptions {
  readonly parameters: number;
  /** The user's: its loops count iterations, and its instructions are looked at. */
  readonly isUser: boolean;
  /** Functions, by their merged indices, to call first and last. */
  readonly around?: { readonly begin: number; readonly end: number } | undefined;
}

const VOID = 0x40;

export class CodeEditor {
  readonly #indices: MergedIndices;
  readonly #tick: readonly number[];

  constructor(indices: MergedIndices) {
    this.#indices = indices;
    const ticks = leb(indices.ticks);
    this.#tick = [
      ...[OP.globalGet, ...ticks, OP.i32Const, 1, OP.i32Sub],
      ...[OP.globalSet, ...ticks, OP.globalGet, ...ticks, OP.i32Eqz],
      ...[OP.if | UNLIKELY, VOID, OP.call, ...leb(indices.tick), OP.end],
    ];
  }

  /**
   * @param reader at the body's first byte, after its size
   * @throws {UnsupportedError} if the body has an instruction that no hook announces
   */
  edit(reader: Reader, end: number, options: FunctionOptions): EditedCode {
    return new FunctionEdit(this.#indices, this.#tick, options).run(reader, end);
  }
}

class FunctionEdit {
  readonly #indices: MergedIndices;
  readonly #tick: readonly number[];
  readonly #options: FunctionOptions;
  readonly #edits: Edit[] = [];
  /** Whether each open block is a loop. */
  readonly #blocks: boolean[] = [];
  #loopDepth = 0;
  #hasLoop = false;
  /** The loop whose first straight line is being read. */
  #loopAt: number | undefined;
  /** Where the straight line's steps are counted, and how many it has. */
  #line: Edit | undefined;
  #lineSteps = 0;
  /** First of the locals that checks use. */
  #scratch = 0;
  #usesScratch = false;

  constructor(indices: MergedIndices, tick: readonly number[], options: FunctionOptions) {
    this.#indices = indices;
    this.#tick = tick;
    this.#options = options;
  }

  run(reader: Reader, end: number): EditedCode {
    const start = reader.at;
    this.#scratch = this.#options.parameters + reader.skipLocals();
    const codeStart = reader.at;
    const { around } = this.#options;
    if (around) this.#add({ at: codeStart, skip: 0, bytes: [OP.call, ...leb(around.begin)] });
    let constant: number | undefined;
    while (reader.at < end) {
      const at = reader.at;
      const opcode = readInstruction(reader);
      if (around && (opcode === OP.return || reader.at === end)) {
        // Before it, since the result stays on the stack: LLVM leaves a function in no third way.
        this.#add({ at, skip: 0, bytes: [OP.call, ...leb(around.end)] });
      }
      if (opcode === OP.call) this.#call(at, reader, constant);
      else if (opcode === OP.refFunc) this.#index(at + 1, reader);
      else if (opcode === OP.atomicPrefix && this.#options.isUser) refuse(reader.immediate);
      else if (opcode === OP.globalSet) this.#setGlobal(reader);
      else if (endsLine(opcode)) this.#control(opcode, reader.at);
      this.#memory(at, opcode, reader);
      constant = opcode === OP.i32Const ? smallConstant(reader, at) : undefined;
    }
    this.#endLine();
    if (this.#usesScratch) this.#edits.unshift(...declareScratch(reader.bytes, start, codeStart));
    // Stable: what was added first at one place stays first.
    const edits = this.#edits.sort((one, other) => one.at - other.at);
    return { edits, hasLoop: this.#hasLoop };
  }

  /** @param last the operand on top of the stack, if it is known */
  #call(at: number, reader: Reader, last: number | undefined): void {
    const hook = this.#indices.hookOf(reader.immediate);
    if (hook?.access) {
      this.#loopAt = undefined;
      this.#line ??= this.#add({ at, skip: 0, bytes: [] });
      this.#lineSteps++;
    }
    if (hook?.inline === undefined || (hook.access && this.#loopDepth === 0)) {
      this.#index(at + 1, reader);
      return;
    }
    this.#usesScratch = true;
    const checks = new InlineChecks(
      { global: this.#indices.engineGlobal, constant: this.#indices.engineConstant },
      this.#scratch,
    );
    const call = [OP.call, ...leb(this.#indices.functionIndex(reader.immediate))];
    this.#add({ at, skip: reader.at - at, bytes: checks.code(hook, call, last) });
  }

  /** The operand of the instruction that was just read gets its function's new index. */
  #index(at: number, reader: Reader): void {
    const bytes = leb(this.#indices.functionIndex(reader.immediate));
    this.#add({ at, skip: reader.at - at, bytes });
  }

  /** A stack that grows marks how far it has. */
  #setGlobal(reader: Reader): void {
    if (reader.immediate !== this.#indices.stackPointer) return;
    const get = [OP.globalGet, ...leb(this.#indices.stackPointer)];
    const low = leb(this.#indices.stackLow);
    const bytes = [
      ...[...get, OP.globalGet, ...low, OP.i32LtU],
      ...[OP.if | UNLIKELY, VOID, ...get, OP.globalSet, ...low, OP.end],
    ];
    this.#add({ at: reader.at, skip: 0, bytes });
  }

  /** What the instruction that was just read does to memory, it does to the program's. */
  #memory(at: number, opcode: number, reader: Reader): void {
    const argument = reader.memoryArgumentAt;
    if (argument !== NO_MEMORY_ARGUMENT) {
      const alignment = (reader.bytes[argument] ?? 0) | HAS_MEMORY_INDEX;
      this.#add({ at: argument, skip: 1, bytes: [alignment, PROGRAM_MEMORY] });
      return;
    }
    if (opcode === OP.miscPrefix && reader.immediate === DATA_DROP) {
      // The next run copies the segment again.
      this.#add({ at, skip: reader.at - at, bytes: [] });
      return;
    }
    const indices = memoryIndices(opcode, reader.immediate);
    if (indices === 0) return;
    const bytes = Array.from({ length: indices }, () => PROGRAM_MEMORY);
    this.#add({ at: reader.at - indices, skip: indices, bytes });
  }

  #control(opcode: number, after: number): void {
    this.#endLine();
    if (this.#loopAt !== undefined) {
      this.#add({ at: this.#loopAt, skip: 0, bytes: this.#tick });
      this.#loopAt = undefined;
    }
    if (opcode === OP.loop || opcode === OP.block || opcode === OP.if || opcode === OP.tryTable) {
      const isLoop = opcode === OP.loop;
      this.#blocks.push(isLoop);
      if (isLoop) {
        this.#loopDepth++;
        this.#hasLoop = true;
      }
      if (isLoop && this.#options.isUser) this.#loopAt = after;
    } else if (opcode === OP.end && this.#blocks.pop()) {
      this.#loopDepth--;
    }
  }

  #endLine(): void {
    if (!this.#line) return;
    this.#line.bytes = this.#count(this.#lineSteps);
    this.#line = undefined;
    this.#lineSteps = 0;
  }

  #add(edit: Edit): Edit {
    this.#edits.push(edit);
    return edit;
  }

  #count(steps: number): number[] {
    this.#usesScratch = true;
    const left = leb(this.#indices.engineGlobal("stepsLeft"));
    const local = leb(this.#scratch);
    return [
      ...[
        OP.globalGet,
        ...left,
        OP.i32Const,
        ...signedLeb(steps),
        OP.i32Sub,
        OP.localTee,
        ...local,
      ],
      ...[OP.globalSet, ...left, OP.localGet, ...local, OP.i32Const, 0, OP.i32LeS],
      ...[OP.if | UNLIKELY, VOID],
      ...[OP.call, ...leb(this.#indices.engineFunction("quantum")), OP.end],
    ];
  }
}

/** The locals of checks, at the end of a body's declarations. */
function declareScratch(bytes: Uint8Array, start: number, end: number): Edit[] {
  const reader = new Reader(bytes, start);
  const groups = reader.u32();
  return [
    { at: start, skip: reader.at - start, bytes: leb(groups + SCRATCH_LOCALS.groups) },
    { at: end, skip: 0, bytes: SCRATCH_LOCALS.bytes },
  ];
}

/** The value of the constant that was just read, if it has one byte and no sign. */
function smallConstant(reader: Reader, at: number): number | undefined {
  const value = reader.bytes[at + 1] ?? 0;
  return reader.at === at + 2 && value < 0x40 ? value : undefined;
}

/** How many indices of memories end the instruction. */
function memoryIndices(opcode: number, second: number): number {
  if (opcode === OP.memorySize || opcode === OP.memoryGrow) return 1;
  if (opcode !== OP.miscPrefix) return 0;
  if (second === MEMORY_COPY) return 2;
  return second === MEMORY_INIT || second === MEMORY_FILL ? 1 : 0;
}

/** Control goes on elsewhere after this instruction, or comes from elsewhere. */
function endsLine(opcode: number): boolean {
  return (
    opcode === 0x00 ||
    opcode === 0x05 ||
    (opcode >= OP.block && opcode <= OP.if) ||
    opcode === 0x08 ||
    opcode === 0x0a ||
    (opcode >= OP.end && opcode <= OP.return) ||
    opcode === OP.tryTable
  );
}

/** LLVM's pass announces only some operations, and loses the order of these: no wrong verdict. */
function refuse(instruction: number): void {
  if (instruction === ATOMIC_FENCE) return;
  throw new UnsupportedError(
    "an atomic instruction of WebAssembly (__builtin_wasm_memory_atomic_wait32 …)",
    "use C's, C++'s or Rust's atomic operations",
  );
}
