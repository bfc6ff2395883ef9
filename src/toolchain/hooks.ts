/** What LLVM's ThreadSanitizer pass calls, and which export of the engine answers. */
import type { DetectorName } from "../detector/options.ts";

export interface Hook {
  /** The engine's export; of an atomic load the guest's function. */
  readonly engine: string;
  /** A plain access of a fixed size: the engine leaves the counting of its step to the program. */
  readonly access: boolean;
  /** The check that most events need only, to be written in place of the call. */
  readonly inline: "read" | "write" | "lockset read" | "lockset write" | "load" | undefined;
  readonly bytes: number;
}

const SIZES = [1, 2, 4, 8, 16] as const;

function access(kind: "read" | "write", bytes: number): Hook {
  const inline = bytes <= 8 ? kind : undefined;
  return { engine: `${kind}${bytes}`, access: true, inline, bytes };
}

function range(engine: string): Hook {
  return { engine, access: false, inline: undefined, bytes: 0 };
}

/** Exports for plain accesses, of which the lockset detectors have their own. */
const ACCESSES: ReadonlySet<string> = new Set(
  ["read", "write"].flatMap((kind) =>
    [...SIZES, "_range"].map((size) => `${kind}${size}`).concat(`vptr_${kind}`),
  ),
);

/** The engine's export that does for this detector what `name` does for happens-before. */
export function engineName(name: string, detector: DetectorName): string {
  return detector !== "happens-before" && ACCESSES.has(name) ? `${detector}_${name}` : name;
}

/** The hook that an import is. */
export function hookOf(name: string, detector: DetectorName): Hook | undefined {
  const hook = HOOKS.get(name);
  if (!hook || detector === "happens-before") return hook;
  const inline = detector === "lockset" ? locksetInline(hook.inline) : undefined;
  return { ...hook, engine: engineName(hook.engine, detector), inline };
}

function locksetInline(inline: Hook["inline"]): Hook["inline"] {
  return inline === "read" || inline === "write" ? `lockset ${inline}` : inline;
}

/** By name of the guest's function, which makes a call of the engine. */
export const ATOMIC_LOADS: ReadonlyMap<string, Hook> = new Map(
  [1, 2, 4, 8].map((bytes) => {
    const name = `__tsan_atomic${bytes * 8}_load`;
    return [name, { engine: name, access: false, inline: "load", bytes }];
  }),
);

/** By name of the import; the rest of the pass's calls are functions of the guest. */
export const HOOKS: ReadonlyMap<string, Hook> = new Map([
  ["__tsan_read_range", range("read_range")],
  ["__tsan_write_range", range("write_range")],
  ["__tsan_vptr_read", { ...access("read", 4), engine: "vptr_read" }],
  // The C++ library's own passes over a write of the value that is there.
  ["__tsan_vptr_update", { ...access("write", 4), engine: "vptr_write" }],
  ...SIZES.flatMap((bytes): [string, Hook][] =>
    ["__tsan_", ...(bytes > 1 ? ["__tsan_unaligned_"] : [])].flatMap((prefix) => [
      [`${prefix}read${bytes}`, access("read", bytes)],
      [`${prefix}write${bytes}`, access("write", bytes)],
      // A compound access races as its write does: whatever conflicts with the read does too.
      [`${prefix}read_write${bytes}`, access("write", bytes)],
    ]),
  ),
]);
