/** One sentence on why nothing orders two accesses. */
import type { Access, MemoryOrder, MissingEdge, SyncSite } from "../detector/finding.ts";
import { userFrame } from "../detector/frames.ts";

export interface Unordered {
  readonly access: Access;
  readonly previous: Access;
  /** Last epoch of the earlier thread that the later one had heard of; 0 if none. */
  readonly known: number;
  /** A use after free whose free happens before it. */
  readonly ordered: boolean;
  readonly edge: MissingEdge | undefined;
}

export function whyUnordered({ access, previous, known, ordered, edge }: Unordered): string {
  const later = name(access.thread);
  const earlier = name(previous.thread);
  if (ordered) return `the block was freed before ${later} used it, and nothing allocated it anew`;
  const past =
    known === 0
      ? `${later} has acquired nothing that ${earlier} released`
      : `${later} has acquired nothing that ${earlier} released since its ${accessWord(previous)}`;
  const { pair, heard } = edge ?? {};
  const last = pair === undefined && heard ? heardText(heard, earlier, later) : "";
  const text = `${past}${last}${lockText(access, previous)}${pair ? pairText(pair) : ""}`;
  return isAtomic(access) && isAtomic(previous) ? `${text}; ${MIXED_SIZES}` : text;
}

/** std::sync::atomic, "Memory model for atomic accesses". */
const MIXED_SIZES =
  "in Rust, atomic accesses to bytes that overlap and are not the same must be ordered, unless " +
  "both are loads";

function isAtomic({ kind }: Access): boolean {
  return kind === "atomic read" || kind === "atomic write";
}

/** Where the last that it acquired comes from: from before the access. */
function heardText(
  { released }: NonNullable<MissingEdge["heard"]>,
  earlier: string,
  later: string,
): string {
  if (released.operation === "create") {
    return `; it was created before that${at(released)}`;
  }
  const what = `${earlier}'s ${siteText(released)}`;
  return `; the last that ${later} acquired itself is ${what}, before that`;
}

/** The load read the store: with these orders it would have synchronized with it. */
function pairText({ store, load, strengthen, isThroughOthers }: Pair): string {
  const [release, acquire] = [strongerOrder(store, "store"), strongerOrder(load, "load")];
  const through = isThroughOthers ? ", from whose release sequence it read" : "";
  if (strengthen.length === 2) {
    const [theStore, theLoad] = placesOf(store, load);
    const reading = isThroughOthers ? through : " that read it";
    const are = store.order === load.order ? load.order : `${store.order} and ${load.order}`;
    const both = release === acquire ? release : `${release} and ${acquire}`;
    const who = `the ${theStore} and the ${theLoad}${reading}`;
    return `; ${who} are ${are}: with ${both} they would synchronize`;
  }
  if (strengthen[0] === "load") {
    const [theLoad, theStore] = placesOf(load, store);
    const what = `${isReleasing(store) ? "" : "the fence before "}the ${theStore}${through}`;
    return `; the ${theLoad} is ${load.order}: with ${acquire} it would synchronize with ${what}`;
  }
  const [theStore, theLoad] = placesOf(store, load);
  const what = `${isAcquiring(load) ? "" : "the fence after "}the ${theLoad}`;
  return `; the ${theStore} is ${store.order}: with ${release} ${what} would synchronize with it`;
}

function isReleasing({ order }: SyncSite): boolean {
  return order === "release" || order === "acq_rel" || order === "seq_cst";
}

function isAcquiring({ order }: SyncSite): boolean {
  return order !== "relaxed" && order !== "release";
}

type Pair = NonNullable<MissingEdge["pair"]>;

/** The least order that also releases, for a store, or acquires. */
function strongerOrder({ operation, order }: SyncSite, side: "store" | "load"): MemoryOrder {
  const has = side === "store" ? "acquire" : "release";
  if (operation === "read-modify-write" && (order === has || order === "consume")) return "acq_rel";
  return side === "store" ? "release" : "acquire";
}

/** `store at x.c:9` and `load at line 14`, if it is of the same file. */
function placesOf(first: SyncSite, second: SyncSite): readonly [string, string] {
  const [one, other] = [userFrame(first.stack), userFrame(second.stack)];
  const isSame = one?.file !== undefined && one.file === other?.file && other.line !== undefined;
  const place = isSame ? ` at line ${other.line}` : at(second);
  return [`${first.operation}${at(first)}`, `${second.operation}${place}`];
}

