import type { Answer } from "../api/endpoints.ts";

export type Spending = Answer<"GET /spending">;
export type SpentHour = Spending["hours"][number];

/** Who takes places, in the order in which they are stacked: people at the bottom. */
export const SPENDERS = [
  "agent",
  "answer",
  "clarify",
  "missed",
  "greeting",
  "welcome",
  "queue",
  "rating",
  "notice",
  "template",
  "subscription",
] as const;
export type Spender = (typeof SPENDERS)[number];

/** Why something was not said, in the order of the table. */
export const FATES = [
  "window_closed",
  "places_used_up",
  "places_kept",
  "budget_kept",
  "too_late",
  "refused",
] as const;
export type Fate = (typeof FATES)[number];

/** What was sent within one column of the picture. */
export type Column = {
  readonly at: number;
  readonly sent: Readonly<Record<Spender, number>>;
  readonly total: number;
};

/** One line of the table. */
export type SpenderLine = {
  readonly spender: Spender;
  readonly sent: number;
  readonly fates: Readonly<Record<Fate, number>>;
};

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;

/** A spender that this page does not know yet is a notice. */
const spenderOf = ({ spender }: SpentHour): Spender => SPENDERS.find((one) => one === spender) ?? "notice";

const zeros = <Key extends string>(keys: readonly Key[]): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;

/** The columns from `from` up to `to`, also those in which nothing was sent; `hours` wide. */
export function columnsOf(
  spent: readonly SpentHour[],
  from: number,
  to: number,
  hours: number,
): readonly Column[] {
  const wide = hours * HOUR_MS;
  const columns = Array.from({ length: Math.ceil((to - from) / wide) }, () => zeros(SPENDERS));
  for (const one of spent) {
    const column = columns[Math.floor((Date.parse(one.hour) - from) / wide)];
    if (one.fate === "sent" && column !== undefined) column[spenderOf(one)] += one.count;
  }
  return columns.map((sent, n) => ({
    at: from + n * wide,
    sent,
    total: Object.values(sent).reduce((sum, count) => sum + count, 0),
  }));
}

/** One line a spender, those alone who had anything to say. */
export function linesOf(spent: readonly SpentHour[]): readonly SpenderLine[] {
  const lines = new Map(SPENDERS.map((spender) => [spender, { sent: 0, fates: zeros(FATES) }]));
  for (const one of spent) {
    const line = lines.get(spenderOf(one));
    if (line === undefined) continue;
    if (one.fate === "sent") line.sent += one.count;
    else line.fates[FATES.find((fate) => fate === one.fate) ?? "refused"] += one.count;
  }
  return [...lines]
    .map(([spender, line]) => ({ spender, ...line }))
    .filter(({ sent, fates }) => sent + Object.values(fates).reduce((sum, count) => sum + count, 0) > 0);
}

export const hoursIn = (days: number): number => days * HOURS_A_DAY;
