import type { Instant } from "../../kernel/instant.ts";
import { hold, letGo, type LiveAgent } from "../live/agent.ts";
import type { LiveContact } from "../live/contact.ts";
import { type LiveWorld, touchAgent } from "../live/world.ts";
import { takePublicSlot } from "../waiting/wait.ts";
import { rest, setPresence } from "../staff/presence.ts";

type How = { readonly agent: LiveAgent; readonly mode: "accepted" | "auto" | "taken" | "forced" };

/** A contact has an agent: the one owner that it has. Everybody else who was asked is free again. */
export function activate(world: LiveWorld, contact: LiveContact, { agent, mode }: How, at: Instant): void {
  const others = contact.offer?.agents.filter((one) => one !== agent) ?? [];
  const sender = contact.offer?.otherwise === "sender" ? contact.owner : undefined;
  endOffering(contact);
  contact.state = "active";
  contact.owner = agent;
  contact.acceptedAt = at;
  contact.wanted = undefined;
  if (contact.transfer !== undefined) contact.transfer.acceptedAt = at;
  hold(agent, contact, contact.units);
  takePublicSlot(contact);
  agent.lastAcceptAt = at;
  agent.noAnswers = 0;
  agent.acceptedToday += 1;
  countRate(world, agent, at);
  world.touched.stale.add(agent);
  world.lastAgents.set(contact.spec.customer, { agentId: agent.id, at });
  world.decisions.push({ at, code: "assigned", contactId: contact.id, agentId: agent.id, mode });
  for (const other of others) withdraw(world, contact, other, "already_taken", at);
  if (sender !== undefined) free(world, contact, sender, at);
}

/** The offer is over, however it went; whom it was made to still holds its units. */
export function endOffering(contact: LiveContact): void {
  if (contact.offer === undefined) return;
  contact.offer = undefined;
  contact.queue.offered -= 1;
}

/** Taken back, without a mark against her: she keeps her place among the idle. */
export function withdraw(
  world: LiveWorld,
  contact: LiveContact,
  agent: LiveAgent,
  reason: "customer_left" | "agent_left_ready" | "already_taken" | "recalled" | "forced",
  at: Instant,
): void {
  letGo(agent, contact);
  touchAgent(world, agent);
  world.decisions.push({ at, code: "rescind", contactId: contact.id, agentId: agent.id, reason });
}

/** Her work on it is over: units and place among the idle. */
export function free(world: LiveWorld, contact: LiveContact, agent: LiveAgent, at: Instant): void {
  letGo(agent, contact);
  agent.lastReleaseAt = at;
  touchAgent(world, agent);
  goWhenIdle(world, agent, at);
}

/** Whoever asked to sign out goes with her last piece of work. */
export function goWhenIdle(world: LiveWorld, agent: LiveAgent, at: Instant): void {
  if (agent.presence !== "logging_out" || agent.held.size > 0) return;
  setPresence(world, agent, "offline", at);
  world.decisions.push({ at, code: "agent_state", agentId: agent.id, state: "offline" });
}

/** So many in a window: nothing more until the first of them is out of it. */
function countRate(world: LiveWorld, agent: LiveAgent, at: Instant): void {
  const { rate } = agent.spec;
  if (rate === undefined) return;
  agent.recent.push(at);
  if (agent.recent.length > rate.max) agent.recent.shift();
  const first = agent.recent[0];
  if (agent.recent.length === rate.max && first !== undefined) rest(world, agent, first + rate.windowMs);
}
