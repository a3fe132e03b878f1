import type { Voice } from "../voice/voice.ts";
import type { ContactState } from "../contact/contact.ts";
import type { Lane } from "../queue/lane.ts";
import type { ConsultEnd, ConsultKind } from "../consult/consultation.ts";
import type { Surface } from "../conversation/surface.ts";
import type { MediaState, ShownContent } from "../conversation/shown.ts";
import type { Presence } from "../seating/presence.ts";
import type { Covering, Phone } from "./beside.ts";

/** What an agent's desk shows, as the API tells it. Moments are ISO strings. */

export type Person = { readonly id: string; readonly name: string };

export type Fan = {
  readonly identityId: string;
  readonly name: string | null;
  readonly remark: string | null;
  readonly externalId: string;
};

export type Channel = {
  readonly accountId: string;
  readonly accountName: string;
  readonly platform: string;
  readonly simulated: boolean;
};

export type Author = "fan" | "bot" | "agent" | "system";

export type Preview = {
  readonly seq: number;
  readonly at: string;
  readonly author: Author;
  readonly internal: boolean;
  readonly kind: string;
  readonly text: string;
};

/** One contact as lists show it. */
export type ContactRow = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly ticketId: string;
  readonly state: ContactState;
  readonly version: number;
  readonly fan: Fan;
  readonly channel: Channel;
  readonly surface: Surface;
  readonly queue: { readonly id: string; readonly name: string } | null;
  readonly owner: Person | null;
  /** 新人期: on which day as a new agent its owner got it, from 1; null: she was none. */
  readonly newcomerDay: number | null;
  /** Who writes to the fan beside her. */
  readonly members: readonly Person[];
  readonly last: Preview | null;
  readonly seq: number;
  readonly unread: number;
  readonly unknownSends: number;
  readonly waitingSince: string | null;
  readonly createdAt: string;
  readonly enqueuedAt: string | null;
  readonly queueReason: string | null;
  /** What her matter is, as her words told; null where nothing did. */
  readonly lane: Lane | null;
  readonly reopened: boolean;
  readonly promisedAt: string | null;
  readonly nightDueAt: string | null;
  readonly acceptedAt: string | null;
  readonly heldSince: string | null;
  readonly heldBy: "agent" | "timer" | null;
  readonly bounceUntil: string | null;
  /** How often it was passed on. */
  readonly transfers: number;
  /** 暖转: who is asked to take it over, and until when she may. */
  readonly passing: { readonly to: Person; readonly until: string } | null;
  readonly talkEndedAt: string | null;
  readonly dueAt: string | null;
  readonly owedSince: string | null;
  readonly endedAt: string | null;
  readonly resolution: string | null;
  /** What the fan has said of it: 1 to 5. */
  readonly rating: number | null;
};

export type ShownOffer = {
  readonly offerId: string;
  readonly offeredAt: string;
  readonly until: string;
  /** The fan's last words, whatever we have said since. */
  readonly said: Preview | null;
  readonly contact: ContactRow;
};

export type Seated = {
  readonly id: string;
  readonly seatNumber: string;
  readonly presence: Presence;
  readonly reason: string | null;
  readonly cause: string | null;
  /** The supervisor who set her so. */
  readonly setBy: string | null;
  /** When she plans to be back from a break. */
  readonly backAt: string | null;
  readonly since: string;
  readonly capacity: number;
  /** Of it, what a preset that runs lends her. */
  readonly extra: number;
  /** The supervisor who gave her that for this sign-in. */
  readonly capacityBy: string | null;
  readonly used: number;
  readonly wrapupsOwed: number;
  readonly signedInAt: string;
  readonly version: number;
};

export type Counts = {
  readonly mine: number;
  readonly waiting: number;
  readonly bot: number;
  readonly colleagues: number | null;
  readonly endedToday: number;
};

/** A fan of whom I want to be told when she writes again; `heardAt`: she has. */
export type Awaited = {
  readonly conversationId: string;
  readonly fan: Fan;
  readonly since: string;
  readonly heardAt: string | null;
};

/** What I am asked about a colleague's contact, or, where it is mine, asked and have not been told the end of. */
export type Consult = {
  readonly consultationId: string;
  readonly kind: ConsultKind;
  readonly contactId: string;
  readonly conversationId: string;
  readonly fan: Fan;
  readonly by: Person;
  /** Null: of leaders nobody yet. */
  readonly asked: Person | null;
  readonly reason: string | null;
  /** The beginning of what was asked, and of the answer. */
  readonly said: string | null;
  readonly answer: string | null;
  readonly at: string;
  readonly endedAt: string | null;
  readonly how: ConsultEnd | null;
  /** 审稿: a new agent's reply as she wrote it, the fan's last words and their number; whether leaders are asked, too. */
  readonly review: {
    readonly text: string;
    readonly fanSaid: string | null;
    readonly fanSeq: number;
    readonly isWide: boolean;
  } | null;
};

export type Desk = {
  readonly session: Seated | null;
  readonly contacts: readonly ContactRow[];
  readonly offers: readonly ShownOffer[];
  readonly counts: Counts;
  readonly awaited: readonly Awaited[];
  readonly consults: readonly Consult[];
  readonly covering: Covering;
  readonly phone: Phone;
};

export type SendState =
  | "queued"
  | "passive"
  | "sending"
  | "written"
  | "accepted"
  /** Of notices: taken, and whether she was shown it comes; she was; she was not. */
  | "given"
  | "delivered"
  | "undelivered"
  /** Taken; the platform looks at its picture or voice, and does not like it. */
  | "checking"
  | "flagged"
  | "unknown"
  | "rejected"
  | "expired";

export type Send = {
  readonly state: SendState;
  readonly code: string | null;
  readonly resendOf: number | null;
};

export type MessageItem = {
  readonly type: "message";
  readonly seq: number;
  readonly at: string;
  readonly contactId: string | null;
  readonly author: Author;
  readonly staff: Person | null;
  readonly internal: boolean;
  readonly content: ShownContent;
  /** How a fan's words sound, where it is worth telling. */
  readonly voice?: Voice;
  readonly send: Send | null;
};

export type Happening = {
  readonly type: "event";
  readonly id: string;
  readonly at: string;
  readonly subject: "contact" | "ticket";
  readonly contactId: string | null;
  readonly actor: { readonly kind: "fan" | "bot" | "system" | "staff"; readonly staff: Person | null };
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
};

export type ThreadItem = MessageItem | Happening;

export type { MediaState };
