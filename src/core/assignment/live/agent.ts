import type { Instant } from "../../kernel/instant.ts";
import type { Presence } from "../../seating/presence.ts";
import type { FreeClass, FreeEntry } from "../free/free-class.ts";
import type { LiveContact } from "./contact.ts";
import type { LiveQueue } from "./queue.ts";
import type { Profile } from "./skill.ts";

export type MembershipSpec = {
  readonly queueId: string;
  /** The agent's preference: 1 first. */
  readonly priority: number;
  /** The queue's: ring 0 first. */
  readonly level: number;
  /** How old a contact must be before she sees it, in ms. */
  readonly delayMs: number;
};

/** An agent as she enters the floor: what she can, and what is known of her until now. */
export type AgentSpec = {
  readonly id: string;
  /** Her seat's place among all seats: the last word but one where all else is equal. */
  readonly seat: number;
  readonly skills: Readonly<Record<string, number>>;
  readonly memberships: readonly MembershipSpec[];
  /** In units. */
  readonly capacity: number;
  /** How many of a channel at most; a channel that is not named has no limit. */
  readonly channelMax: Readonly<Record<string, number>>;
  /** Channels that stand alone, in both directions. */
  readonly exclusive: readonly string[];
  /** Channels that may pass the capacity by one contact. */
  readonly interrupts: readonly string[];
  readonly autoAccept: boolean;
  /** So many contacts within so long at most. */
  readonly rate: { readonly max: number; readonly windowMs: number } | undefined;
  readonly presence: Presence;
  readonly readySince: Instant;
  readonly lastOfferAt: Instant;
  readonly lastAcceptAt: Instant;
  readonly lastReleaseAt: Instant;
  readonly acceptedToday: number;
  /** Ready by her presence, but gets nothing new: her desk is silent, or she owes too many wrap-ups. */
  readonly heldBack?: HeldBack | undefined;
  /** 新人期: nothing is lent to her, and a queue may keep contacts from her. */
  readonly isNew?: true;
};

export type HeldBack = "silent" | "owes_wrapups";

export type Membership = MembershipSpec & {
  readonly queue: LiveQueue;
  /** Where she stands among the queue's free agents. */
  free?: { readonly among: FreeClass; readonly entry: FreeEntry } | undefined;
};

/** What an agent holds units for: an offer, a conversation, a wrap-up, her part in somebody else's. */
export type Held = { readonly contact: LiveContact; readonly units: number };

/** What she could take more, worked out anew whenever she changes. */
export type Room = {
  readonly spare: number;
  /** Bits of the channels that are shut for her; all, while an exclusive one is on. */
  readonly shut: number;
  /** Bits of the channels that may interrupt her now: none that is shut, or she would stand among the free for nothing. */
  readonly interrupts: number;
};

export type LiveAgent = {
  readonly id: string;
  spec: AgentSpec;
  profile: Profile;
  /** By priority, best first. */
  memberships: readonly Membership[];
  presence: Presence;
  readySince: Instant;
  lastOfferAt: Instant;
  lastAcceptAt: Instant;
  lastReleaseAt: Instant;
  acceptedToday: number;
  noAnswers: number;
  restsUntil: Instant;
  readonly recent: Instant[];
  readonly held: Map<string, Held>;
  used: number;
  readonly perChannel: Map<string, number>;
  room: Room;
  /** The heavy contact that her spare units are kept for. */
  keptFor: LiveContact | undefined;
  /** Waiting contacts of customers who had her before. */
  readonly wantedBy: Set<LiveContact>;
};

export const isSignedIn = ({ presence }: LiveAgent): boolean => presence !== "offline";

/** Units, what she has and what she was offered; never more by assignment than the capacity and one interruption. */
export function hold(agent: LiveAgent, contact: LiveContact, units: number): void {
  const before = agent.held.get(contact.id);
  if (before === undefined) countChannel(agent, contact.channel, 1);
  agent.held.set(contact.id, { contact, units });
  agent.used += units - (before?.units ?? 0);
}

export function letGo(agent: LiveAgent, contact: LiveContact): void {
  const before = agent.held.get(contact.id);
  if (before === undefined) return;
  agent.held.delete(contact.id);
  countChannel(agent, contact.channel, -1);
  agent.used = agent.held.size === 0 ? 0 : agent.used - before.units;
}

function countChannel(agent: LiveAgent, channel: string, by: number): void {
  const count = (agent.perChannel.get(channel) ?? 0) + by;
  if (count === 0) agent.perChannel.delete(channel);
  else agent.perChannel.set(channel, count);
}
