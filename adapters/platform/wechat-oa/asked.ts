import { type Asked, DAY, HOUR, type Instant, MINUTE } from "seatbridge/kit";

import type { ClientAnswer } from "../wechat/api/client.ts";

/** Codes that are about one fan: not of this account, unknown, does not follow, on the blacklist. */
const OF_FAN: ReadonlySet<string> = new Set(["40003", "43004", "43019", "46004", "49003", "50005"]);
/** Nothing of the kind is granted, or the account is in trouble: a person has to see to it. */
const OF_ACCOUNT: ReadonlySet<string> = new Set([
  "40013",
  "40125",
  "40164",
  "45035",
  "48001",
  "48004",
  "50002",
  "61003",
  "61004",
  "61007",
]);
const DAY_LIMIT = "45009";
const MINUTE_LIMIT = "45011";
const BUSY = "-1";
const BEIJING_MS = 8 * HOUR;

/** What an answer of the interface proves of a call that is no message (protocols §1.20). */
export function askedOf<Raw, Value>(
  answer: ClientAnswer<Raw>,
  at: Instant,
  toValue: (raw: Raw) => Value,
): Asked<Value> {
  switch (answer.kind) {
    case "ok":
      return { kind: "done", value: toValue(answer.value) };
    case "refused":
      return refusedOf(answer.code, at);
    case "none":
      return { kind: "refused", code: answer.code, whose: "account", afterMs: answer.afterMs };
    case "unreadable":
      return { kind: "unanswered", code: `http_${answer.status}` };
    case "not_sent":
    case "no_answer":
      return { kind: "unanswered", code: answer.reason };
  }
}

function refusedOf(code: string, at: Instant): Asked<never> {
  if (code === BUSY) return { kind: "unanswered", code };
  if (code === MINUTE_LIMIT) return { kind: "unanswered", code, afterMs: MINUTE };
  if (code === DAY_LIMIT) return { kind: "refused", code, whose: "account", afterMs: untilMidnight(at) };
  if (OF_ACCOUNT.has(code)) return { kind: "refused", code, whose: "account" };
  return { kind: "refused", code, whose: OF_FAN.has(code) ? "fan" : "request" };
}

/** Quotas begin anew at midnight in Beijing. */
const untilMidnight = (at: Instant): number => DAY - ((at + BEIJING_MS) % DAY);

export const nothing = (): void => undefined;
