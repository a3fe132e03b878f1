import type { Contact } from "../../../core/contact/contact.ts";
import { isOpen } from "../../../core/contact/contact.ts";
import { hear } from "../../../core/contact/hear.ts";
import type { Hearing, Invited, Served } from "../../../core/contact/hearing.ts";
import type { Arrival, ContactChange, Known, NewThread } from "../../ports.ts";
import { wakesOf } from "../../waking.ts";
import type { BatchDraft, PlanContext, Result } from "./planned.ts";
import { attachmentOf, inboxRow } from "./rows.ts";

/** One fan's thread while a batch goes through it: several messages of one fan chain in memory. */
export type Chain = {
  readonly accountId: string;
  readonly conversationId: string;
  /** What to insert where the conversation is new. */
  readonly fresh: Omit<NewThread, "seq"> | undefined;
  /** Number of the last message that was read: the guard of the write. */
  readonly was: number;
  seq: number;
  contact: Contact | undefined;
  /** The open contact as it was read; undefined for one that this batch opened. */
  contactBefore: Contact | undefined;
  served: Served | undefined;
  invited: Invited | undefined;
  /** Events of the invited contact as it was read. */
  readonly invitedWas: number | undefined;
  /** Whether this batch ended the talk that was served last. */
  endedTalk: boolean;
};

export function startChain(arrival: Arrival, known: Known, context: PlanContext): Chain {
  const { accountId, message } = arrival;
  const { identityId = context.ids(), seq, contact, served, invited } = known.thread;
  const { conversationId = context.ids() } = known.thread;
  const fresh = {
    identityId,
    identityIsNew: known.thread.identityId === undefined,
    conversationId,
    accountId,
    externalId: message.sender,
  };
  return {
    accountId,
    conversationId,
    fresh: known.thread.conversationId === undefined ? fresh : undefined,
    was: seq,
    seq,
    contact,
    contactBefore: contact,
    served,
    invited,
    invitedWas: invited?.eventSeq,
    endedTalk: false,
  };
}

/** Takes one message into its thread: the fan's message, the contact's step, the reply. */
export function takeInto(chain: Chain, arrival: Arrival, draft: BatchDraft, context: PlanContext): Result {
  const { accountId, conversationId } = chain;
  const desk = context.deskOf(accountId);
  const seq = chain.seq + 1;
  const before = chain.contact;
  const hearing = hear(arrival.message.content, {
    contact: before,
    served: chain.served,
    invited: chain.invited,
    seq,
    at: context.at,
    settings: desk.settings,
    ids: context.ids,
    decide: desk.decide,
    entryOfKey: desk.entryOfKey,
    floor: context.floor,
    queueId: desk.queueId,
  });
  const contactId = hearing.rated?.contactId ?? hearing.contact?.id;
  draftMessage(chain, arrival, seq, contactId, draft);
  draftEvents(chain, hearing, seq, draft);
  takeRating(chain, hearing.rated, seq, draft);
  chain.seq = seq;
  takeContact(chain, hearing.contact, draft);

  const { say, outcome, contactEvents } = hearing;
  const wakes = contactEvents.flatMap((event) => wakesOf(before, event));
  const result = { ...outcome, place: { conversationId, seq }, ...(wakes.length > 0 && { wakes }) };
  if (say === undefined) {
    draft.inbox.push(inboxRow(arrival, outcome, { conversationId, seq }));
    return result;
  }
  const reply = seq + 1;
  chain.seq = reply;
  const ms = context.passive ? desk.passiveMs(say.said) : undefined;
  draft.inbox.push(inboxRow(arrival, outcome, { conversationId, seq, replySeq: reply }));
  const passive = ms === undefined ? {} : { passive: { forSeq: seq, ms } };
  const leaves = { class: say.class, ...passive };
  draft.messages.push({ conversationId, seq: reply, contactId, author: "bot", content: say.said, leaves });
  return ms === undefined
    ? { ...result, wakes: [...wakes, { topic: "send" }] }
    : { ...result, say: { conversationId, seq: reply, said: say.said, at: context.at } };
}

