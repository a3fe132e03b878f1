import { actorName, admit } from "../../core/access/actor.ts";
import { replyWords } from "../../core/conversation/written.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { DAY, MINUTE } from "../../core/kernel/instant.ts";
import { defaultSettings } from "../../core/setting/registry.ts";
import { type AnswerKind, type ApprovalReason, approvalReasons } from "../../core/social/gate.ts";
import { refuseHelpInPublic } from "../helping/sending.ts";
import type { Stores } from "../ports.ts";
import type { Action } from "../action.ts";
import type { HeldSocial, KnownAnswer, SocialOf } from "./ports.ts";
import { heldBy, policyOf, refuseBanned, refuseUnsaid } from "../gate/gate.ts";
import { connected, publicWords, type Store, theAnswer, theThread } from "./rules.ts";

/** The platform takes no text twice, and readers mock it. */
const SAME_MS = DAY;
/** So long it takes her to write it there; then it is looked for. */
const ELSEWHERE_MS = 3 * MINUTE;

type Words = {
  readonly id: string;
  readonly mid: string;
  readonly text: string;
  /** She was told that we have said the same today, and wants it. */
  readonly same: boolean;
  readonly kind: AnswerKind;
};
type Said = { readonly id: string; readonly state: "draft" | "queued"; readonly needs: ApprovalReason[] };

/**
 * Answers an item in public. Where the gate asks for a second pair of eyes it waits as a draft.
 * @throws Fault `social_gone`, `social_item_gone`, `social_post_gone`, `social_unconnected`, `social_text_private` {what},
 * `social_text_too_long` {max}, `social_text_banned` {words}, `social_text_unapproved` {incident}, `social_text_same`, `social_answer_open` {name}, `helper_not_public`, and those of `replyWords`
 */
export const createAnswerInPublic = (
  socialOf: SocialOf,
): Action<Words, Said, Store & Pick<Stores, "helper">> => ({
  id: "social.answered",
  permission: "social.answer",
  async run({ store, actor, at, ids }, { id: threadId, mid, text, same, kind }) {
    const words = publicWords(replyWords(text).trim());
    const held = await theThread(store, actor, threadId, "social.answer");
    await refuseHelpInPublic(store, held.queueId, actor.id);
    const { settings } = connected(socialOf, held.accountId);
    const item = await store.social.item(held, mid);
    if (item === undefined) throw new Fault("social_item_gone", "There is no such post in this thread.");
    if (item.isGone)
      throw new Fault("social_post_gone", "The post was deleted. Nothing can be said under it.");
    refuseBanned(words, settings);
    const holders = await heldBy(store, held, [words]);
    refuseUnsaid(words, { kind, name: item.author.name }, settings, holders);
    await refuseSecond(store, held.accountId, mid);
    if (!same && (await store.social.hasSaid(held.accountId, words, at - SAME_MS))) {
      throw new Fault(
        "social_text_same",
        "We said just this in public today; the platform may refuse it. Vary it.",
      );
    }
    const needs = approvalReasons(
      { author: item.author, risk: held.thread.risk },
      await policyOf(store, held.accountId, settings, holders),
    );
    const state = needs.length > 0 ? "draft" : "queued";
    const id = ids();
    const { risk, dueAt } = held.thread;
    const { accountId } = held;
    const answer = {
      id,
      accountId,
      threadId,
      itemMid: mid,
      replyTo: item.replyTo,
      text: words,
      state,
      kind,
    } as const;
    await store.social.addAnswer({ ...answer, staffId: actor.id, needs, risk, dueAt }, at);
    await store.social.take(held, actor.id);
    const code = state === "draft" ? "answer_drafted" : "answer_queued";
    await store.social.write(held, held.thread, {
      code,
      actor: actorName(actor),
      at,
      data: { answer: id, mid },
    });
    return {
      result: { id, state, needs: [...needs] },
      audit: [{ subject: "social_thread", subjectId: threadId, data: { answer: id, state } }],
      wakes: ["social"],
    };
  },
});

async function refuseSecond(store: Store, accountId: string, mid: string): Promise<void> {
  const open = await store.social.openAnswerTo(accountId, mid);
  if (open === undefined) return;
  const name = open.staffName ?? "";
  throw new Fault("social_answer_open", `${name} is answering this already.`, { name });
}

