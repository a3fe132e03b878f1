import { endOffering } from "../happen/activate.ts";
import { countTurn } from "../dispatch/precedence.ts";
import { createContact } from "../happen/enqueue.ts";
import type { Instant } from "../../kernel/instant.ts";
import { hold, letGo } from "../live/agent.ts";
import { exclude, type LiveContact } from "../live/contact.ts";
import { type LiveWorld, touchAgent } from "../live/world.ts";
import { pauseTogether } from "../happen/fail-offer.ts";
import { enterAt, forget, freePublicSlot, stopWaiting, takePublicSlot, waitOn } from "../waiting/wait.ts";
import type { ContactImage, PastOffer } from "./image.ts";

/** Puts a contact as its row has it, whatever was thought of it. What is so already is left where it stands. */
export function contactIs(world: LiveWorld, image: ContactImage, at: Instant): void {
  const { spec, place, enqueuedAt, enteredAt } = image;
  const queue = world.queues.get(spec.queueId);
  // A call that is over is wrapped up as another channel: to the engine it is another contact.
  if ((world.contacts.get(spec.id)?.channel ?? spec.channel) !== spec.channel) contactGone(world, spec.id);
  const before = world.contacts.get(spec.id);
  if (queue === undefined) return before && contactGone(world, before.id);
  const contact = before ?? createContact(world, spec, queue, enqueuedAt);
  remember(world, contact, image);
  if (before !== undefined && isSo(contact, image)) {
    // What the engine made is true: from here on the row, not the engine, says when it is over.
    if (contact.offer !== undefined) contact.offer = { ...contact.offer };
    return;
  }
  // What was offered has had its turn then.
  if (before?.state === "queued" && place.state === "active") countTurn(world, before);
  if (before !== undefined) lift(world, contact);
  contact.preferId = image.preferId;
  contact.wanted = contact.excluded.has(image.preferId ?? "")
    ? undefined
    : world.agents.get(image.preferId ?? "");
  contact.enqueuedAt = enqueuedAt;
  contact.isFront = image.isFront === true;
  contact.boostMs =
    spec.boostMs +
    (spec.isVip ? queue.rules.vipBoostMs : 0) +
    (image.returns ?? 0) * queue.rules.returnedBoostMs;
  contact.spec = spec;
  enterAt(world, contact, queue, enteredAt);
  if (place.state === "queued") return waitOn(world, contact, at);
  const agent = world.agents.get(place.agentId);
  contact.state = place.state;
  contact.units = place.units;
  takePublicSlot(contact);
  if (place.state === "offered") {
    const others = (place.beside ?? []).flatMap((id) => world.agents.get(id) ?? []);
    contact.offer = { at, until: Infinity, agents: [...(agent === undefined ? [] : [agent]), ...others] };
    queue.offered += 1;
    for (const other of others) {
      hold(other, contact, place.units);
      touchAgent(world, other);
    }
    keep(world, contact, place.keeper);
  } else contact.owner = agent;
  joinAll(world, contact, image);
  if (agent === undefined || place.state === "held") return;
  hold(agent, contact, place.units);
  touchAgent(world, agent);
}

function joinAll(world: LiveWorld, contact: LiveContact, { members = [] }: ContactImage): void {
  for (const { agentId, units } of members) {
    const agent = world.agents.get(agentId);
    if (agent === undefined) continue;
    contact.members = new Map([...contact.members, [agent, "conference"]]);
    hold(agent, contact, units);
    touchAgent(world, agent);
  }
}

/** 暖转: her agent has it until it is another's. */
function keep(world: LiveWorld, contact: LiveContact, keeper: Keeper | undefined): void {
  const agent = world.agents.get(keeper?.agentId ?? "");
  if (keeper === undefined || agent === undefined || contact.offer === undefined) return;
  contact.offer.otherwise = "sender";
  contact.owner = agent;
  hold(agent, contact, keeper.units);
  touchAgent(world, agent);
}

const isKept = ({ id, owner }: LiveContact, keeper: Keeper | undefined): boolean =>
  owner?.id === keeper?.agentId && owner?.held.get(id)?.units === keeper?.units;

type Keeper = { readonly agentId: string; readonly units: number };

/** It is nobody's any more. */
export function contactGone(world: LiveWorld, contactId: string): void {
  const contact = world.contacts.get(contactId);
  if (contact === undefined) return;
  lift(world, contact);
  forget(world, contact);
}

function isSo(contact: LiveContact, image: ContactImage): boolean {
  const { spec, place, enqueuedAt, members = [] } = image;
  if (contact.state !== place.state || contact.queue.id !== spec.queueId) return false;
  if (contact.enqueuedAt !== enqueuedAt) return false;
  // What she asks may press more by now.
  if (place.state === "queued") return JSON.stringify(contact.spec) === JSON.stringify(spec);
  const asked = contact.offer?.agents ?? [];
  const agent = place.state === "offered" ? asked.find(({ id }) => id === place.agentId) : contact.owner;
  if (agent?.id !== place.agentId || (agent.held.get(contact.id)?.units ?? 0) !== place.units) return false;
  if (place.state === "offered") {
    const beside = place.beside ?? [];
    if (asked.length !== 1 + beside.length || beside.some((id) => !asked.some((one) => one.id === id)))
      return false;
    if (!isKept(contact, place.keeper)) return false;
  }
  const joined = [...contact.members.keys()];
  return (
    joined.length === members.length &&
    members.every(({ agentId, units }) =>
      joined.some((one) => one.id === agentId && one.held.get(contact.id)?.units === units),
    )
  );
}

/** Out of everything that it is in; what was learned of it stays. */
function lift(world: LiveWorld, contact: LiveContact): void {
  const { offer, owner, state } = contact;
  if (state === "queued") stopWaiting(world, contact);
  endOffering(contact);
  for (const agent of [...(offer?.agents ?? []), owner, ...contact.members.keys()]) {
    if (agent?.held.has(contact.id) !== true) continue;
    letGo(agent, contact);
    touchAgent(world, agent);
  }
  contact.owner = undefined;
  contact.members = NOBODY;
  freePublicSlot(world, contact);
}

const NOBODY: LiveContact["members"] = new Map();

const keyOfPast = ({ agentId, at, how }: PastOffer): string => `${agentId} ${at} ${how}`;

/** Who did not want it is not asked again, and nobody at once; whoever declined before may be forgiven by now. */
function remember(world: LiveWorld, contact: LiveContact, { past }: ContactImage): void {
  const { rules } = contact.queue;
  const { pastKnown } = contact;
  contact.pastKnown = new Set(past.map(keyOfPast));
  for (const one of past) {
    const { agentId, at, how } = one;
    // What was known has been reckoned with: it may have been forgiven in the very instant.
    if (at < contact.pastUntil || pastKnown.has(keyOfPast(one))) continue;
    if (how === "sent_back") contact.excluded = new Set([agentId]);
    if (how === "passed_on" || (how === "refused" && rules.declineExcludes)) exclude(contact, agentId);
    if (how !== "passed_on" && how !== "sent_back" && at + rules.pairMs > world.at)
      pauseTogether(world, contact, agentId, at + rules.pairMs);
  }
  contact.pastUntil = Math.max(contact.pastUntil, ...past.map(({ at }) => at));
}
