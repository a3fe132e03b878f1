import { actorName } from "../../core/access/actor.ts";
import { type Consultation, isAbout } from "../../core/consult/consultation.ts";
import { isLegal } from "../../core/contact/apply.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import { noteWords } from "../../core/conversation/written.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import type { Held } from "../contact/ports.ts";
import type { Stores } from "../ports.ts";
import { leaveNote } from "./ask.ts";
import { lockFor } from "./rules.ts";

type Store = Pick<Stores, "consult" | "contact">;
type Done = { readonly consultationId: string; readonly conversationId: string };

const ended = (
  held: Held,
  { id, kind, byId }: Consultation,
  how: Extract<ContactEvent, { code: "consult_ended" }>["how"],
  seq?: number,
): readonly ContactEvent[] =>
  isLegal(held.contact.state, "consult_ended")
    ? [{ code: "consult_ended", consultation: id, kind, staff: byId, how, ...(seq !== undefined && { seq }) }]
    : [];

/**
 * Answers whoever asked, by a note in the thread; from then on the contact is none of hers any more.
 * @throws Fault `consult_gone`, `consult_over`, `consult_not_yours`, `contact_over`, `reply_empty`, `reply_too_long`
 */
export const answer: Action<{ readonly id: string; readonly note: string }, Done, Store> = {
  id: "consult.answered",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, note }) {
    const { consultation, held } = await lockFor(store, id, actor, "answer");
    if (!isLegal(held.contact.state, "note_added")) {
      throw new Fault("contact_over", "This contact is over. Write the note on its ticket.", {
        state: held.contact.state,
      });
    }
    const noted = await leaveNote(store, held, { staffId: actor.id, text: noteWords(note) }, at);
    await store.consult.end(id, { how: "answered", answerSeq: noted.seq, known: false }, at);
    const events = [noted, ...ended(held, consultation, "answered", noted.seq)];
    await store.contact.step(held.contact, events, { actor: actorName(actor), at });
    return outcome(consultation, actor.id);
  },
};

/**
 * She cannot help, or need not any more; who asked is told.
 * @throws Fault `consult_gone`, `consult_over`, `consult_not_yours`
 */
export const decline: Action<{ readonly id: string }, Done, Store> = {
  id: "consult.declined",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const { consultation, held } = await lockFor(store, id, actor, "decline");
    const known = !isAbout(consultation, held.contact);
    await store.consult.end(id, { how: "declined", known }, at);
    const events = ended(held, consultation, "declined");
    if (events.length > 0) await store.contact.step(held.contact, events, { actor: actorName(actor), at });
    return outcome(consultation, actor.id);
  },
};

/**
 * Who asked does not need it any more.
 * @throws Fault `consult_gone`, `consult_over`, `consult_not_yours`
 */
export const withdraw: Action<{ readonly id: string }, Done, Store> = {
  id: "consult.withdrawn",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const { consultation, held } = await lockFor(store, id, actor, "withdraw");
    await store.consult.end(id, { how: "withdrawn", known: true }, at);
    const events = ended(held, consultation, "withdrawn");
    if (events.length > 0) await store.contact.step(held.contact, events, { actor: actorName(actor), at });
    const others =
      consultation.askedId === undefined
        ? (await store.consult.leaders(consultation.contactId, at)).map(({ staffId }) => staffId)
        : [consultation.askedId];
    return outcome(consultation, actor.id, others);
  },
};

/**
 * 我来看: a leader, or the mentor of whoever asks, sees to a flag; to the others it is done.
 * @throws Fault `consult_gone`, `consult_over`, `consult_not_yours`, `consult_taken` {name}
 */
export const take: Action<{ readonly id: string }, Done, Store> = {
  id: "consult.taken",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const { consultation, held } = await lockFor(store, id, actor, "take");
    const leaders = await store.consult.leaders(consultation.contactId, at);
    if (!leaders.some(({ staffId }) => staffId === actor.id))
      throw new Fault("consult_not_yours", "This question is for the leaders of another queue.");
    await store.consult.take(id, actor.id);
    // Who asked has moved on: that a leader has seen it is all that was left to do.
    if (!isAbout(consultation, held.contact)) await store.consult.end(id, { how: "over", known: true }, at);
    return outcome(
      consultation,
      actor.id,
      leaders.map(({ staffId }) => staffId),
    );
  },
};

/**
 * Who asked has seen how it ended. Nothing of it is anybody else's business: no audit.
 * @throws Fault `consult_gone`
 */
export const know: Action<{ readonly id: string }, { readonly consultationId: string }, Store> = {
  id: "consult.known",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    if (!(await store.consult.know(id, actor.id, at)))
      throw new Fault("consult_gone", "There is no such question.");
    return { result: { consultationId: id }, audit: [], wakes: [`staff:${actor.id}`] };
  },
};

const outcome = (
  { id, byId, contactId, conversationId }: Consultation,
  actorId: string,
  others: readonly string[] = [],
) => ({
  result: { consultationId: id, conversationId },
  audit: [{ subject: "contact", subjectId: contactId, data: { consultationId: id } }],
  wakes: [...new Set([byId, actorId, ...others])].map((staffId) => `staff:${staffId}`),
});