/** `load (relaxed) of 'flag' at x.c:14`. */
function siteText(site: SyncSite): string {
  const { operation, order, name: variable, lock } = site;
  const of =
    lock !== undefined ? ` of M${lock}` : variable !== undefined ? ` of '${variable}'` : "";
  return `${operation}${order === undefined ? "" : ` (${order})`}${of}${at(site)}`;
}

function at({ stack }: SyncSite): string {
  const top = userFrame(stack);
  return top?.file === undefined || top.line === undefined ? "" : ` at ${top.file}:${top.line}`;
}

/** The edge with what would order the two accesses, unless stronger orders of a pair would. */
export function withAdvice(unordered: Unordered & { edge: MissingEdge }): MissingEdge {
  const advice = unordered.edge.pair ? undefined : adviceFor(unordered);
  return { ...unordered.edge, ...(advice !== undefined && { advice }) };
}

function adviceFor(unordered: Unordered & { edge: MissingEdge }): string {
  const { access, previous, edge } = unordered;
  const [earlier, later] = [name(previous.thread), name(access.thread)];
  const held = [...access.heldLocks, ...previous.heldLocks];
  const [first] = held;
  if (first) {
    const both = access.heldLocks.find(({ lock }) =>
      previous.heldLocks.some((other) => other.lock === lock),
    );
    if (both) return `hold M${both.lock} for writing at ${eitherOf(previous, access)}`;
    if (access.heldLocks.length > 0 && previous.heldLocks.length > 0) {
      return "hold one and the same lock at both";
    }
    const lacking = access.heldLocks.length === 0 ? access : previous;
    const how = first.mode === "read" ? " for writing" : "";
    return `hold M${first.lock}${how} at ${name(lacking.thread)}'s ${accessWord(lacking)} too`;
  }
  if (edge.heard?.released.operation === "create") {
    const after = `after its ${accessWord(previous)}`;
    return `let ${earlier} create ${later} ${after}, or hold a lock at both`;
  }
  return (
    `a lock that is held at both, the end of ${earlier} joined by ${later}, or a release store ` +
    `after the ${accessWord(previous)} that an acquire load reads before the ${accessWord(access)}`
  );
}

function lockText(access: Access, previous: Access): string {
  const mine = new Set(access.heldLocks.map(({ lock }) => lock));
  const theirs = new Set(previous.heldLocks.map(({ lock }) => lock));
  if (mine.size === 0 && theirs.size === 0) return "";
  if (theirs.size === 0) return `; ${name(previous.thread)} held no lock`;
  if (mine.size === 0) return `; ${name(access.thread)} held no lock`;
  if (mine.isDisjointFrom(theirs)) return "; they held different locks";
  return "; the lock that both held was held for reading only";
}

function accessWord({ kind }: Access): string {
  return kind === "allocate" ? "allocation" : kind;
}

function eitherOf(previous: Access, access: Access): string {
  const [one, other] = [accessWord(previous), accessWord(access)];
  return one === other ? `one ${one} at least` : `the ${one} or the ${other}`;
}

export interface Unprotected {
  readonly access: Access;
  readonly previous: Access;
  /** C(v) before the access, as indices into the finding's locks; undefined: all locks. */
  readonly candidates: readonly number[] | undefined;
  /** Whether the detector knows the order of this run too. */
  readonly isHybrid: boolean;
}

/** One sentence on why no lock protects a variable any more. */
export function whyUnprotected(unprotected: Unprotected): string {
  const { access, isHybrid } = unprotected;
  const after = isHybrid ? ": this run ordered the accesses, another need not" : "";
  const held = access.heldLocks.map(({ lock, mode }) => `M${lock}${forReading(mode)}`);
  const now = `${name(access.thread)} holds ${held.length === 0 ? "no lock" : held.join(", ")}`;
  return `lock discipline broken${after}; ${before(unprotected)}, and ${now}`;
}

function before({ previous, candidates }: Unprotected): string {
  if (candidates === undefined) {
    return `${name(previous.thread)} used it before`;
  }
  if (candidates.length === 0) return "it was shared without a lock, for reading only until now";
  const locks = candidates.map((lock) => `M${lock}`).join(", ");
  return `every access before, since it was shared, held ${locks}`;
}

function forReading(mode: "read" | "write"): string {
  return mode === "read" ? " for reading only" : "";
}

function name(thread: number): string {
  return thread === 0 ? "the main thread" : `T${thread}`;
}
