import {
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  type Delivery,
  type Instant,
  type NoToken,
  type RefusedBecause,
} from "seatbridge/kit";

import { actionFor, type CodeAction } from "../api/codes.ts";

type Rejected = Extract<Delivery, { kind: "rejected" }>;
type Verdict = Omit<Rejected, "kind" | "code" | "because">;

const BEIJING_MS = 8 * HOUR;
/** Their minute need not begin with ours. */
const CLOCKS_DIFFER_MS = SECOND;

const GIVE_UP: Verdict = { next: "give_up" };
/** Nothing of the account is taken before a person has put it right; it is tried each minute. */
const NEEDS_PERSON: Verdict = { next: "park", afterMs: MINUTE };

/** What an action of the table means for a message that was to be sent. */
function verdictFor(action: CodeAction, at: Instant): Verdict {
  switch (action) {
    case "retry":
      // "System busy" is said of messages that went out all the same: twice is enough.
      return { next: "retry", afterMs: 2 * SECOND, triesMax: 2 };
    case "retry_next_minute":
      return { next: "retry", afterMs: MINUTE - (at % MINUTE) + CLOCKS_DIFFER_MS };
    case "wait_until_midnight":
      return { next: "park", afterMs: DAY - ((at + BEIJING_MS) % DAY) };
    case "refresh": // still refused with a token that is new
    case "alarm":
      return NEEDS_PERSON;
    case "done":
    case "degrade":
    case "fan_left":
    case "upload_again": // still refused after a second upload
    case "choose_smaller":
    case "split":
    case "drop":
    case "ignore":
      return GIVE_UP;
  }
}

const BECAUSE: Readonly<Record<string, RefusedBecause>> = {
  "45015": "window_closed",
  "45047": "places_used_up",
  "43004": "fan_left",
  "50005": "fan_left",
  "43101": "not_agreed",
};

/** The refusal of a message by its code. */
export function verdictOf(code: string, at: Instant): Rejected {
  // The code is the platform's text: it may be the name of anything.
  const because = Object.hasOwn(BECAUSE, code) ? BECAUSE[code] : undefined;
  return {
    kind: "rejected",
    code,
    ...verdictFor(actionFor(code, "send"), at),
    ...(because === undefined ? {} : { because }),
  };
}

/** What passes by itself when a token is asked for; all else needs a person. */
const PASSING: ReadonlySet<string> = new Set([
  "-1",
  "token_busy",
  "token_store_away",
  "token_unreachable",
  "token_unreadable",
]);

/** Without a token nothing was sent. */
export const withoutToken = ({ code, afterMs }: NoToken): Rejected => ({
  kind: "rejected",
  code,
  next: PASSING.has(code) ? "retry" : "park",
  afterMs,
});
