/**
 * An engine within a program that calls each hook in a loop, so that events go through the checks
 * that are written into programs (src/toolchain/inline-checks.ts).
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineHost } from "../../src/binding/engine.ts";
import { accessesOf, ORDERS, type PlacedEngine } from "../../src/binding/engine-detector.ts";
import type { AtomicLoadEvent } from "../../src/detector/event.ts";
import type { DetectorOptions } from "../../src/detector/options.ts";
import { ProgramInstance } from "../../src/runtime/instance.ts";
import { load } from "../../src/runtime/program.ts";
import { buildProgram } from "../programs/judge.ts";

const SOURCE = `
  #include <stdint.h>
  #define EXPORT(name) __attribute__((export_name(#name))) name
  #define HOOKS(bytes, type) \\
    void EXPORT(read##bytes)(volatile type *p, int n) { for (; n > 0; n--) (void)*p; } \\
    void EXPORT(write##bytes)(volatile type *p, int n) { for (; n > 0; n--) *p = 0; }
  #define LOAD(bits, bytes, type, order) \\
    type EXPORT(load##bytes##_##order)(const volatile type *p, int n) { \\
      type value = 0; \\
      for (; n > 0; n--) value = __tsan_atomic##bits##_load(p, order); \\
      return value; \\
    }
  #define LOADS(bits, bytes, type) \\
    type __tsan_atomic##bits##_load(const volatile type *p, int order); \\
    LOAD(bits, bytes, type, 0) LOAD(bits, bytes, type, 1) \\
    LOAD(bits, bytes, type, 2) LOAD(bits, bytes, type, 5)
  HOOKS(1, uint8_t) HOOKS(2, uint16_t) HOOKS(4, uint32_t) HOOKS(8, uint64_t)
  LOADS(8, 1, uint8_t) LOADS(16, 2, uint16_t) LOADS(32, 4, uint32_t) LOADS(64, 8, uint64_t)
  int main(void) { return 0; }
`;

type Access = (address: number, times: number) => void;
type Load = (address: number, times: number) => number | bigint;

const LOADED_BYTES = [1, 2, 4, 8];

/** How to place engines of the detector in a program. */
export async function inProgram(
  detector: DetectorOptions,
): Promise<(host: EngineHost) => PlacedEngine> {
  const folder = mkdtempSync(join(tmpdir(), "antecede-hooks-"));
  const file = join(folder, "hooks.c");
  writeFileSync(file, SOURCE);
  const { linked, judged } = await buildProgram(file);
  rmSync(folder, { recursive: true });
  // C, but judged as the detector's options say.
  const program = { ...load(linked, "hooks.c", judged, detector), detector };
  return (host) => {
    const instance = new ProgramInstance(program);
    const answers = host as unknown as Readonly<Record<string, (...args: never[]) => unknown>>;
    const begin = () =>
      instance.begin({}, (_module, name) => {
        const answer = answers[name];
        return answer && ((_run, ...args) => answer(...args));
      });
    begin();
    const { engine, exports, memory } = instance;
    const access = (name: string) => {
      const call = exports[name] as Access;
      return (address: number) => call(address, 1);
    };
    return {
      engine,
      accesses: {
        ...accessesOf(engine, detector.name),
        read1: access("read1"),
        read2: access("read2"),
        read4: access("read4"),
        read8: access("read8"),
        write1: access("write1"),
        write2: access("write2"),
        write4: access("write4"),
        write8: access("write8"),
      },
      loadNewest: (event) => loadNewest(event, exports, memory),
      restart: () => {
        instance.end([]);
        begin();
      },
    };

    function loadNewest(
      event: AtomicLoadEvent,
      own: WebAssembly.Exports,
      held: WebAssembly.Memory,
    ) {
      const { address, bytes, order, newest } = event;
      if (!LOADED_BYTES.includes(bytes)) {
        engine.atomic_load_at(address, bytes, ORDERS[order], BigInt(newest ?? 0), 0);
        return;
      }
      if (newest !== undefined) store(held, address, bytes, BigInt(newest));
      const value = (own[`load${bytes}_${ORDERS[order]}`] as Load)(address, 1);
      const read = BigInt.asUintN(bytes * 8, BigInt(value));
      if (newest !== undefined) assert.equal(read, BigInt.asUintN(bytes * 8, BigInt(newest)));
    }
  };
}

function store(
  { buffer }: WebAssembly.Memory,
  address: number,
  bytes: number,
  value: bigint,
): void {
  const word = new Uint8Array(8);
  new DataView(word.buffer).setBigUint64(0, BigInt.asUintN(64, value), true);
  new Uint8Array(buffer).set(word.subarray(0, bytes), address);
}
