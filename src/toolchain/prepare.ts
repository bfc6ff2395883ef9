/**
 * From a linked program to the module that runs:
 *
 * - the engine goes into it, so that a hook is a call within the module, and mostly not even that
 *   (function-code.ts);
 * - the program's memory becomes the second one, and ordinary: it was linked as shared because only
 *   so does LLVM lay out native thread-local storage, but all threads run in one agent;
 * - debug sections stay behind, in the linked file, where the symbolizer reads them. Functions and
 *   offsets of the running module are mapped back to it.
 */
import { readAsset } from "../assets.ts";
import type { DetectorName } from "../detector/options.ts";
import { AntecedeError, EXIT } from "../errors.ts";
import { atomicFunctions, sectionOf } from "./atomic-sections.ts";
import { branchHints, type EditedFunction, priorities } from "./branch-hints.ts";
import {
  BY_PROGRAM,
  EngineModule,
  type Items,
  type Offsets,
  PROGRAM_MEMORY,
} from "./engine-module.ts";
import { CodeEditor, type Edit } from "./function-code.ts";
import { ATOMIC_LOADS, engineName, type Hook, hookOf } from "./hooks.ts";
import { type Adapter, adaptersOf } from "./mismatched-calls.ts";
import {
  STACK_FUNCTIONS,
  withStackCode,
  withStackFunctions,
  withStackTypes,
} from "./stack-functions.ts";
import {
  customSection,
  type Export,
  I32,
  type Import,
  leb,
  OP,
  type OpenModule,
  openModule,
  Reader,
  SECTION,
  type Shape,
  shapesOf,
  skipConstant,
  WasmError,
} from "./wasm-binary.ts";
import { Output } from "./wasm-output.ts";

/** Exports of the guest by which an instrumented program is known. */
const BOUNDARY = "antecede_boundary";
const TICKS = "antecede_ticks";
const TICK = "antecede_tick";
const STACK_POINTER = "__stack_pointer";
const THREAD_LOCAL = "__tls_base";

/** What the merged module exports of the program's for the host has this before its name. */
export const PROGRAM_PREFIX = "program.";

/** The order in which a module has its sections. */
const ORDER = [
  ...[SECTION.type, SECTION.import, SECTION.function, SECTION.table, SECTION.memory],
  ...[SECTION.tag, SECTION.global, SECTION.export, SECTION.element],
  ...[SECTION.dataCount, SECTION.code, SECTION.data],
];
const EXPORTED_FUNCTION = 0;
const EXPORTED_MEMORY = 2;
/** Flags of data segments. */
const ACTIVE = 0;
const PASSIVE = 1;
const ACTIVE_WITH_MEMORY = 2;
const HEADER_BYTES = 8;
const MUTABLE_I32 = [I32, 1];

/** Indices of the user's functions, from `first` on and below `end`. */
export interface UserFunctions {
  readonly first: number;
  readonly end: number;
  /** Among them, but the linker's. */
  readonly start: number | undefined;
}

export function isUsers({ first, end, start }: UserFunctions, functionIndex: number): boolean {
  return functionIndex >= first && functionIndex < end && functionIndex !== start;
}

export interface PreparedProgram {
  /** The module to run. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Initial size of the memory that it imports. */
  readonly memoryPages: number;
  /** Whether it catches exceptions, be it for longjmp alone. */
  readonly hasHandlers: boolean;
  /** Whether a part of it was written in Rust. */
  readonly isRust: boolean;
  /** The shapes of the program's functions, by index in `bytes`. */
  readonly shapes: readonly (Shape | undefined)[];
  /** Of `bytes`. */
  readonly users: UserFunctions;
  /**
   * Where code of `bytes` comes from in the linked file; undefined if it is not the user's.
   *
   * @param place a function's index in `bytes`, and an offset in bytes from their start
   */
  original(place: CodePlace): CodePlace | undefined;
}

export interface CodePlace {
  readonly functionIndex: number;
  readonly offset: number;
}