type Decided = { readonly id: string; readonly approve: boolean };

/**
 * The second pair of eyes: lets it go, or refuses it. Nobody approves her own, nor what an incident that has begun since
 * holds.
 * @throws Fault `social_answer_gone`, `social_answer_decided`, `social_answer_own`, `social_text_unapproved` {incident}
 */
export const createDecideAnswer = (socialOf: SocialOf): Action<Decided, void, Store> => ({
  id: "social.decided",
  permission: "social.answer",
  async run({ store, actor, at }, { id, approve }) {
    const answer = await theAnswer(store, actor, id, "social.answer");
    const isOwn = answer.staffId === actor.id;
    // Her own she may withdraw.
    if (!isOwn || approve) admit(actor, "social.approve", answer.queueId ?? undefined);
    if (answer.state !== "draft") {
      throw new Fault("social_answer_decided", "Somebody has decided on this answer already.");
    }
    if (isOwn && approve) {
      throw new Fault("social_answer_own", "Nobody approves her own answer. Ask a colleague.");
    }
    const held = await theThread(store, actor, answer.threadId, "social.answer");
    if (approve) await refuseHeld(store, held, answer, socialOf);
    await store.social.setAnswer(id, { state: approve ? "queued" : "refused", by: actor.id, at });
    const code = approve ? "answer_approved" : "answer_refused";
    await store.social.write(held, held.thread, { code, actor: actorName(actor), at, data: { answer: id } });
    return {
      result: undefined,
      audit: [{ subject: "social_answer", subjectId: id, data: { approve } }],
      wakes: ["social"],
    };
  },
});

async function refuseHeld(
  store: Store,
  held: HeldSocial,
  { text, kind, itemMid }: KnownAnswer,
  socialOf: SocialOf,
): Promise<void> {
  const settings = socialOf(held.accountId)?.settings ?? defaultSettings;
  const name = (await store.social.item(held, itemMid))?.author.name ?? "";
  refuseUnsaid(text, { kind, name }, settings, await heldBy(store, held, [text]));
}

type Resolved = { readonly id: string; readonly as: "sent" | "resend" };

/**
 * Of which nobody knows whether it was taken: a person has looked. sent stops the clock; resend sends it anew.
 * @throws Fault `social_answer_gone`, `social_answer_known`, `social_text_unapproved` {incident}
 */
export const createResolveAnswer = (socialOf: SocialOf): Action<Resolved, void, Store> => ({
  id: "social.resolved",
  permission: "social.answer",
  async run({ store, actor, at }, { id, as }) {
    const answer = await theAnswer(store, actor, id, "social.answer");
    if (answer.state !== "unknown") {
      throw new Fault("social_answer_known", "It is known by now what became of this answer.");
    }
    const held = await theThread(store, actor, answer.threadId, "social.answer");
    if (as === "resend") await refuseHeld(store, held, answer, socialOf);
    await store.social.setAnswer(id, { state: as === "sent" ? "accepted" : "queued", by: actor.id, at });
    const stops = as === "sent" && held.thread.state === "waiting";
    const answeredAt = held.thread.answeredAt ?? answer.at;
    const thread = stops ? ({ ...held.thread, state: "answered", answeredAt } as const) : held.thread;
    const code = as === "sent" ? "answered" : "answer_queued";
    await store.social.write(held, thread, {
      code,
      actor: actorName(actor),
      at,
      data: { answer: id, confirmed: true },
    });
    if (as === "sent") await store.social.serveAnswered(held, answer, at);
    return {
      result: undefined,
      audit: [{ subject: "social_answer", subjectId: id, data: { as } }],
      wakes: ["social"],
    };
  },
});

/** She answers on the platform's own page: it is looked for there now, and known by itself. */
export const answerElsewhere: Action<{ readonly id: string }, void, Store> = {
  id: "social.elsewhere",
  permission: "social.answer",
  async run({ store, actor, at }, { id }) {
    const held = await theThread(store, actor, id, "social.answer");
    await store.social.take(held, actor.id);
    await store.social.lookNow(held.accountId, at + ELSEWHERE_MS);
    await store.social.write(held, held.thread, { code: "answering_elsewhere", actor: actorName(actor), at });
    return { result: undefined, audit: [{ subject: "social_thread", subjectId: id }] };
  },
};
