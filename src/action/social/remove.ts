import { actorName, may } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import type { KnownAnswer } from "./ports.ts";
import { type Store, theAnswer, theThread } from "./rules.ts";

export const REMOVALS = ["wrong_facts", "tone", "wrong_place", "private_data"] as const;
export type Removal = (typeof REMOVALS)[number];

/**
 * An answer of ours that can be taken away, before the platform is asked: her own, or anybody's with the right.
 * @throws Fault `social_answer_gone`, `social_answer_not_out`, `forbidden`
 */
export const answerToRemove: Query<
  { readonly id: string },
  KnownAnswer & { readonly externalId: string },
  Store
> = {
  permission: "social.answer",
  async ask({ store, actor }, { id }) {
    const answer = await theAnswer(store, actor, id, "social.answer", false);
    if (answer.staffId !== actor.id && !may(actor, "social.approve", answer.queueId ?? undefined)) {
      throw new Fault("forbidden", "This needs the permission social.approve.", {
        permission: "social.approve",
      });
    }
    const { externalId } = answer;
    if (answer.state !== "accepted" || externalId === null) {
      throw new Fault("social_answer_not_out", "This answer does not stand in public by an id that we know.");
    }
    return { ...answer, externalId };
  },
};

/** It is gone from the platform; we keep what it said, and why it went. */
export const answerRemoved: Action<{ readonly id: string; readonly reason: Removal }, void, Store> = {
  id: "social.removed",
  permission: "social.answer",
  async run({ store, actor, at }, { id, reason }) {
    const answer = await theAnswer(store, actor, id, "social.answer");
    const held = await theThread(store, actor, answer.threadId, "social.answer");
    await store.social.setAnswer(id, { state: "removed", by: actor.id, at, reason });
    const data = { answer: id, reason };
    await store.social.write(held, held.thread, {
      code: "answer_removed",
      actor: actorName(actor),
      at,
      data,
    });
    return { result: undefined, audit: [{ subject: "social_answer", subjectId: id, data: { reason } }] };
  },
};
