import { type Budget, budgetAt, type BudgetKind, type BudgetRules } from "../../src/core/ledger/budget.ts";
import { HOUR, type Instant } from "../../src/core/kernel/instant.ts";
import { windowsAt } from "../../src/core/ledger/ledger.ts";
import { placesLeft } from "../../src/core/ledger/place.ts";
import { noticesLeft } from "../../src/core/notice/left.ts";
import type { Call, History, Try } from "./play.ts";
import type { Rules } from "./rules.ts";

/** What a ledger of some rules would have said of texts and notices, beside what the platform did. */
export type Tally = {
  readonly sends: number;
  /** Refused by the platform, as the ledger says. */
  readonly predicted: number;
  /** Refused although the ledger sees room for it. */
  readonly unpredicted: number;
  /** Taken by the platform although the ledger sees none. */
  readonly withheld: number;
};

export function tallyOf(rules: Rules, histories: readonly History[]): Tally {
  const tally = { sends: 0, predicted: 0, unpredicted: 0, withheld: 0 };
  for (const history of histories) {
    for (const one of history.tries) {
      const sees = one.kind === "words" ? seesTexts(rules, history, one) : [seesNotice(rules, history, one)];
      for (const [n, taken] of one.taken.entries()) {
        tally.sends += 1;
        if (sees[n] === taken) tally.predicted += taken ? 0 : 1;
        else tally[taken ? "withheld" : "unpredicted"] += 1;
      }
    }
  }
  return tally;
}

type Words = Extract<Try, { kind: "words" }>;

/** Whether each of the texts would leave: message by message, each with what those before it have taken. */
function seesTexts(rules: Rules, { sendsMax, stories, calls }: History, { who, at, after, leaving }: Words) {
  const entries = stories[who].entries.slice(0, after.entries).filter(rules.heard);
  const made = calls.slice(0, after.calls);
  return rules.messages(leaving).flatMap((message) => {
    const hasBudget = hasRoom(rules, sendsMax, made, "words", at);
    const hasPlace = placesLeft(windowsAt(rules.windows, entries, at)) > 0;
    // A refused call costs one as well.
    if (hasBudget) made.push({ kind: "words", at });
    const [first] = message;
    if (hasBudget && hasPlace && first) entries.push({ kind: "sent", by: first.spender, at });
    return message.map(() => hasBudget && hasPlace);
  });
}

function seesNotice(
  rules: Rules,
  { sendsMax, stories, calls }: History,
  { who, at, after, kind }: Try,
): boolean {
  const { entries, notices } = stories[who];
  if (!hasRoom(rules, sendsMax, calls.slice(0, after.calls), kind, at)) return false;
  const last = entries
    .slice(0, after.entries)
    .filter(rules.heard)
    .findLast((entry) => entry.kind === "heard" && (entry.opening === "left" || entry.opening === "follow"));
  if (last?.kind === "heard" && last.opening === "left") return false;
  return kind === "template" || noticesLeft(true, notices.slice(0, after.notices).flatMap(rules.agreed)) > 0;
}

function hasRoom(
  { budgets, sendsOf }: Rules,
  sendsMax: number,
  calls: readonly Call[],
  kind: BudgetKind,
  at: Instant,
): boolean {
  const rules = budgets[kind];
  const budget = rules && budgetIn(rules, at);
  if (budget === undefined) return true;
  const used = calls.filter((call) => call.kind === kind && call.at >= budget.since).length;
  return used < sendsOf(kind, sendsMax);
}

/** To ask a zone's clock is dear. Days and hours begin with whole hours here, so one answer holds for an hour. */
const known = new WeakMap<BudgetRules, Map<number, Budget | undefined>>();
function budgetIn(rules: BudgetRules, at: Instant): Budget | undefined {
  const hours = known.get(rules) ?? new Map<number, Budget | undefined>();
  known.set(rules, hours);
  const hour = Math.floor(at / HOUR);
  if (!hours.has(hour)) hours.set(hour, budgetAt(rules, at));
  return hours.get(hour);
}
