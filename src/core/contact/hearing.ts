import type { Decision, Heard, Memory } from "../answer/decide.ts";
import type { LaneBy } from "../answer/decision.ts";
import type { Matters } from "../answer/words/own.ts";
import type { Said, SaidClass } from "../conversation/said.ts";
import type { Ids } from "../kernel/id.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Entry } from "../knowledge/entry.ts";
import type { Tap } from "../menu/menu.ts";
import { type Lane, nextLane } from "../queue/lane.ts";
import type { Scene } from "../scene/scene.ts";
import type { Floor } from "../seating/floor.ts";
import type { Settings } from "../setting/registry.ts";
import { apply } from "./apply.ts";
import { type Contact, open } from "./contact.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import type { ContactEvent } from "./event.ts";
import type { TurnEnd } from "./happening/words.ts";

/**
 * Where every accepted message ends: exactly one of these, with the rule that put it there. waiting: a person has
 * it or will, or the fan is still in the middle of what she says.
 */
export type Outcome = { readonly state: "answered" | "waiting" | "ignored" | "dead"; readonly rule: string };

/** What hearing one message changes. Nothing of it is true before the store has written it. */
export type Hearing = {
  readonly outcome: Outcome;
  readonly contact?: Contact;
  readonly contactEvents: readonly ContactEvent[];
  readonly conversationEvent?: ConversationEvent;
  readonly say?: Say;
  /** She came by it just now. */
  readonly scene?: Scene;
  /** What the fan says of a talk that is over. The message is that contact's, whatever is open by now. */
  readonly rated?: { readonly contactId: string; readonly score: number };
};

export type Say = { readonly said: Said; readonly class: SaidClass };

/** The conversation's last talk with a person. */
export type Served = {
  readonly contactId: string;
  readonly ticketId: string;
  readonly staffId: string;
  readonly at: Instant;
  /** It was in public: she was asked to go on here. */
  readonly isInvited?: true;
};

/** The talk about which the fan was asked last how it was. */
export type Invited = {
  readonly contactId: string;
  readonly at: Instant;
  /** How many events it has by now. */
  readonly eventSeq: number;
  /** What she has said of it. */
  readonly score?: number;
};

export type HearingContext = {
  readonly contact: Contact | undefined;
  readonly served: Served | undefined;
  readonly invited: Invited | undefined;
  /** The contact that she gave up waiting in, where none has come after it. */
  readonly left?: Contact | undefined;
  /** Number of this message in its conversation; a reply gets the next one. */
  readonly seq: number;
  readonly at: Instant;
  readonly settings: Settings;
  readonly ids: Ids;
  readonly decide: (heard: Heard, memory: Memory) => Decision;
  /** The published entry that a menu key names. */
  readonly entryOfKey: (key: string) => Entry | undefined;
  readonly floor: Floor;
  /** Where this account's fans wait for a person, and where with such a matter, where that has a queue of its own. */
  readonly queueId: string | undefined;
  readonly queueOfLane?: (lane: Lane) => string | undefined;
  /** What her words just now tell of her matter. */
  readonly lane?: Lane;
  readonly laneBy?: LaneBy;
  /** The words that tell danger, the house's among them. */
  readonly matters: Matters;
  /** What leaves by the send loop: whether it would find a place. Absent: it leaves with the webhook, which needs none. */
  readonly hasPlace?: (spender: SaidClass) => boolean;
  /** What a tap on a button of that key means; what a code's scene decides, by its key; and what the last one by which this fan came still does. */
  readonly tapOf?: (key: string) => Tap | undefined;
  readonly sceneOf?: (key: string) => Scene | undefined;
  readonly scene?: Scene | undefined;
};

type Answering = Extract<ContactEvent, { code: "answered" | "clarified" | "missed" | "greeted" | "told" }>;

/** Answers; what the fan was still saying is answered with it. */
export function answered(context: HearingContext, rule: string, event: Answering, say: Say): Hearing {
  return {
    ...changed(context, { ...event, ...turnEnd(context) }),
    outcome: { state: "answered", rule },
    say,
  };
}

/** Opens nothing: a word of thanks or a report is not a request for help. */
export function ignored(context: HearingContext, rule: string, ends: TurnEnd = {}): Hearing {
  const { contact, seq } = context;
  const outcome: Outcome = { state: "ignored", rule };
  if (contact === undefined)
    return { outcome, contactEvents: [], conversationEvent: { code: "noted", seq, rule } };
  return { ...changed(context, { code: "noted", seq, rule, ...ends }), outcome };
}

/** What an event says where it ends the turn that is open. */
export function turnEnd({ contact, at, settings }: HearingContext): TurnEnd {
  const turn = contact?.turn;
  return turn === undefined ? {} : { turn: turn.seq, dueAt: at + settings["bot.idleMs"] };
}

/** Applies the event to the open contact, or to one that this message opens: on the ticket of what it reopens. */
export function changed(
  context: HearingContext,
  happened: ContactEvent,
  reopens?: Served,
): Pick<Hearing, "contact" | "contactEvents"> {
  const { contact, at, settings, ids, scene } = context;
  const lane = nextLane(contact?.lane, context.lane);
  const event =
    lane === undefined || lane === contact?.lane
      ? happened
      : { ...happened, lane, ...(context.laneBy && { laneBy: context.laneBy }) };
  if (contact !== undefined) return { contact: apply(contact, event, at), contactEvents: [event] };
  const opens = {
    ticketId: reopens?.ticketId ?? ids(),
    dueAt: at + settings["bot.idleMs"],
    ...(scene?.queueId === undefined ? {} : { queue: scene.queueId }),
    ...(reopens && { reopens: { contactId: reopens.contactId, staffId: reopens.staffId } }),
  };
  const first = { ...event, opens };
  return { contact: apply(open(ids(), opens, at), first, at), contactEvents: [first] };
}

export const notice = (text: string): Say => ({ said: { kind: "text", text }, class: "notice" });
