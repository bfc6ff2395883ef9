/**
 * Plain wasm: a program compiled by the embedded clang at -O2 without hooks, and run by the same
 * tool without a detector. What Antecede is compared with where the cost of detection alone is
 * asked for: same compiler, same V8, same fibers, same locks of the guest's.
 *
 * The tool is copied, with an engine of which every function that only keeps the detector's books
 * does nothing: locks and `malloc` cost what they do without a detector. Scheduling stays.
 */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tool } from "../src/toolchain/client.ts";
import { OVERLAYS, treeOf } from "../src/toolchain/compiler-files.ts";
import { filesOf } from "../src/toolchain/includes.ts";
import { BuildOptionsBuilder } from "../src/toolchain/options.ts";
import { STANDARD_OUTPUT } from "../src/toolchain/standard-output.ts";
import { leb, OP, openModule, Reader, SECTION, shapesOf } from "../src/toolchain/wasm-binary.ts";

/** No `-matomics`: atomic operations become plain ones, as one runs at a time anyway. */
const FLAGS = [
  ...["--target=wasm32-wasip1", "-O2", "-w", "-mbulk-memory", "-ffp-contract=off", "-pthread"],
  ...["-ivfsoverlay", "/overlay.yaml", "-isystem", `/antecede/${OVERLAYS.c}`],
];

/**
 * Compiles a program of `folder` without hooks.
 *
 * @returns an object that `antecede cc` links
 */
export async function compilePlainly(source: string, folder: string): Promise<Uint8Array> {
  const files = filesOf(source, new BuildOptionsBuilder().finish(), folder);
  const args = [...FLAGS, `-working-directory=${folder}`, "-c", "-o", STANDARD_OUTPUT, source];
  const result = await tool("clang", args, treeOf(source, files, folder), STANDARD_OUTPUT);
  if (result.output) return result.output;
  throw new Error(`${source} doesn't compile without hooks\n${result.diagnostics}`);
}

/** The guest's mark: loops of functions before it count their iterations. */
const BOUNDARY = "antecede_boundary";

/** The linked program as one that has no functions of a user's, so that no loop has a counter. */
export function withoutCounters(linked: Uint8Array): Uint8Array {
  const reader = openModule(linked).reader(SECTION.export);
  for (let count = reader?.u32() ?? 0; reader && count > 0; count--) {
    const name = reader.name();
    reader.byte();
    const from = reader.at;
    const index = reader.u32();
    if (name !== BOUNDARY) continue;
    const changed = linked.slice();
    // 0 in as many bytes as the index has.
    changed.fill(0x80, from, reader.at - 1);
    changed[reader.at - 1] = 0;
    if (index > 0) return changed;
  }
  throw new Error("the linked program has no boundary");
}

/** Functions of the engine that change no more than the detector's books. */
const DETECTION: ReadonlySet<string> = new Set([
  ...["acquire", "acquire_lock", "release_store", "release_merge", "sync_forget"],
  ...["lock_acquired", "lock_released", "lock_created", "lock_destroyed", "lock_is_monitor"],
  ...["allocate", "deallocate", "shadow_clear", "exempt", "guard"],
  ...["read_range", "write_range"],
  ...["read1", "read2", "read4", "read8", "read16"],
  ...["write1", "write2", "write4", "write8", "write16"],
]);

/** The engine without detection. */
export function idle(engine: Uint8Array): Uint8Array {
  const module = openModule(engine);
  const shapes = shapesOf(module);
  const code = module.sections.find(({ id }) => id === SECTION.code);
  if (!code) throw new Error("the engine has no code");
  const emptied = new Set<number>();
  for (const name of DETECTION) {
    const found = module.exports.get(name);
    if (!found || shapes[found.index]?.results !== 0) throw new Error(`the engine has no ${name}`);
    emptied.add(found.index);
  }
  const reader = new Reader(engine, code.start);
  const count = reader.u32();
  const bodies: number[] = [];
  for (let index = module.imports.length; index < module.imports.length + count; index++) {
    const size = reader.u32();
    const body = emptied.has(index)
      ? [0, OP.end]
      : [...engine.subarray(reader.at, reader.at + size)];
    bodies.push(...leb(body.length), ...body);
    reader.at += size;
  }
  const contents = [...leb(count), ...bodies];
  return Buffer.concat([
    engine.subarray(0, 8),
    ...module.sections.map(({ id, start, end }) =>
      id === SECTION.code
        ? Uint8Array.from([id, ...leb(contents.length), ...contents])
        : Uint8Array.from([id, ...leb(end - start), ...engine.subarray(start, end)]),
    ),
  ]);
}

/** Copies the tool at `root` to `folder`, with an engine that doesn't detect. */
export function copyWithoutDetector(root: string, folder: string): void {
  mkdirSync(folder);
  for (const part of ["bin", "dist"])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const engine = join(folder, "dist/engine.wasm");
  writeFileSync(engine, idle(readFileSync(engine)));
}
