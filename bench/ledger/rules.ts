import { budgets, windows } from "../../adapters/platform/wechat-oa/deliver/windows.ts";
import { textBytesMax } from "../../adapters/platform/wechat-oa/passive.ts";
import type { TextLimit } from "../../src/core/channel/split.ts";
import {
  BUDGET_KINDS,
  type BudgetKind,
  type BudgetRules,
  type BudgetsOf,
} from "../../src/core/ledger/budget.ts";
import { type Leaving, messagesOf } from "../../src/core/ledger/join.ts";
import type { LedgerEntry } from "../../src/core/ledger/ledger.ts";
import type { Allowance, LedgerRules, Trigger } from "../../src/core/ledger/rule.ts";
import type { NoticeEntry } from "../../src/core/notice/left.ts";

/** All by which our ledger says what the platform will take. */
export type Rules = {
  readonly windows: LedgerRules;
  readonly budgets: BudgetsOf;
  /** How many calls of a kind an account has that has so many. */
  readonly sendsOf: (kind: BudgetKind, sends: number) => number;
  /** As which messages texts leave. */
  readonly messages: <One extends Leaving>(leaving: readonly One[]) => readonly (readonly One[])[];
  /** What of her doings counts for windows, and for notices. */
  readonly heard: (entry: LedgerEntry) => boolean;
  readonly agreed: (entry: NoticeEntry) => readonly NoticeEntry[];
};

const joined =
  (limit: TextLimit): Rules["messages"] =>
  (leaving) =>
    messagesOf(leaving, limit);

export const TEXT: TextLimit = { bytesMax: textBytesMax, charsMax: Infinity };

/** Ours, as they are. */
export const RULES: Rules = {
  windows,
  budgets,
  sendsOf: (_kind, sends) => sends,
  messages: joined(TEXT),
  heard: () => true,
  agreed: (entry) => [entry],
};

type Change = readonly [name: string, change: (rules: Rules) => Rules];

const TRIGGERS = ["message", "menu", "follow", "scan"] as const satisfies readonly Trigger[];

const ofWindow = (trigger: Trigger): readonly Change[] => {
  const altered = (alter: (was: Allowance) => Allowance | undefined) => (rules: Rules) => ({
    ...rules,
    windows: rules.windows.map((rule) => {
      const { [trigger]: was, ...others } = rule.allowances;
      const now = was && alter(was);
      return { ...rule, allowances: now === undefined ? others : { ...others, [trigger]: now } };
    }),
  });
  return [
    [`${trigger}.more`, altered(({ places = 0, forMs }) => ({ places: places + 1, forMs }))],
    [`${trigger}.fewer`, altered(({ places = 0, forMs }) => ({ places: places - 1, forMs }))],
    [`${trigger}.longer`, altered((was) => ({ ...was, forMs: was.forMs + 1_000 }))],
    [`${trigger}.shorter`, altered((was) => ({ ...was, forMs: was.forMs - 1_000 }))],
    [`${trigger}.missing`, altered(() => undefined)],
  ];
};

const ofBudget = (kind: BudgetKind): readonly Change[] => {
  const altered = (alter: (was: BudgetRules[number]) => BudgetRules[number]) => (rules: Rules) => ({
    ...rules,
    budgets: { ...rules.budgets, [kind]: rules.budgets[kind]?.map(alter) ?? [] },
  });
  const counted = (more: number) => (rules: Rules) => ({
    ...rules,
    sendsOf: (of: BudgetKind, sends: number) => (of === kind ? sends + more : sends),
  });
  return [
    [`${kind}.more`, counted(1)],
    [`${kind}.fewer`, counted(-1)],
    [`${kind}.hourly`, altered((was) => ({ ...was, per: "hour" }))],
    [`${kind}.elsewhere`, altered((was) => ({ ...was, zone: "UTC" }))],
    [
      `${kind}.missing`,
      ({ budgets: { [kind]: _gone, ...others }, ...rules }) => ({ ...rules, budgets: others }),
    ],
  ];
};

const ofTexts: readonly Change[] = [
  ["texts.longer", (rules) => ({ ...rules, messages: joined({ ...TEXT, bytesMax: TEXT.bytesMax + 1 }) })],
  ["texts.shorter", (rules) => ({ ...rules, messages: joined({ ...TEXT, bytesMax: TEXT.bytesMax - 1 }) })],
  ["texts.apart", (rules) => ({ ...rules, messages: (leaving) => leaving.map((one) => [one]) })],
];

const ofFans: readonly Change[] = [
  [
    "unfollow.missing",
    (rules) => ({ ...rules, heard: (entry) => entry.kind === "sent" || entry.opening !== "left" }),
  ],
  ["yes.missing", (rules) => ({ ...rules, agreed: (entry) => (isYes(entry) ? [] : [entry]) })],
  ["yes.twice", (rules) => ({ ...rules, agreed: (entry) => (isYes(entry) ? [entry, entry] : [entry]) })],
  ["yes.kept", (rules) => ({ ...rules, agreed: (entry) => (entry.kind === "sent" ? [] : [entry]) })],
  [
    "no.counts",
    (rules) => ({ ...rules, agreed: (entry) => [isNo(entry) ? { ...entry, inSettings: true } : entry] }),
  ],
];

const isYes = (entry: NoticeEntry): boolean => entry.kind === "answered" && entry.accepted;
const isNo = (entry: NoticeEntry): entry is Extract<NoticeEntry, { kind: "answered" }> =>
  entry.kind === "answered" && !entry.accepted;

const CHANGES: ReadonlyMap<string, (rules: Rules) => Rules> = new Map([
  ...TRIGGERS.flatMap(ofWindow),
  ...BUDGET_KINDS.flatMap(ofBudget),
  ...ofTexts,
  ...ofFans,
]);

/** Every rule of ours that can be wrong by one: a place, a second, a byte, a day's beginning, or not known at all. */
export const BREAKS: readonly string[] = [...CHANGES.keys()];

/** The rules with one of them altered. */
export function broken(rule: string): Rules {
  const change = CHANGES.get(rule);
  if (change === undefined) throw new Error(`There is no rule ${rule}.`);
  return change(RULES);
}
