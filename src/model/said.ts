/**
 * What the program has said of its own accesses: the annotations that take something out of the
 * judgement, as dynamic_annotations.h and ThreadSanitizer define them.
 *
 *   ignore   a thread's plain reads, its plain writes, or what its synchronization orders, until
 *            the request ends; requests nest. An ignored access is none: it neither races nor is
 *            raced with. Blocks begin and end by writes: those of a thread that ignores its own are
 *            as never touched. Ignored synchronization acquires and releases nothing, an atomic
 *            operation is as a relaxed one. A thread's creation and its join are not the thread's
 *            to ignore.
 *   excuse   findings at some bytes, or of accesses that begin at an address, are not reported:
 *            benign races, and those that a test expects. The detector's state is as ever, and the
 *            event's other bytes are judged. It ends where the memory's life does.
 *
 * A plain write ends the history of an atomic location even if it is ignored: that is no judgement,
 * it is what memory holds.
 */
import type { DetectorEvent, IgnoreEvent, Range } from "../detector/event.ts";

type Ignored = IgnoreEvent["what"];

export class Said {
  /** By thread and kind: how many requests are open. */
  readonly #open = new Map<string, number>();
  #excused: Range[] = [];

  /** To be called for every event, before it has any other effect. */
  apply(event: DetectorEvent): void {
    switch (event.kind) {
      case "ignore": {
        const key = `${event.thread} ${event.what}`;
        const open = (this.#open.get(key) ?? 0) + (event.begins ? 1 : -1);
        this.#open.set(key, Math.max(0, open));
        return;
      }
      case "excuse":
        this.#excused.push(event);
        return;
      case "allocate":
      case "deallocate":
      case "clear":
        this.#excused = this.#excused.filter(({ address }) => !holds(event, address));
        return;
      default:
    }
  }

  ignores(thread: number, what: Ignored): boolean {
    return (this.#open.get(`${thread} ${what}`) ?? 0) > 0;
  }

  /** Whether a finding of this event at the byte is not to be reported. */
  isExcused(event: DetectorEvent, address: number): boolean {
    const start = "bytes" in event ? event.address : undefined;
    return this.#excused.some((range) =>
      range.bytes === 0 ? range.address === start : holds(range, address),
    );
  }
}

function holds(range: Range, address: number): boolean {
  return range.address <= address && address < range.address + range.bytes;
}
