import { asksForPlace } from "../../core/answer/words/place-asked.ts";
import { isAbuse } from "../../core/answer/words/abuse.ts";
import { fold, foldSigns } from "../../core/answer/fold.ts";
import { openQuestion } from "../../core/answer/suggest/open-question.ts";
import type { Matters } from "../../core/answer/words/own.ts";
import { DAY } from "../../core/kernel/instant.ts";
import { type Cluster, clustering } from "../../core/learning/cluster.ts";
import { looksPersonal } from "../../core/learning/personal.ts";
import {
  eachOnce,
  isImpatience,
  type Question,
  type QuestionRef,
  type Want,
  WANTS,
} from "../../core/learning/question.ts";
import { theAccount } from "../account/rules.ts";
import type { Query } from "../action.ts";
import { mattersNow } from "../lane/words.ts";
import type { Stores } from "../ports.ts";
import type { ShownAct, Spot } from "./ports.ts";

/** What an account's bot knows now; undefined: it is not connected. */
export type KnowerOf = (accountId: string) =>
  | {
      /** The version of which it is a phrasing, word for word. */
      readonly knows: (folded: string) => { readonly id: string; readonly version: number } | undefined;
      readonly nearest: (folded: string) => readonly Near[];
      /** From which probability on an entry answers, and is worth asking about: settings. */
      readonly threshold: number;
      readonly askFrom: number;
    }
  | undefined;

export type Near = { readonly id: string; readonly title: string; readonly score: number };

type Asked = { readonly accountId: string; readonly want?: Want | undefined; readonly days: number };

export type ShownCluster = {
  readonly forms: readonly (QuestionRef & {
    readonly text: string;
    readonly count: number;
    /** It may tell who she is: nobody is to make a phrasing of it as it stands. */
    readonly personal: boolean;
  })[];
  /** Whose decision it would be. */
  readonly questions: readonly QuestionRef[];
  readonly count: number;
  readonly wants: Readonly<Record<Want | "all", number>>;
  readonly lastAt: string;
  readonly nearest: readonly Near[];
  readonly proposal: "merge" | "begin";
  /** Published meanwhile: the bot would answer it now. */
  readonly answered: boolean;
};

export type LearningPage = {
  readonly clusters: readonly ShownCluster[];
  /** Clusters that are not shown. */
  readonly left: number;
  readonly counts: Readonly<Record<Want | "all", number>>;
  readonly acts: readonly (Omit<ShownAct, "at"> & { readonly at: string })[];
};

/** Of so many of the newest messages the questions are taken; more would hold up everybody else. */
const SPOTS_MAX = 2_000;
const CLUSTERS_MAX = 50;
const FORMS_MAX = 12;
/** As many as one act may name. */
export const QUESTIONS_MAX = 500;

/**
 * 待学习: what fans asked in vain, gathered, with what could be done about each. Nothing of it is kept: it is made anew of
 * their messages, so whoever is erased is gone from here, too.
 * @param pause lets others have their turn between two searches
 * @throws Fault `account_gone`
 */
export const createReadLearning = (
  knowerOf: KnowerOf,
  pause: () => Promise<unknown>,
): Query<Asked, LearningPage, Pick<Stores, "account" | "laneWord" | "learning">> => ({
  permission: "contact.read_all",
  async ask({ store, at }, { accountId, want, days }) {
    await theAccount(store, accountId);
    const since = at - days * DAY;
    const spots = await store.learning.spots(accountId, since, SPOTS_MAX);
    const decided = await store.learning.decided(accountId, since);
    const matters = await mattersNow(store);
    const knower = knowerOf(accountId);
    // What is a phrasing word for word by now is learned already; but not what was taken back a moment ago, which the
    // matcher has still to hear of.
    const live = await store.learning.live(accountId);
    const isLearned = (text: string): boolean => {
      const entry = knower?.knows(fold(text));
      return entry !== undefined && live.get(entry.id) === entry.version;
    };
    const open = eachOnce(spots.flatMap((spot) => questionIn(spot, matters))).filter(
      ({ conversationId, seq, text }) => !decided.has(`${conversationId} ${seq}`) && !isLearned(text),
    );
    const clusters = await inTurns(
      clustering(want === undefined ? open : open.filter((one) => one.want === want)),
      pause,
    );
    const shown: ShownCluster[] = [];
    for (const cluster of clusters.slice(0, CLUSTERS_MAX)) {
      await pause();
      shown.push(shownCluster(cluster, knower));
    }
    const acts = (await store.learning.acts(accountId)).map((act) => ({
      ...act,
      at: new Date(act.at).toISOString(),
    }));
    return { clusters: shown, left: clusters.length - shown.length, counts: countsOf(open), acts };
  },
});

async function inTurns<Value>(run: Generator<void, Value>, pause: () => Promise<unknown>): Promise<Value> {
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
    await pause();
  }
}

function questionIn({ conversationId, at, want, lines }: Spot, matters: Matters): readonly Question[] {
  const question = openQuestion(lines);
  if (question === undefined) return [];
  const signs = foldSigns(question.text);
  // Danger has its own way, whatever is known; insults and impatience ask for nothing that could be answered.
  if (signs.length < 2 || matters.danger(signs) !== undefined) return [];
  if (isAbuse(signs) || asksForPlace(signs) || isImpatience(signs)) return [];
  return [{ conversationId, seq: question.seq, at, want, text: question.text }];
}

function shownCluster({ forms, questions }: Cluster, knower: ReturnType<KnowerOf>): ShownCluster {
  const nearest = knower?.nearest(forms[0]?.folded ?? "") ?? [];
  const score = nearest[0]?.score ?? 0;
  return {
    forms: forms.slice(0, FORMS_MAX).map(({ text, questions: [first, ...more] }) => ({
      text,
      count: more.length + 1,
      personal: looksPersonal(text),
      conversationId: first?.conversationId ?? "",
      seq: first?.seq ?? 0,
    })),
    questions: questions.slice(0, QUESTIONS_MAX).map(({ conversationId, seq }) => ({ conversationId, seq })),
    count: questions.length,
    wants: countsOf(questions),
    lastAt: new Date(Math.max(...questions.map(({ at }) => at))).toISOString(),
    nearest,
    proposal: score >= (knower?.askFrom ?? 1) ? "merge" : "begin",
    answered: score >= (knower?.threshold ?? Infinity),
  };
}

function countsOf(questions: readonly Question[]): Readonly<Record<Want | "all", number>> {
  const of = (want: Want): number => questions.filter((one) => one.want === want).length;
  const [unanswered, handedOver, rejected] = WANTS.map(of);
  return {
    all: questions.length,
    unanswered: unanswered ?? 0,
    handed_over: handedOver ?? 0,
    rejected: rejected ?? 0,
  };
}
