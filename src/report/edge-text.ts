/** What two threads did between two accesses that nothing orders, and what would order them. */
import type { MissingEdge, RaceFinding, SyncSite } from "../detector/finding.ts";
import { userFrame } from "../detector/frames.ts";
import { accessDetail, positionText, printable } from "./words.ts";

export function edgeLines({ access, previous, edge }: RaceFinding): string[] {
  if (!edge) return [];
  const earlier = threadName(previous.thread);
  const later = threadName(access.thread);
  const since = `${earlier}, after its ${accessDetail(previous)}`;
  const until = `${later}, before its ${accessDetail(access)}`;
  const { after, released, before, acquired, advice, isWhole, clocks } = edge;
  const lines: string[] = [];
  if (after) lines.push(`${since}: ${siteText(after)}`);
  else if (isWhole) lines.push(`${since}: nothing that synchronizes`);
  if (released && !isSame(released, after)) lines.push(`  first released: ${siteText(released)}`);
  if (before) lines.push(`${until}: ${siteText(before)}`);
  if (acquired && !isSame(acquired, before)) lines.push(`  last acquired: ${siteText(acquired)}`);
  if (advice !== undefined) lines.push(`To order them: ${advice}.`);
  if (clocks) lines.push(...clockLines(clocks, earlier, later));
  return lines.map((line) => `    ${printable(line)}`);
}

function clockLines(
  { access, previous }: NonNullable<MissingEdge["clocks"]>,
  earlier: string,
  later: string,
): string[] {
  const known = access.map(({ thread, clock }) => `${threadName(thread)}@${clock}`).join(", ");
  return [
    `Clocks: ${later} knew ${known}; ${earlier}'s access was at ` +
      `${threadName(previous.thread)}@${previous.clock}.`,
  ];
}

/** `store (release) of 'flag' at x.c:14:5, acquired by T2`. */
function siteText(site: SyncSite): string {
  const { operation, order, lock, name, other, to, stack } = site;
  const what = order === undefined ? operation : `${operation} (${order})`;
  const of =
    lock !== undefined
      ? ` of M${lock}${name === undefined ? "" : ` '${name}'`}`
      : name !== undefined
        ? ` of '${name}'`
        : "";
  const whom = other === undefined ? "" : ` of ${threadName(other)}`;
  const who = operation === "begin" ? `creation by ${threadName(other ?? 0)}` : what + of + whom;
  const top = userFrame(stack);
  const at = top === undefined ? "" : ` at ${positionText(top)}`;
  const taken = to === undefined || operation === "create" ? "" : `, acquired by ${threadName(to)}`;
  return who + at + taken;
}

function isSame(one: SyncSite, other: SyncSite | undefined): boolean {
  return other !== undefined && one.thread === other.thread && one.step === other.step;
}

function threadName(thread: number): string {
  return thread === 0 ? "main" : `T${thread}`;
}
