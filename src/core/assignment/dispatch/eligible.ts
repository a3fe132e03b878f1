import type { Instant } from "../../kernel/instant.ts";
import type { FreeClass } from "../free/free-class.ts";
import { hasRoom, mayHaveRoom } from "../free/room.ts";
import type { LiveAgent, Membership } from "../live/agent.ts";
import type { LiveContact, Wants } from "../live/contact.ts";
import { type LiveQueue, opensAt, stageOf } from "../live/queue.ts";
import { meets } from "../live/skill.ts";

/** Whether agents like these may have contacts like these, but for their weight: ring, delay, skills, room (seats section 2.2). */
export const fits = (queue: LiveQueue, among: FreeClass, wants: Wants): boolean =>
  mayHaveRoom(among, wants.channelBit) &&
  meets(wants.requirement, among.profile) &&
  stageFor(queue, among) <= wants.stage;

/** All of it, of one agent who asks about many contacts at once. */
export const fitsFrom = (stage: number, agent: LiveAgent, wants: Wants): boolean =>
  stage <= wants.stage &&
  hasRoom(agent.room, wants.channelBit, wants.units) &&
  meets(wants.requirement, agent.profile);

/** How many of the queue's ages a contact must have reached for them. */
export const stageFor = (
  queue: LiveQueue,
  { level, delayMs }: { readonly level: number; readonly delayMs: number },
): number => stageOf(queue, opensAt(queue, level, delayMs));

/** What `fits` leaves open: her own units, and nothing between the two of them. */
export const mayHave = (agent: LiveAgent, contact: LiveContact, wants: Wants, at: Instant): boolean =>
  hasRoom(agent.room, wants.channelBit, wants.units) && mayMeet(agent, contact, at);

/** Nothing between the two of them: neither refused, nor just tried, nor is she kept for another. */
export const mayMeet = (agent: LiveAgent, contact: LiveContact, at: Instant): boolean =>
  (agent.keptFor === undefined || agent.keptFor === contact) &&
  !contact.excluded.has(agent.id) &&
  (contact.pauses.get(agent.id) ?? -Infinity) <= at &&
  !contact.spec.barred.includes(agent.id);

export const membershipOf = (agent: LiveAgent, queue: LiveQueue): Membership | undefined =>
  agent.memberships.find((membership) => membership.queue === queue);

/** Whether anything is offered from it. */
export const isDispatched = ({ rules }: LiveQueue): boolean => rules.mode === "push" && rules.isOpen;
