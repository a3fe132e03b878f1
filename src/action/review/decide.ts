import { type Actor, actorName } from "../../core/access/actor.ts";
import { type Consultation, type ConsultEnd, isAbout } from "../../core/consult/consultation.ts";
import { noteWords, replyWords } from "../../core/conversation/written.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Action } from "../action.ts";
import { leaveNote } from "../consult/ask.ts";
import { lockFor } from "../consult/rules.ts";
import type { Held } from "../contact/ports.ts";
import type { Say } from "../outgoing/say.ts";
import type { Stores } from "../ports.ts";

type Store = Pick<Stores, "consult" | "contact" | "conversation" | "media" | "outgoing" | "review">;
type Done = { readonly consultationId: string; readonly conversationId: string };
type Approval = {
  readonly id: string;
  /** Number of the fan's last message that the reviewer has seen. */
  readonly heard: number;
  /** What leaves instead. */
  readonly text?: string | undefined;
  readonly despite?: boolean | undefined;
};

/**
 * 批准, 修改后发: the reply leaves now, as its author's, and like any other: by her name, checked, paid for.
 * @throws Fault `consult_gone`, `consult_over`, `consult_not_yours`, `review_heard`, `review_answered`, and those of `createReply`
 */
export const createApprove = (say: Say): Action<Approval, Done, Store> => ({
  id: "review.approved",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, heard, text, despite }) {
    const { review, held, leaders } = await lockReview(store, id, actor, at);
    const meanwhile = await store.review.meanwhile(review);
    if (meanwhile === undefined) throw new Fault("consult_gone", "There is no such question.");
    if (meanwhile.isAnswered)
      throw new Fault("review_answered", "A colleague has answered since. Give this reply back.");
    if (meanwhile.fanSeq > heard)
      throw new Fault("review_heard", "The customer has written since. Read it, then decide again.");
    const words = text === undefined ? meanwhile.text : replyWords(text);
    const how = words === meanwhile.text ? "approved" : "edited";
    const speaking = { staffId: review.byId, actor: actorName(actor), at, reviewerId: actor.id };
    const said = { id: held.conversationId, text: words, despite };
    await say.say(store, held, said, speaking, [ended(review, how)]);
    await store.consult.take(id, actor.id);
    // An unchanged reply tells itself, in the thread.
    await store.consult.end(id, { how, known: how === "approved" }, at);
    const wakes = ["send", ...(held.contact.heldSince === undefined ? [] : ["seat"])];
    return outcome(review, { how, ...(despite === true && { despite }) }, [...leaders, ...wakes]);
  },
});

/**
 * 退回, with what is wrong about it: a note for its author.
 * @throws Fault `consult_gone`, `consult_over`, `consult_not_yours`, `reply_empty`, `reply_too_long`
 */
export const giveBack: Action<{ readonly id: string; readonly note: string }, Done, Store> = {
  id: "review.returned",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, note }) {
    const { review, held, leaders } = await lockReview(store, id, actor, at);
    const noted = await leaveNote(store, held, { staffId: actor.id, text: noteWords(note) }, at);
    await store.consult.take(id, actor.id);
    await store.consult.end(id, { how: "returned", answerSeq: noted.seq, known: false }, at);
    const events = [noted, ended(review, "returned", noted.seq)];
    await store.contact.step(held.contact, events, { actor: actorName(actor), at });
    return outcome(review, { how: "returned" }, leaders);
  },
};

/** A reply that she may decide on, of a contact that is still its author's; and whom the end of it concerns. */
async function lockReview(
  store: Store,
  id: string,
  actor: Actor,
  at: Instant,
): Promise<{ readonly review: Consultation; readonly held: Held; readonly leaders: readonly string[] }> {
  const { consultation: review, held } = await lockFor(store, id, actor, "review");
  const leaders = await store.consult.leaders(review.contactId, at);
  if (!leaders.some(({ staffId }) => staffId === actor.id))
    throw new Fault("consult_not_yours", "This reply is for the leaders of another queue.");
  if (!isAbout(review, held.contact)) throw new Fault("consult_over", "The contact is not hers any more.");
  return { review, held, leaders: leaders.map(({ staffId }) => `staff:${staffId}`) };
}

const ended = ({ id, kind, byId }: Consultation, how: ConsultEnd, seq?: number) =>
  ({
    code: "consult_ended",
    consultation: id,
    kind,
    staff: byId,
    how,
    ...(seq !== undefined && { seq }),
  }) as const;

const outcome = (
  { id, byId, contactId, conversationId }: Consultation,
  data: Readonly<Record<string, unknown>>,
  wakes: readonly string[],
) => ({
  result: { consultationId: id, conversationId },
  audit: [{ subject: "contact", subjectId: contactId, data: { consultationId: id, ...data } }],
  wakes: [...new Set([`staff:${byId}`, ...wakes])],
});
