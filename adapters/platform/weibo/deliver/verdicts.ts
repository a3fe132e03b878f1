import { HOUR, MINUTE, SECOND, type Delivery, type Instant } from "seatbridge/kit";

/** What an error code means for the message that was to be sent. `hour`: until the platform's hour ends. */
type Verdict =
  | { readonly next: "retry" | "park"; readonly after: number | "hour" }
  | { readonly next: "give_up" }
  | "accepted"
  | "unknown";

const GIVE_UP: Verdict = { next: "give_up" };
/** Nothing of the account is taken before a person has put it right; it is tried each minute. */
const NEEDS_PERSON: Verdict = { next: "park", after: MINUTE };
const NEXT_HOUR: Verdict = { next: "park", after: "hour" };
const BUSY: Verdict = { next: "retry", after: 2 * SECOND };

/**
 * The platform's error codes (protocols §4.4). A code that is not here is never tried again: nobody knows what a
 * second try would do.
 */
const verdicts: Readonly<Record<string, Verdict>> = {
  "10001": BUSY,
  "10002": BUSY,
  "10003": BUSY,
  "10009": BUSY,
  "10011": BUSY,
  "21331": BUSY,
  "20016": { next: "retry", after: MINUTE },
  // The platform's own job ran out of time: it may have been done.
  "10010": "unknown",
  // Taken, and shown to her a little later.
  "20032": "accepted",

  "10004": NEXT_HOUR,
  "10022": NEXT_HOUR,
  "10023": NEXT_HOUR,
  "10024": NEXT_HOUR,

  "10005": NEEDS_PERSON,
  "10006": NEEDS_PERSON,
  "10014": NEEDS_PERSON,
  "20031": NEEDS_PERSON, // wants a captcha
  "20502": NEEDS_PERSON,
  "21301": NEEDS_PERSON, // from here on: the account has to be authorised anew
  "21311": NEEDS_PERSON,
  "21312": NEEDS_PERSON,
  "21313": NEEDS_PERSON,
  "21314": NEEDS_PERSON,
  "21315": NEEDS_PERSON,
  "21316": NEEDS_PERSON,
  "21317": NEEDS_PERSON,
  "21321": NEEDS_PERSON,
  "21327": NEEDS_PERSON,
  "21332": NEEDS_PERSON,
  "21335": NEEDS_PERSON,

  "10007": GIVE_UP,
  "10008": GIVE_UP,
  "10012": GIVE_UP,
  "10013": GIVE_UP,
  "10016": GIVE_UP,
  "10017": GIVE_UP,
  "10018": GIVE_UP,
  "10020": GIVE_UP,
  "10021": GIVE_UP,
  "20003": GIVE_UP,
  "20008": GIVE_UP,
  "20012": GIVE_UP,
  "20017": GIVE_UP, // like the last one; only other words would help
  "20018": GIVE_UP,
  "20019": GIVE_UP,
  "20021": GIVE_UP,
  "20022": GIVE_UP,
  "20111": GIVE_UP,
};

/** What is known of a message after that code. */
export function verdictOf(code: string, at: Instant): Delivery {
  // The code is the platform's text: it may be the name of anything.
  const verdict = (Object.hasOwn(verdicts, code) ? verdicts[code] : undefined) ?? GIVE_UP;
  if (verdict === "accepted") return { kind: "accepted" };
  if (verdict === "unknown") return { kind: "unknown", reason: "platform_timed_out", detail: code };
  if (verdict.next === "give_up") return { kind: "rejected", code, next: "give_up" };
  const { next, after } = verdict;
  return { kind: "rejected", code, next, afterMs: after === "hour" ? HOUR - (at % HOUR) : after };
}
