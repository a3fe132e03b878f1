import type { Instant } from "../kernel/instant.ts";
import { type LedgerRule, type LedgerRules, ruleAt, type Trigger } from "./rule.ts";
import type { Opening } from "./trigger.ts";

/** Who takes a place: an agent's words, an answer of the bot that missed its webhook, or a notice nobody asked for. */
export type Spender = "agent" | "faq" | "notice";

/** What happened in one conversation that its windows depend on. */
export type LedgerEntry =
  | { readonly kind: "heard"; readonly opening: Opening; readonly at: Instant }
  /** Given to the platform at this moment, and not provably refused. */
  | { readonly kind: "sent"; readonly by: Spender; readonly at: Instant };

/** A window that is open, also one that is used up. */
export type LedgerWindow = {
  readonly trigger: Trigger;
  readonly closesAt: Instant;
  /** Messages in all and left; Infinity where they are not counted. */
  readonly of: number;
  readonly left: number;
  /** Places that notices took. */
  readonly notices: number;
};

type Opened = { readonly at: Instant; readonly used: number; readonly notices: number };
type Book = ReadonlyMap<Trigger, Opened>;

/**
 * The windows of a conversation at a moment, the one that closes first leading: it pays first. Each trigger is counted by
 * itself, and each new one sets its own count back (protocols section 1.10). `entries` in the order of time; what
 * happened before the last message of the fan and a minute needs not be among them.
 */
export function windowsAt(
  rules: LedgerRules,
  entries: readonly LedgerEntry[],
  at: Instant,
): readonly LedgerWindow[] {
  let book: Book = new Map();
  for (const entry of entries) {
    const rule = ruleAt(rules, entry.at);
    if (rule !== undefined && entry.at <= at) book = enter(book, rule, entry);
  }
  const rule = ruleAt(rules, at);
  return rule === undefined ? [] : openAt(book, rule, at);
}

function enter(book: Book, rule: LedgerRule, entry: LedgerEntry): Book {
  if (entry.kind === "heard") {
    const { opening, at } = entry;
    if (opening === "none") return book;
    if (opening === "left") return new Map();
    return new Map(book).set(opening, { at, used: 0, notices: 0 });
  }
  const payer = openAt(book, rule, entry.at).find(({ left }) => left > 0);
  const opened = payer && book.get(payer.trigger);
  // The platform took what we thought it would not: the next thing she does sets us right.
  if (payer === undefined || opened === undefined) return book;
  const { at, used, notices } = opened;
  return new Map(book).set(payer.trigger, {
    at,
    used: used + 1,
    notices: notices + (entry.by === "notice" ? 1 : 0),
  });
}

/** Of two that close at the same moment the one that the rules name first pays. */
function openAt(book: Book, { allowances }: LedgerRule, at: Instant): readonly LedgerWindow[] {
  return (Object.keys(allowances) as Trigger[])
    .flatMap((trigger): LedgerWindow[] => {
      const allowance = allowances[trigger];
      const opened = book.get(trigger);
      if (allowance === undefined || opened === undefined) return [];
      const { places: of = Infinity, forMs } = allowance;
      const { used, notices } = opened;
      return [{ trigger, closesAt: opened.at + forMs, of, left: Math.max(0, of - used), notices }];
    })
    .filter(({ closesAt }) => at < closesAt)
    .toSorted((one, other) => one.closesAt - other.closesAt);
}
