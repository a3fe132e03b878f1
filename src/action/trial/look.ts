import { may } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Outcome } from "../../core/trial/outcome.ts";
import { isLost, type ReplayChange } from "../../core/trial/trial.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Trial, Words } from "./ports.ts";

/** What the bot says, as people read it: the entry, or the entries it asks about. */
export type ShownOutcome = { readonly kind: Outcome["kind"]; readonly titles: readonly string[] };

export type ShownGoldenChange = {
  readonly text: string;
  /** Whose it is; null: nobody's. */
  readonly wanted: string | null;
  readonly was: ShownOutcome;
  readonly now: ShownOutcome;
};

export type ShownReplayChange = {
  /** Null where she was erased, or where whoever looks may not read what fans write. */
  readonly text: string | null;
  readonly conversationId: string;
  readonly seq: number;
  readonly messages: number;
  readonly worse: boolean;
  readonly was: ShownOutcome;
  readonly now: ShownOutcome;
};

export type ShownTrial = Omit<Trial, "at" | "reports"> & {
  readonly at: string;
  readonly reports: readonly {
    readonly accountId: string;
    readonly golden: {
      readonly total: number;
      readonly right: number;
      readonly worse: readonly ShownGoldenChange[];
      readonly wrong: readonly ShownGoldenChange[];
    };
    readonly replay: {
      readonly messages: number;
      readonly answeredBefore: number;
      readonly answeredAfter: number;
      readonly worse: number;
      readonly changes: readonly ShownReplayChange[];
    };
  }[];
};

/** @throws Fault `trial_gone` */
export const readTrial: Query<{ readonly id: string }, ShownTrial, Pick<Stores, "trial">> = {
  permission: "knowledge.read",
  async ask({ store, actor }, { id }) {
    const trial = await store.trial.read(id);
    if (trial === undefined) throw new Fault("trial_gone", "There is no such trial any more.");
    const words = await store.trial.words(trial);
    const readsFans = may(actor, "contact.read_all");
    return {
      ...trial,
      at: new Date(trial.at).toISOString(),
      reports: trial.reports.map(({ accountId, report: { golden, replay } }) => ({
        accountId,
        golden: {
          ...golden,
          worse: golden.worse.flatMap((change) => shownGolden(change, words)),
          wrong: golden.wrong.flatMap((change) => shownGolden(change, words)),
        },
        replay: { ...replay, changes: replay.changes.map((change) => shownReplay(change, words, readsFans)) },
      })),
    };
  },
};

type GoldenChange = Trial["reports"][number]["report"]["golden"]["worse"][number];

/** One that was taken away since says nothing any more. */
function shownGolden({ goldenId, was, now }: GoldenChange, words: Words): readonly ShownGoldenChange[] {
  const golden = words.goldens.get(goldenId);
  if (golden === undefined) return [];
  const { text, entryId } = golden;
  const wanted = entryId === null ? null : (words.titles.get(entryId) ?? "");
  return [{ text, wanted, was: shownOutcome(was, words), now: shownOutcome(now, words) }];
}

function shownReplay(change: ReplayChange, words: Words, readsFans: boolean): ShownReplayChange {
  const { conversationId, seq, messages, was, now } = change;
  const text = readsFans ? (words.messages.get(`${conversationId} ${seq}`) ?? null) : null;
  const shown = { was: shownOutcome(was, words), now: shownOutcome(now, words) };
  return { text, conversationId, seq, messages, worse: isLost({ was, now }), ...shown };
}

function shownOutcome(outcome: Outcome, { titles }: Words): ShownOutcome {
  const ids =
    outcome.kind === "answered" ? [outcome.entryId] : outcome.kind === "asked" ? outcome.entryIds : [];
  return { kind: outcome.kind, titles: ids.map((id) => titles.get(id) ?? "") };
}
