import type { Instant } from "../../kernel/instant.ts";
import { letGo, type LiveAgent } from "../live/agent.ts";
import { exclude, type LiveContact } from "../live/contact.ts";
import type { QueueRules } from "../live/rules.ts";
import { type LiveWorld, touchAgent } from "../live/world.ts";
import { enterQueue, waitOn } from "../waiting/wait.ts";
import { endOffering, goWhenIdle, withdraw } from "./activate.ts";
import { rest, setPresence } from "../staff/presence.ts";

export type Failure = "no_answer" | "rejected" | "agent_left_ready";

/** An invitation to one agent came to nothing; the contact keeps its place (seats section 2.6). */
export function failOffer(
  world: LiveWorld,
  contact: LiveContact,
  agent: LiveAgent,
  how: Failure,
  at: Instant,
): void {
  const { offer, queue } = contact;
  if (offer === undefined || !offer.agents.includes(agent)) return;
  const { rules } = queue;
  offer.agents.splice(offer.agents.indexOf(agent), 1);
  pauseTogether(world, contact, agent.id, at + rules.pairMs);
  if (how === "agent_left_ready") withdraw(world, contact, agent, how, at);
  else {
    letGo(agent, contact);
    touchAgent(world, agent);
    goWhenIdle(world, agent, at);
    if (rules.declineExcludes) exclude(contact, agent.id);
    contact.wanted?.wantedBy.delete(contact);
    contact.wanted = undefined;
    rest(world, agent, at + (how === "rejected" ? rules.rejectMs : rules.noAnswerMs));
  }
  if (how === "no_answer") {
    agent.noAnswers += 1;
    world.decisions.push({ at, code: "rona", contactId: contact.id, agentId: agent.id });
    setAwayWhenAbsent(world, agent, rules, at);
  }
  if (offer.agents.length === 0) goOn(world, contact, at);
}

/** Consecutive offers not answered: she is not there, whatever she says. Her other offers go, too. */
function setAwayWhenAbsent(world: LiveWorld, agent: LiveAgent, rules: QueueRules, at: Instant): void {
  if (agent.presence !== "ready" || agent.noAnswers < rules.noAnswerMax) return;
  setPresence(world, agent, "auto_away", at);
  leaveOffers(world, agent, at);
  world.decisions.push({ at, code: "agent_state", agentId: agent.id, state: "auto_away" });
}

/** Leaving ready gives her offers back at once, and nobody is punished for it. */
export function leaveOffers(world: LiveWorld, agent: LiveAgent, at: Instant): void {
  const offered = [...agent.held.values()].filter(({ contact }) => contact.offer?.agents.includes(agent));
  for (const { contact } of offered.toSorted((one, other) => one.contact.seq - other.contact.seq))
    failOffer(world, contact, agent, "agent_left_ready", at);
}

/** Nobody of the offer is left: on it waits, or back it goes to whoever sent it. */
function goOn(world: LiveWorld, contact: LiveContact, at: Instant): void {
  const otherwise = contact.offer?.otherwise;
  const { owner, queue } = contact;
  endOffering(contact);
  if (otherwise === "sender" && owner !== undefined) {
    contact.state = "active";
    contact.transfer = undefined;
    world.decisions.push({ at, code: "kept", contactId: contact.id, agentId: owner.id });
    return;
  }
  if (otherwise === "queue") {
    contact.boostMs += queue.rules.returnedBoostMs;
    enterQueue(world, contact, queue, at);
    return;
  }
  waitOn(world, contact, at);
}

/** The same two are not tried again at once: nothing may turn in circles. */
export function pauseTogether(world: LiveWorld, contact: LiveContact, agentId: string, until: Instant): void {
  contact.pauses = new Map([...contact.pauses, [agentId, until]]);
  world.timers.set({
    at: until,
    kind: "cool_down",
    seq: contact.seq,
    fire() {
      if (contact.pauses.get(agentId) !== until) return;
      contact.pauses = new Map([...contact.pauses].filter(([id]) => id !== agentId));
      if (contact.state === "queued") world.touched.contacts.add(contact);
    },
  });
}
