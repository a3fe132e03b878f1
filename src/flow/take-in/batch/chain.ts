import type { Contact } from "../../../core/contact/contact.ts";
import { isOpen } from "../../../core/contact/contact.ts";
import { hearBeside } from "../../../core/relay/hear-beside.ts";
import { hear } from "../../../core/contact/hear.ts";
import type { Hearing, HearingContext, Invited, Served } from "../../../core/contact/hearing.ts";
import type { Instant } from "../../../core/kernel/instant.ts";
import type { Scene } from "../../../core/scene/scene.ts";
import type { Arrival, CameBy, ContactChange, Known, NewThread } from "../../ports.ts";
import { wakesOf } from "../../waking.ts";
import { noticeAnswersOf, noticeReportsOf } from "./notices.ts";
import { type AnswerDesk, type BatchDraft, type PlanContext, type Result, deskIn } from "./planned.ts";
import { attachmentOf, inboxRow } from "./rows.ts";

/** One fan's thread while a batch goes through it: several messages of one fan chain in memory. */
export type Chain = {
  readonly accountId: string;
  readonly conversationId: string;
  /** What the fan is called. */
  readonly name: string | undefined;
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
  /** The contact that she gave up waiting in; not of this batch. */
  readonly left: Contact | undefined;
  /** Events of the invited contact as it was read. */
  readonly invitedWas: number | undefined;
  /** The scene by which she came last, and whether that was in this batch. */
  scene: CameBy | undefined;
  cameAnew: boolean;
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
    name: known.thread.name,
    fresh: known.thread.conversationId === undefined ? fresh : undefined,
    was: seq,
    seq,
    contact,
    contactBefore: contact,
    served,
    invited,
    left: known.thread.left,
    invitedWas: invited?.eventSeq,
    scene: known.thread.scene,
    cameAnew: false,
    endedTalk: false,
  };
}

/** Takes one message into its thread: the fan's message, the contact's step, the reply. */
export function takeInto(chain: Chain, arrival: Arrival, draft: BatchDraft, context: PlanContext): Result {
  const { accountId, conversationId } = chain;
  const desk = deskIn(context.deskOf(accountId), conversationId);
  const seq = chain.seq + 1;
  const before = chain.contact;
  const { hearing, relay } = heard(arrival, context, {
    contact: before,
    served: chain.served,
    invited: chain.invited,
    left: chain.left,
    seq,
    at: context.at,
    settings: desk.settings,
    ids: context.ids,
    decide: desk.decide,
    entryOfKey: desk.entryOfKey,
    floor: context.floor,
    queueId: desk.queueId,
    matters: desk.matters,
    ...(desk.queueOfLane && { queueOfLane: desk.queueOfLane }),
    ...(desk.tapOf && { tapOf: desk.tapOf }),
    ...(desk.sceneOf && { sceneOf: desk.sceneOf }),
    ...(chain.scene && { scene: sceneNow(chain.scene, desk, context.at) }),
  });
  if (hearing.scene !== undefined) {
    chain.scene = { id: hearing.scene.id, at: context.at };
    chain.cameAnew = true;
  }
  const contactId = hearing.rated?.contactId ?? hearing.contact?.id;
  draftMessage(chain, arrival, seq, contactId, draft);
  draftEvents(chain, hearing, seq, draft);
  takeRating(chain, hearing.rated, seq, draft);
  chain.seq = seq;
  takeContact(chain, hearing.contact, draft);

  const { say, outcome, contactEvents } = hearing;
  const wakes = contactEvents.flatMap((event) => wakesOf(before, event));
  const result = {
    ...outcome,
    place: { conversationId, seq },
    ...(wakes.length > 0 && { wakes }),
    ...(relay && { relay }),
  };
  if (say === undefined) {
    draft.inbox.push(inboxRow(arrival, outcome, { conversationId, seq }));
    return result;
  }
  const said = desk.spoken?.(say.said, chain.name, context.at) ?? say.said;
  const reply = seq + 1;
  chain.seq = reply;
  const ms = context.passive ? desk.passiveMs(said) : undefined;
  draft.inbox.push(inboxRow(arrival, outcome, { conversationId, seq, replySeq: reply }));
  const passive = ms === undefined ? {} : { passive: { forSeq: seq, ms } };
  const leaves = { class: say.class, ...passive };
  draft.messages.push({ conversationId, seq: reply, contactId, author: "bot", content: said, leaves });
  return ms === undefined
    ? { ...result, wakes: [...wakes, { topic: "send" }] }
    : { ...result, say: { conversationId, seq: reply, said, at: context.at } };
}

/** What she came by decides for a while, and no longer. */
const sceneNow = ({ id, at }: CameBy, desk: AnswerDesk, now: Instant): Scene | undefined =>
  now - at <= desk.settings["scene.holdMs"] ? desk.sceneOfId?.(id) : undefined;

/** By us alone, or beside another system that may be the one to answer. */
function heard(
  { accountId, message }: Arrival,
  { relayOf }: PlanContext,
  hearing: HearingContext,
): { readonly hearing: Hearing } & Pick<Result, "relay"> {
  const policy = relayOf?.(accountId);
  if (policy === undefined) return { hearing: hear(message.content, hearing) };
  const beside = hearBeside(policy, message.sender, message.content, hearing);
  return { hearing: beside.hearing, relay: { answerer: beside.answerer, why: beside.why } };
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
  draft.noticeAnswers.push(...noticeAnswersOf({ conversationId, seq }, content));
  draft.noticeReports.push(...noticeReportsOf(arrival.accountId, content));
}

/** Who did it: the fan by writing, the bot by answering. */
const FAN_CODES: ReadonlySet<string> = new Set([
  "paused",
  "waited",
  "heard",
  "noted",
  "scanned",
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
  if (chain.contact === undefined && contact.id === chain.left?.id) chain.contactBefore = chain.left;
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
  const came = chain.cameAnew && chain.scene !== undefined ? { sceneId: chain.scene.id } : {};
  if (fresh !== undefined) draft.newThreads.push({ ...fresh, seq, ...came });
  else draft.threads.push({ conversationId, was, seq, ...(endedTalk && served && { served }), ...came });
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
