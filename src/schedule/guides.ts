/** The guides by mode. */
import type { Decisions, Guide } from "./decisions.ts";
import { Recorded } from "./recorded.ts";
import { Recording } from "./recording.ts";

export function createGuide(decisions: Decisions): Guide {
  return decisions.mode === "record"
    ? new Recording(decisions.list)
    : new Recorded(decisions.list, decisions.effective);
}
