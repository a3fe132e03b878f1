import type { Instant } from "../../kernel/instant.ts";
import { membershipOf, stageFor } from "../dispatch/eligible.ts";
import { isForBetter } from "../dispatch/first-for.ts";
import { precedenceName, precedenceOf } from "../dispatch/precedence.ts";
import { listFree } from "../free/list-free.ts";
import { strategyKey } from "../free/strategy-key.ts";
import type { LiveAgent } from "../live/agent.ts";
import type { LiveContact, Wants } from "../live/contact.ts";
import { opensAt } from "../live/queue.ts";
import { meets, proficiency } from "../live/skill.ts";
import type { LiveWorld } from "../live/world.ts";
import { compare } from "../order/compare.ts";
import { countAhead } from "../waiting/ahead.ts";
import { place } from "../waiting/place.ts";
import { type Candidate, CANDIDATES_MAX, type Explanation, type PassedOver } from "./explanation.ts";

/**
 * As of the instant that was decided last. The whole queue is looked at for it: this is for a person who asks, not for
 * each decision.
 */
export function explain(
  world: LiveWorld,
  contact: LiveContact,
  chosen: readonly LiveAgent[] = [],
): Explanation {
  const { at } = world;
  listFree(world, at);
  if (contact.state === "queued") place(world, contact, at);
  const { queue } = contact;
  const candidates = [...queue.members]
    .map((agent) => ({ agent, passedOver: whyNot(contact, agent, at) }))
    .toSorted((one, other) => inOrder(contact, one, other));
  const first = chosen.length > 0 ? chosen : candidates.slice(0, 1).map(({ agent }) => agent);
  const { version, order, strategy } = queue.rules;
  return {
    at,
    contactId: contact.id,
    queueId: queue.id,
    version,
    state: contact.state,
    ageMs: at - contact.enqueuedAt,
    ahead: countAhead(contact),
    order,
    precedence: precedenceName(precedenceOf(contact)),
    strategy,
    chosen: chosen.map(({ id }) => id),
    candidates: candidates.slice(0, CANDIDATES_MAX).map(({ agent, passedOver }): Candidate => ({
      agentId: agent.id,
      passedOver: passedOver ?? (first.includes(agent) ? undefined : { why: "later_in_order" }),
    })),
    more: Math.max(0, candidates.length - CANDIDATES_MAX),
  };
}

type Looked = { readonly agent: LiveAgent; readonly passedOver: PassedOver | undefined };

/** Whoever could have it first, then as the queue chooses. */
function inOrder({ queue, spec }: LiveContact, one: Looked, other: Looked): number {
  const key = ({ agent, passedOver }: Looked): readonly number[] => [
    Number(passedOver !== undefined),
    membershipOf(agent, queue)?.level ?? 0,
    queue.rules.strategy === "skill_best" ? -proficiency(spec.skills, agent.profile) : 0,
    ...strategyKey(agent, queue.rules),
    agent.spec.seat,
  ];
  const [ours, theirs] = [key(one), key(other)];
  const differs = ours.findIndex((value, index) => value !== theirs[index]);
  return differs < 0
    ? compare(one.agent.id, other.agent.id)
    : compare(ours[differs] ?? 0, theirs[differs] ?? 0);
}

/** The first thing that is against her; each by itself, so that the sentence can name it (seats section 2.2). */
function whyNot(contact: LiveContact, agent: LiveAgent, at: Instant): PassedOver | undefined {
  const { queue, wants } = contact;
  const { rules } = queue;
  const membership = membershipOf(agent, queue);
  if (!rules.isOpen) return { why: "queue_closed" };
  if (rules.mode === "pull") return { why: "pull_only" };
  if (agent.presence !== "ready") return { why: "not_ready", presence: agent.presence };
  if (agent.spec.heldBack !== undefined) return { why: agent.spec.heldBack };
  if (agent.restsUntil > at) return { why: "rests", until: agent.restsUntil };
  if (contact.bucket === undefined && contact.wanted !== agent && contact.wanted !== undefined)
    return { why: "waits_for_former" };
  if (wants === undefined || membership === undefined) return undefined;
  if (stageFor(queue, membership) > wants.stage)
    return { why: "too_young", opensAtMs: opensAt(queue, membership.level, membership.delayMs) };
  return (
    lacking(wants, agent) ??
    roomless(wants, agent) ??
    between(contact, agent, at) ??
    (isForBetter(agent, queue, at) ? { why: "better_queue" } : undefined)
  );
}

function lacking({ requirement }: Wants, { profile }: LiveAgent): PassedOver | undefined {
  if (meets(requirement, profile)) return undefined;
  if (requirement.keepsNewOut && profile.isNew) return { why: "newcomer" };
  const missing = requirement.minima.find(([skill, min]) => (profile.skills[skill] ?? -Infinity) < min);
  if (missing === undefined) return undefined;
  const [skill, min] = missing;
  return { why: "skill", skill, min, has: profile.skills[skill] };
}

function roomless({ channelBit, units }: Wants, { room, used, spec }: LiveAgent): PassedOver | undefined {
  if ((room.shut & channelBit) !== 0) return { why: "channel_shut" };
  const fits = room.spare >= units || (room.interrupts & channelBit) !== 0;
  return fits ? undefined : { why: "no_room", used, capacity: spec.capacity, units };
}

function between(contact: LiveContact, agent: LiveAgent, at: Instant): PassedOver | undefined {
  const until = contact.pauses.get(agent.id);
  if (contact.spec.barred.includes(agent.id)) return { why: "barred" };
  if (contact.excluded.has(agent.id)) return { why: "declined" };
  if (until !== undefined && until > at) return { why: "just_tried", until };
  return agent.keptFor === undefined || agent.keptFor === contact ? undefined : { why: "kept_for_heavy" };
}
