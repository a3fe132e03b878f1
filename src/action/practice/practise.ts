import { may, type Actor } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { type Judged, judgeReply, meanPoints } from "../../core/practice/score.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { noTalk } from "./make.ts";
import type { ListedTalk, Run } from "./ports.ts";

type Store = Pick<Stores, "practice">;

/** What there is to practise on; whoever may give and withdraw talks sees those that were withdrawn, too. */
export const listTalks: Query<object, { readonly items: readonly ListedTalk[] }, Store> = {
  permission: "contact.serve",
  ask: async ({ store, actor }) => ({
    items: await store.practice.list(actor.id, may(actor, "floor.write")),
  }),
};

/** @throws Fault `practice_gone` */
export const beginRun: Action<{ readonly id: string }, { readonly runId: string }, Store> = {
  id: "practice.begun",
  permission: "contact.serve",
  async run({ store, actor, at, ids }, { id }) {
    const talk = await store.practice.talk(id);
    if (talk === undefined || talk.isWithdrawn) throw noTalk();
    const runId = ids();
    await store.practice.begin(runId, id, actor.id, at);
    return { result: { runId }, audit: [] };
  },
};

/**
 * Her reply to one turn, judged. Nothing of it goes anywhere: no conversation, no outbox, no number of anybody's work.
 * @throws Fault `practice_gone`, `practice_answered`
 */
export const answerTurn: Action<
  { readonly id: string; readonly turn: number; readonly text: string },
  { readonly runId: string; readonly points: number },
  Pick<Stores, "practice" | "outgoing">
> = {
  id: "practice.answered",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, turn, text }) {
    const { talk, answers } = await ownRun(store, actor, id);
    const shown = talk.turns[turn];
    if (shown === undefined || talk.isWithdrawn) throw noTalk();
    const { banned } = await store.outgoing.wording(talk.accountId, at);
    const judged = judgeReply(text, shown, banned);
    const all = [...answers.slice(0, turn).map((one) => one.judged), judged];
    const points = turn + 1 === talk.turns.length ? meanPoints(all) : undefined;
    const isFirst = await store.practice.answer({ id, turn, given: { text, judged } }, points, at);
    if (!isFirst) throw new Fault("practice_answered", "This turn has been answered.");
    return { result: { runId: id, points: judged.points }, audit: [] };
  },
};

/** A turn that is answered: what was really said stands beside hers only then. */
export type Done = {
  readonly said: string;
  readonly hers: string;
  readonly answer: string;
  readonly judged: Judged;
};

export type SeenRun = {
  readonly id: string;
  readonly talkId: string;
  readonly title: string;
  readonly turns: number;
  readonly done: readonly Done[];
  /** Null: it is over. */
  readonly next: { readonly turn: number; readonly said: string } | null;
  readonly points: number | null;
};

/** @throws Fault `practice_gone` */
export const readRun: Query<{ readonly id: string }, SeenRun, Store> = {
  permission: "contact.serve",
  async ask({ store, actor }, { id }) {
    const { talk, answers, points } = await ownRun(store, actor, id);
    const next = talk.turns[answers.length];
    return {
      id,
      talkId: talk.id,
      title: talk.title,
      turns: talk.turns.length,
      done: answers.map(({ text, judged }, index) => ({
        said: talk.turns[index]?.said ?? "",
        hers: text,
        answer: talk.turns[index]?.answer ?? "",
        judged,
      })),
      next: next === undefined ? null : { turn: answers.length, said: next.said },
      points,
    };
  },
};

/** A run is its agent's alone: leaders and mentors see how it came out. */
async function ownRun(store: Store, actor: Actor, id: string): Promise<Run> {
  const run = await store.practice.run(id);
  if (run === undefined || run.staffId !== actor.id) throw noTalk();
  return run;
}