/**
 * @param linked a program as `antecede cc` writes it
 * @param detector whose hooks answer for its accesses
 * @throws {AntecedeError} exit 2 if the bytes are no module or were not built by Antecede
 */
export function prepare(linked: Uint8Array, name: string, detector: DetectorName): PreparedProgram {
  try {
    return new Merge(openModule(linked), name, detector).run();
  } catch (error) {
    if (!(error instanceof WasmError)) throw error;
    throw new AntecedeError("bad-wasm", EXIT.usage, `${name}: ${error.message}`, HINT);
  }
}

const HINT = "build it with `antecede cc FILES -o program.wasm`";

interface Body extends EditedFunction {
  readonly end: number;
}

let engineModule: EngineModule | undefined;

class Merge {
  readonly #program: OpenModule;
  readonly #engine: EngineModule;
  readonly #detector: DetectorName;
  readonly #output: Output;
  readonly #offsets: Offsets;
  readonly #memory: Import;
  readonly #boundary: number;
  readonly #ticks: number;
  readonly #tick: number;
  /** By the index of the guest's function. */
  readonly #atomicLoads = new Map<number, Hook>();
  readonly #adapters: ReadonlyMap<number, Adapter>;
  readonly #atomicFunctions: ReadonlySet<number>;
  readonly #stackPointer: number;
  readonly #threadLocal: number;
  readonly #shapes: readonly Shape[];
  /** Imported functions of the program, by index. */
  readonly #imports: readonly Import[];
  /** By index of a function of the program: its index in the merged module. */
  readonly #moved: readonly number[];