function draftMessage(
  chain: Chain,
  arrival: Arrival,
  seq: number,
  contactId: string | undefined,
  draft: BatchDraft,
): void {
  const { conversationId } = chain;
  const { content } = arrival.message;
  draft.messages.push({ conversationId, seq, contactId, author: "fan", content });
  const attachment = attachmentOf(content);
  if (attachment !== undefined) draft.attachments.push({ conversationId, seq, ...attachment });
}

/** Who did it: the fan by writing, the bot by answering. */
const FAN_CODES: ReadonlySet<string> = new Set([
  "paused",
  "waited",
  "heard",
  "noted",
  "ended",
  "closed",
  "abandoned",
]);
const actorOf = (code: string): "fan" | "bot" => (FAN_CODES.has(code) ? "fan" : "bot");

function draftEvents(chain: Chain, hearing: Hearing, seq: number, draft: BatchDraft): void {
  const { contact, contactEvents, conversationEvent: event } = hearing;
  if (contact !== undefined) {
    let eventSeq = contact.eventSeq - contactEvents.length;
    for (const contactEvent of contactEvents) {
      eventSeq += 1;
      const actor = actorOf(contactEvent.code);
      draft.events.push({
        subject: "contact",
        subjectId: contact.id,
        seq: eventSeq,
        actor,
        event: contactEvent,
      });
    }
  }
  if (event !== undefined) {
    const { conversationId } = chain;
    draft.events.push({
      subject: "conversation",
      subjectId: conversationId,
      seq,
      actor: actorOf(event.code),
      event,
    });
  }
}

function takeRating(chain: Chain, rated: Hearing["rated"], seq: number, draft: BatchDraft): void {
  if (rated === undefined || chain.invited === undefined) return;
  const { contactId, score } = rated;
  const eventSeq = chain.invited.eventSeq + 1;
  chain.invited = { ...chain.invited, eventSeq, score };
  const event = { code: "rated", seq, score } as const;
  draft.events.push({ subject: "contact", subjectId: contactId, seq: eventSeq, actor: "fan", event });
}

/** A contact whose talk ended inside the batch is written on its own: the next message may open another. */
function takeContact(chain: Chain, contact: Contact | undefined, draft: BatchDraft): void {
  if (contact === undefined) return;
  chain.contact = contact;
  if (isOpen(contact)) return;
  const { id: contactId, ticketId, ownerId: staffId, talkEndedAt: at } = contact;
  if (staffId !== undefined && at !== undefined) {
    chain.served = { contactId, ticketId, staffId, at };
    chain.endedTalk = true;
  }
  draft.contacts.push(changeOf(chain, contact));
  chain.contact = undefined;
  chain.contactBefore = undefined;
}

/** What the whole chain leaves behind: one write per conversation, however many messages it took. */
export function settleChain(chain: Chain, draft: BatchDraft): void {
  const { conversationId, contact, contactBefore, fresh, was, seq, served, endedTalk } = chain;
  if (fresh !== undefined) draft.newThreads.push({ ...fresh, seq });
  else draft.threads.push({ conversationId, was, seq, ...(endedTalk && served && { served }) });
  if (contact !== undefined && contact.eventSeq !== contactBefore?.eventSeq)
    draft.contacts.push(changeOf(chain, contact));
  const { invited, invitedWas } = chain;
  if (invited?.score !== undefined && invitedWas !== undefined && invited.eventSeq !== invitedWas) {
    const { contactId, eventSeq, score } = invited;
    draft.ratings.push({ contactId, was: invitedWas, eventSeq, score });
  }
}

const changeOf = (chain: Chain, contact: Contact): ContactChange => ({
  before: chain.contactBefore,
  contact,
  conversationId: chain.conversationId,
  accountId: chain.accountId,
});
