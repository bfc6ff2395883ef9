/**
 * Edits that would order a race's two accesses: where an atomic load of the later thread read a
 * store that the earlier one made after its access, and their orders were too weak, the orders as
 * they stand in the sources become strong enough. C++20 [atomics.order]/2.
 *
 * That is sure of this run: those two operations would synchronize. It is a proposal for the rest:
 * whether stronger orders are what the author wants, only the author knows. Nothing is proposed
 * where the order isn't written in the call itself, exactly once: in a macro, by default, or among
 * others.
 */
import {
  type Finding,
  type Frame,
  isRace,
  type MemoryOrder,
  type SyncSite,
} from "../detector/finding.ts";
import { userFrame } from "../detector/frames.ts";
import type { ReadSource } from "./excerpt.ts";
import { characterColumn } from "./format.ts";
import { positionText } from "./words.ts";

export interface Fix {
  readonly description: string;
  readonly edits: readonly Edit[];
}

/** Lines and columns are counted from 1, columns in UTF-16 code units; the end is exclusive. */
export interface Edit {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly text: string;
}

export function fixOf(finding: Finding, readSource: ReadSource): Fix | undefined {
  const pair = isRace(finding) ? finding.edge?.pair : undefined;
  if (!pair) return undefined;
  const { store, load, strengthen } = pair;
  const edits = new Map<string, Token & { order: MemoryOrder }>();
  for (const side of strengthen) {
    const site = side === "store" ? store : load;
    const token = orderTokenOf(site, readSource);
    if (!token) return undefined;
    const key = `${token.file}:${token.line}:${token.column}`;
    const { order: known = token.order } = edits.get(key) ?? {};
    edits.set(key, { ...token, order: stronger(known, side) });
  }
  const places = strengthen.map((side) => {
    const [site, order] = side === "store" ? [store, "release"] : [load, "acquire"];
    const frame = userFrame(site.stack);
    return `the ${side} at ${frame ? positionText(frame) : "an unknown place"} ${order}`;
  });
  return {
    description: `Makes ${places.join(" and ")}: in this run the two would then synchronize.`,
    edits: [...edits.values()].map(({ file, line, column, endColumn, order, spell }) => {
      return { file, line, column, endColumn, text: spell(order) };
    }),
  };
}

/** An order as a source has it. */
interface Token {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly order: MemoryOrder;
  spell(order: MemoryOrder): string;
}

/** C11 7.17.3, C++20 [atomics.order], GCC's and Clang's builtins, Rust's `Ordering`. */
const SPELLINGS: readonly {
  readonly pattern: RegExp;
  readonly spell: (order: MemoryOrder) => string;
}[] = [
  { pattern: /\bmemory_order_(\w+)/g, spell: (order) => `memory_order_${order}` },
  { pattern: /\bmemory_order::(\w+)/g, spell: (order) => `memory_order::${order}` },
  { pattern: /\b__ATOMIC_(\w+)/g, spell: (order) => `__ATOMIC_${order.toUpperCase()}` },
  { pattern: /\bOrdering::(\w+)/g, spell: (order) => `Ordering::${rustName(order)}` },
];

/** The only order in the call of an operation, if it is the operation's. */
function orderTokenOf(site: SyncSite, readSource: ReadSource): Token | undefined {
  const frame = userFrame(site.stack);
  if (frame?.file === undefined || frame.line === undefined) return undefined;
  const { file } = frame;
  const call = callAt(frame, readSource);
  if (!call) return undefined;
  const tokens = SPELLINGS.flatMap(({ pattern, spell }) =>
    [...call.text.matchAll(pattern)].map((match) => ({ match, spell })),
  );
  const [only, ...others] = tokens;
  if (!only || others.length > 0 || only.match[0] !== only.spell(site.order ?? "seq_cst")) {
    return undefined;
  }
  const before = call.text.slice(0, only.match.index).split("\n");
  const line = call.line + before.length - 1;
  const column = (before.at(-1)?.length ?? 0) + (before.length === 1 ? call.column : 1);
  const endColumn = column + only.match[0].length;
  return { file, line, column, endColumn, order: site.order ?? "seq_cst", spell: only.spell };
}

/** A longer call is none that its reader would take in. */
const MOST_LINES = 8;

/** From the frame's place to the parenthesis that closes the first one after it. */
function callAt(
  frame: Frame,
  readSource: ReadSource,
): { readonly text: string; readonly line: number; readonly column: number } | undefined {
  const { file = "", line = 0 } = frame;
  const column = characterColumn(frame, readSource);
  if (column === undefined) return undefined;
  const lines = readSource(file)
    ?.split("\n")
    .slice(line - 1, line - 1 + MOST_LINES);
  const rest = lines?.join("\n").slice(column - 1) ?? "";
  let depth = 0;
  for (const [at, character] of [...rest].entries()) {
    if (character === ";" || character === '"' || character === "'") return undefined;
    if (character === "(") depth++;
    if (character === ")" && --depth === 0) {
      const text = [...rest].slice(0, at + 1).join("");
      return { text, line, column };
    }
    if (depth < 0) return undefined;
  }
  return undefined;
}

function stronger(order: MemoryOrder, side: "store" | "load"): MemoryOrder {
  const isAcquire = order === "acquire" || order === "consume" || order === "acq_rel";
  const isRelease = order === "release" || order === "acq_rel";
  if (side === "store") return isAcquire ? "acq_rel" : "release";
  return isRelease ? "acq_rel" : "acquire";
}

function rustName(order: MemoryOrder): string {
  return order
    .split("_")
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join("");
}