  constructor(program: OpenModule, name: string, detector: DetectorName) {
    this.#detector = detector;
    engineModule ??= new EngineModule(readAsset("engine.wasm"));
    this.#engine = engineModule;
    this.#program = program;
    const indexOf = (known: string) => {
      const found = program.exports.get(known);
      if (!found) throw notInstrumented(name);
      return found.index;
    };
    this.#boundary = indexOf(BOUNDARY);
    this.#ticks = indexOf(TICKS);
    this.#tick = indexOf(TICK);
    for (const [name, hook] of ATOMIC_LOADS) {
      const found = program.exports.get(name);
      if (found) this.#atomicLoads.set(found.index, hook);
    }
    this.#adapters = new Map(adaptersOf(program).map((adapter) => [adapter.index, adapter]));
    this.#atomicFunctions = atomicFunctions(program);
    this.#stackPointer = indexOf(STACK_POINTER);
    this.#threadLocal = indexOf(THREAD_LOCAL);
    const memory = program.imports.find(({ kind }) => kind === "memory");
    if (!memory) throw notInstrumented(name);
    this.#memory = memory;
    this.#shapes = shapesOf(program);
    this.#imports = program.imports.filter(({ kind }) => kind === "function");
    this.#output = new Output(program.bytes.length * 2);
    const kept = this.#imports.filter((candidate) => !this.#answerOf(candidate)).length;
    const defined = this.#shapes.length - this.#imports.length;
    const shift = kept + this.#engine.importCount - this.#imports.length;
    const importedGlobals = program.imports.filter(({ kind }) => kind === "global").length;
    this.#offsets = {
      types: this.#count(SECTION.type),
      importedFunctions: kept,
      definedFunctions: kept + this.#engine.importCount + defined,
      globals: importedGlobals + this.#count(SECTION.global),
      byProgram: new Map(BY_PROGRAM.map((name) => [name, indexOf(`antecede_${name}`) + shift])),
    };
    this.#moved = this.#move();
  }

  run(): PreparedProgram {
    const { bytes, sections, start } = this.#program;
    this.#output.copy(bytes, 0, HEADER_BYTES);
    for (const id of ORDER) this.#section(id);
    const shapes = Array.from<Shape | undefined>({ length: Math.max(...this.#moved) + 1 });
    this.#shapes.forEach((shape, index) => {
      shapes[this.#moved[index] ?? 0] = shape;
    });
    const output = this.#output;
    const shift = (this.#moved[this.#boundary] ?? 0) - this.#boundary;
    // The linker makes the start function, and adapters, which it puts first.
    const users = {
      first: Math.max(this.#imports.length, ...[...this.#adapters.keys()].map(next)) + shift,
      end: this.#boundary + shift,
      start: start === undefined ? undefined : start + shift,
    };
    return {
      bytes: output.bytes(),
      memoryPages: new Reader(bytes, this.#memory.at + 1).u32(),
      hasHandlers: sections.some(({ id }) => id === SECTION.tag),
      isRust: isRust(this.#program),
      shapes,
      users,
      original: ({ functionIndex, offset }) => {
        if (!isUsers(users, functionIndex)) return undefined;
        return {
          functionIndex: functionIndex - shift,
          offset: output.originalOffset(offset),
        };
      },
    };
  }

  /** The engine's export that answers an import of the program, if one does. */
  #answerOf({ module, name }: Import): string | undefined {
    if (module === "env") return hookOf(name, this.#detector)?.engine;
    if (module !== "antecede" || !this.#engine.has(name)) return undefined;
    return engineName(name, this.#detector);
  }

  #move(): number[] {
    const { importedFunctions, definedFunctions } = this.#offsets;
    let kept = 0;
    const moved = this.#imports.map((candidate) => {
      const answer = this.#answerOf(candidate);
      return answer === undefined ? kept++ : this.#engineFunction(answer);
    });
    for (let index = importedFunctions + this.#engine.importCount; index < definedFunctions; ) {
      moved.push(index++);
    }
    return moved;
  }

  #engineFunction(name: string): number {
    return this.#engine.functionIndex(this.#engine.indexOf(name), this.#offsets);
  }

  #functionIndex(original: number): number {
    const moved = this.#moved[original];
    if (moved === undefined) throw new WasmError(`there is no function ${original}`);
    return moved;
  }

  #section(id: number): void {
    const engine = this.#engine;
    switch (id) {
      case SECTION.type:
        return this.#join(id, withStackTypes(engine.types()));
      case SECTION.import:
        return this.#importSection();
      case SECTION.function:
        return this.#join(id, withStackFunctions(engine.functions(this.#offsets), this.#ownTypes));
      case SECTION.global:
        return this.#join(id, withStackLow(engine.globals()));
      case SECTION.export:
        return this.#exportSection();
      case SECTION.element:
        return this.#elementSection();
      case SECTION.code:
        return this.#codeSection();
      case SECTION.data:
        return this.#dataSection();
      default:
        return this.#copySection(id);
    }
  }

  #count(id: number): number {
    return this.#program.reader(id)?.u32() ?? 0;
  }

  #copySection(id: number): void {
    const section = this.#program.sections.find((candidate) => candidate.id === id);
    if (!section) return;
    this.#output.push([id, ...leb(section.end - section.start)]);
    this.#output.copy(this.#program.bytes, section.start, section.end);
  }

  /** The program's items of a section, then the engine's. */
  #join(id: number, items: Items): void {
    const section = this.#program.sections.find((candidate) => candidate.id === id);
    const reader = section && new Reader(this.#program.bytes, section.start);
    const count = leb((reader?.u32() ?? 0) + items.count);
    const own = section && reader ? section.end - reader.at : 0;
    this.#output.push([id, ...leb(count.length + own + items.bytes.length), ...count]);
    if (section && reader) this.#output.copy(reader.bytes, reader.at, section.end);
    this.#output.push(items.bytes);
  }

  #write(id: number, contents: readonly number[]): void {
    this.#output.push([id, ...leb(contents.length)]);
    this.#output.push(contents);
  }

  /** What the engine does not answer, with unshared memory, then what the engine asks for. */
  #importSection(): void {
    const { bytes, imports } = this.#program;
    const kept = imports.filter((candidate) => !this.#answerOf(candidate));
    const items = this.#engine.imports(this.#offsets);
    this.#write(SECTION.import, [
      ...leb(1 + kept.length + items.count),
      ...this.#engine.memoryImport(),
      ...kept.flatMap((candidate) => {
        const item = [...bytes.subarray(candidate.start, candidate.end)];
        // Limits begin with flags: 3 is shared with a maximum, 1 the same unshared.
        if (candidate === this.#memory) item[candidate.at - candidate.start] = 1;
        return item;
      }),
      ...items.bytes,
    ]);
  }

  #exportSection(): void {
    const own = [...this.#program.exports].flatMap(([name, exported]) =>
      this.#exportItem(name, exported),
    );
    const items = this.#engine.exports(this.#offsets);
    const { start } = this.#program;
    const firstOwn = this.#ownFunctions;
    const added = [
      ...STACK_FUNCTIONS.map((name, at) =>
        exportItem(PROGRAM_PREFIX + name, EXPORTED_FUNCTION, firstOwn + at),
      ),
      // Not the module's start function: each run begins with it.
      ...(start === undefined
        ? []
        : [exportItem(`${PROGRAM_PREFIX}initialize`, EXPORTED_FUNCTION, this.#moved[start] ?? 0)]),
    ];
    const count = this.#program.exports.size + items.count + added.length;
    this.#write(SECTION.export, [...leb(count), ...own, ...items.bytes, ...added.flat()]);
  }

  /** The first type that is neither the program's nor the engine's. */
  get #ownTypes(): number {
    return this.#offsets.types + this.#engine.types().count;
  }

  /** The first function that is neither. */
  get #ownFunctions(): number {
    return this.#offsets.definedFunctions + this.#engine.functions(this.#offsets).count;
  }

  /** The lowest value of the stack pointer: the last of all globals. */
  get #stackLow(): number {
    return this.#offsets.globals + this.#engine.globals().count;
  }

  #exportItem(name: string, { kindByte, index }: Export): number[] {
    const moved =
      kindByte === EXPORTED_FUNCTION
        ? this.#functionIndex(index)
        : kindByte === EXPORTED_MEMORY
          ? PROGRAM_MEMORY
          : index;
    return exportItem(name, kindByte, moved);
  }

  /** Tables of functions: the linker writes active segments of the first table only. */
  #elementSection(): void {
    const reader = this.#program.reader(SECTION.element);
    if (!reader) return;
    const count = reader.u32();
    const contents = leb(count);
    for (let i = 0; i < count; i++) {
      const start = reader.at;
      if (reader.u32() !== 0) throw new WasmError("an unknown kind of table segment");
      skipConstant(reader);
      contents.push(...reader.bytes.subarray(start, reader.at));
      const length = reader.u32();
      contents.push(...leb(length));
      for (let k = 0; k < length; k++) contents.push(...leb(this.#functionIndex(reader.u32())));
    }
    this.#write(SECTION.element, contents);
  }

  #codeSection(): void {
    const reader = this.#program.reader(SECTION.code);
    if (!reader) throw new WasmError("the module has no code");
    const editor = this.#editor();
    const bodies: Body[] = [];
    const loops: number[] = [];
    const count = reader.u32();
    for (let i = 0; i < count; i++) {
      const size = reader.u32();
      const start = reader.at;
      const index = this.#imports.length + i;
      const options = this.#optionsOf(index);
      const adapter = this.#adapters.get(index);
      const { edits, hasLoop } = adapter
        ? { edits: [this.#adaptation(adapter, reader, start + size)], hasLoop: false }
        : editor.edit(reader, start + size, options);
      const moved = this.#functionIndex(index);
      bodies.push({ index: moved, start, end: start + size, edits });
      if (hasLoop && options.isUser) loops.push(moved);
    }
    this.#write(SECTION.custom, priorities(loops));
    // Hints come before the code that they are of.
    const hints = branchHints(bodies);
    if (hints) this.#write(SECTION.custom, hints);
    this.#bodies(bodies);
  }

  /** The body of a function that the linker made is `unreachable` alone. */
  #adaptation({ target, before, after }: Adapter, reader: Reader, end: number): Edit {
    reader.skipLocals();
    const { at } = reader;
    reader.at = end;
    const call = [OP.call, ...leb(this.#functionIndex(target))];
    return { at, skip: end - 1 - at, bytes: [...before, ...call, ...after] };
  }

  #bodies(bodies: readonly Body[]): void {
    const [pointer, threadLocal, low] = [this.#stackPointer, this.#threadLocal, this.#stackLow];
    const items = withStackCode(
      this.#engine.code(this.#offsets),
      { pointer, threadLocal, low },
      {
        leftStack: this.#engine.constant("leftStack"),
        select: this.#engineFunction("select"),
      },
    );
    const output = this.#output;
    output.push([SECTION.code]);
    const end = output.reserveSize();
    output.push(leb(bodies.length + items.count));
    for (const { start, end: bodyEnd, edits } of bodies) {
      const endBody = output.reserveSize();
      this.#body(start, bodyEnd, edits);
      endBody();
    }
    output.push(items.bytes);
    end();
  }

  /** Segments that are copied when the module starts name their memory. */
  #dataSection(): void {
    const reader = this.#program.reader(SECTION.data);
    if (!reader) return;
    const output = this.#output;
    output.push([SECTION.data]);
    const end = output.reserveSize();
    const count = reader.u32();
    output.push(leb(count));
    for (let i = 0; i < count; i++) {
      const flags = reader.u32();
      const start = reader.at;
      if (flags === ACTIVE) skipConstant(reader);
      else if (flags !== PASSIVE) throw new WasmError("an unknown kind of data segment");
      const length = reader.u32();
      reader.at += length;
      output.push(flags === ACTIVE ? [ACTIVE_WITH_MEMORY, PROGRAM_MEMORY] : [PASSIVE]);
      output.copy(reader.bytes, start, reader.at);
    }
    end();
  }

  #optionsOf(index: number) {
    const isUser = index < this.#boundary && index !== this.#program.start;
    const parameters = this.#shapes[index]?.parameters ?? 0;
    const around = this.#atomicFunctions.has(index) ? this.#atomicSection() : undefined;
    return { parameters, isUser, around };
  }

  #atomicSection() {
    const section = sectionOf(this.#program);
    if (!section) return undefined;
    return { begin: this.#functionIndex(section.begin), end: this.#functionIndex(section.end) };
  }

  #editor(): CodeEditor {
    return new CodeEditor({
      functionIndex: (original) => this.#functionIndex(original),
      hookOf: (original) => {
        const found = this.#imports[original];
        if (found?.module === "env") return hookOf(found.name, this.#detector);
        return this.#atomicLoads.get(original);
      },
      engineFunction: (name) => this.#engineFunction(name),
      engineGlobal: (name) => this.#offsets.globals + this.#engine.indexOf(name),
      engineConstant: (name) => this.#engine.constant(name),
      stackPointer: this.#stackPointer,
      stackLow: this.#stackLow,
      ticks: this.#ticks,
      tick: this.#functionIndex(this.#tick),
    });
  }

  #body(start: number, end: number, edits: readonly Edit[]): void {
    const { bytes } = this.#program;
    let from = start;
    for (const { at, skip, bytes: inserted } of edits) {
      this.#output.copy(bytes, from, at);
      this.#output.insert(inserted, at);
      from = at + skip;
    }
    this.#output.copy(bytes, from, end);
  }
}

/** Compilers say in what language a program was written. */
function isRust(program: OpenModule): boolean {
  const producers = customSection(program, "producers");
  return producers !== undefined && Buffer.from(producers).includes("\x04Rust");
}

function notInstrumented(name: string): AntecedeError {
  const message = `${name}: not a program that Antecede instrumented`;
  return new AntecedeError("not-instrumented", EXIT.usage, message, HINT);
}

const next = (index: number) => index + 1;

function exportItem(name: string, kind: number, index: number): number[] {
  const text = new TextEncoder().encode(name);
  return [...leb(text.length), ...text, kind, ...leb(index)];
}

function withStackLow({ count, bytes }: Items): Items {
  return { count: count + 1, bytes: [...bytes, ...MUTABLE_I32, OP.i32Const, 0, OP.end] };
}
