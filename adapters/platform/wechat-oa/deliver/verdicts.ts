import { DAY, HOUR, MINUTE, SECOND, type Delivery, type Instant, type NoToken } from "seatbridge/kit";

type Rejected = Extract<Delivery, { kind: "rejected" }>;
/** What a refusal means for the message. `midnight`: until the account's day ends, in Beijing. */
type Verdict = Omit<Rejected, "kind" | "code" | "afterMs"> & { readonly after?: number | "midnight" };

const GIVE_UP: Verdict = { next: "give_up" };
/** Nothing of the account is taken before a person has put it right; it is tried each minute. */
const NEEDS_PERSON: Verdict = { next: "park", after: MINUTE };
const BEIJING_MS = 8 * HOUR;

/**
 * What the platform's refusals mean for a message that was to be sent (protocols §1.20). A code that is not here is
 * never tried again: nobody knows what a second try would do.
 */
const verdicts: Readonly<Record<string, Verdict>> = {
  // "System busy" is said of messages that went out all the same: twice is enough.
  "-1": { next: "retry", after: 2 * SECOND, triesMax: 2 },
  "45011": { next: "retry", after: MINUTE },
  "45009": { next: "park", after: "midnight" },

  "40001": NEEDS_PERSON, // still refused with a token that is new
  "40014": NEEDS_PERSON,
  "42001": NEEDS_PERSON,
  "41001": NEEDS_PERSON,
  "40002": NEEDS_PERSON,
  "40013": NEEDS_PERSON,
  "40125": NEEDS_PERSON,
  "40164": NEEDS_PERSON, // our address is not on the account's white list
  "40243": NEEDS_PERSON,
  "42007": NEEDS_PERSON,
  "45035": NEEDS_PERSON,
  "48001": NEEDS_PERSON, // the account may not send at all
  "48004": NEEDS_PERSON,
  "50004": NEEDS_PERSON,
  "50007": NEEDS_PERSON,

  "45015": GIVE_UP, // the fan has been silent for 48 hours, or has left
  "45047": GIVE_UP, // all places are used up until she writes again
  "43004": GIVE_UP,
  "43019": GIVE_UP,
  "48002": GIVE_UP,
  "50005": GIVE_UP,
  "40003": GIVE_UP,
  "46004": GIVE_UP,
  "40007": GIVE_UP, // still refused after a second upload
  "45001": GIVE_UP,
  "45002": GIVE_UP,
  "44004": GIVE_UP,
  "48008": GIVE_UP,
  "87014": GIVE_UP,
};

/** The refusal by its code. */
export function verdictOf(code: string, at: Instant): Rejected {
  // The code is the platform's text: it may be the name of anything.
  const { after, ...verdict } = (Object.hasOwn(verdicts, code) ? verdicts[code] : undefined) ?? GIVE_UP;
  const afterMs = after === "midnight" ? untilMidnight(at) : after;
  return { kind: "rejected", code, ...verdict, ...(afterMs === undefined ? {} : { afterMs }) };
}

const untilMidnight = (at: Instant): number => DAY - ((at + BEIJING_MS) % DAY);

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
