import type { ContactSpec } from "../../src/core/assignment/live/contact.ts";
import type { FloorEvent } from "../../src/core/assignment/live/event.ts";
import type { Presence } from "../../src/core/seating/presence.ts";
import type { Scenario, ScenarioEvent } from "./file.ts";
import { agentOf, ms, presenceOf, rulesOf } from "./opening.ts";

/** How the events of one scenario read; keeps what later ones leave out. */
export function createReader({ config }: Scenario): (event: ScenarioEvent) => FloorEvent | undefined {
  const specs = new Map<string, ContactSpec>();
  const queues = new Map(config.queues.map((queue) => [queue.id, queue]));
  const agents = new Map(config.agents.map((agent, index) => [agent.id, { agent, seat: index + 1 }]));

  return (event) => {
    const contactId = event.contact ?? "";
    const agentId = event.agent ?? "";
    switch (event.ev) {
      case "enqueue": {
        const contact = contactOf(event);
        specs.set(contactId, contact);
        return { code: "enqueued", contact };
      }
      case "return": {
        const contact = specs.get(contactId);
        if (contact === undefined) throw new Error(`${contactId} returns, but has never come`);
        return { code: "returned", contact };
      }
      case "agent":
        if (event.state !== undefined) return presence(agentId, presenceOf(event.state));
        return changedAgent(event);
      case "queue": {
        const { t: _t, ev: _ev, mode: _mode, ...given } = event;
        const rules = { ...queues.get(event.queue ?? ""), ...given, id: event.queue ?? "" };
        queues.set(rules.id, rules);
        return { code: "queue_changed", rules: rulesOf(rules) };
      }
      default:
        return simple(event, contactId, agentId);
    }
  };

  function changedAgent({
    t: _t,
    ev: _ev,
    agent: id = "",
    skills: _skills,
    ...rest
  }: ScenarioEvent): FloorEvent {
    const before = agents.get(id);
    if (before === undefined) throw new Error(`no such agent: ${id}`);
    const agent = { ...before.agent, ...rest, id };
    agents.set(id, { ...before, agent });
    return { code: "agent_changed", agent: agentOf(agent, before.seat, [...queues.keys()]) };
  }
}

const presence = (agentId: string, to: Presence): FloorEvent => ({ code: "presence", agentId, to });

/** Events whose fields are a contact and an agent, and little more. */
function simple(event: ScenarioEvent, contactId: string, agentId: string): FloorEvent | undefined {
  switch (event.ev) {
    case "tick":
      return undefined;
    case "accept":
      return { code: "accepted", contactId, agentId };
    case "reject":
    case "decline":
      return { code: "rejected", contactId, agentId };
    case "take":
    case "pull":
      return { code: "taken", contactId, agentId };
    case "assign":
    case "force":
      return { code: "assigned", contactId, agentId, beyond: event.beyond ?? false };
    case "leave":
    case "abandon":
      return { code: "left", contactId };
    case "end":
      return { code: "ended", contactId };
    case "wrap_end":
    case "wrapped":
      return { code: "wrapped_up", contactId };
    case "dormant":
      return { code: "went_dormant", contactId };
    case "wake":
      return { code: "woke", contactId };
    case "hold":
      return { code: "held", contactId };
    case "unhold":
    case "resume":
      return { code: "resumed", contactId };
    case "write":
    case "message":
      return { code: "wrote", contactId };
    default:
      return rarer(event, contactId, agentId);
  }
}

function rarer(event: ScenarioEvent, contactId: string, agentId: string): FloorEvent {
  switch (event.ev) {
    case "transfer":
      return { code: "transferred", contactId, to: targetOf(event) };
    case "bounce":
      return { code: "bounced", contactId, agentId };
    case "recall":
      return { code: "recalled", contactId, agentId };
    case "join":
    case "conference":
      return {
        code: "joined",
        contactId,
        agentId,
        role: event.role === "listen" ? "listen" : "conference",
      };
    case "part":
      return { code: "parted", contactId, agentId };
    case "callback":
      return { code: "call_back_asked", contactId, dueAt: ms(event.due ?? event.t) };
    case "login":
    case "sign_in":
      return presence(agentId, "ready");
    case "logout":
    case "sign_out":
      return presence(agentId, "logging_out");
    case "lost":
    case "agent_lost": {
      const { waiting } = event;
      return { code: "lost", agentId, ...(waiting && { waiting }) };
    }
    case "day":
      return { code: "day_began" };
    case "freeze":
      return { code: "stopped" };
    case "thaw":
      return { code: "recovered" };
    default:
      throw new Error(`no such event: ${event.ev}`);
  }
}

function targetOf(event: ScenarioEvent) {
  const { to_queue: queueId, to_agent: agentId } = event;
  if (typeof queueId === "string") return { queueId, keepsAge: event.keep_age ?? true };
  if (typeof agentId === "string") return { agentId, isWarm: event.warm ?? event.mode === "warm" };
  throw new Error("a transfer says to_queue or to_agent");
}

function contactOf(event: ScenarioEvent): ContactSpec {
  const { contact: id = "", queue: queueId = "", skills = {}, due, promised } = event;
  return {
    id,
    queueId,
    channel: event.channel ?? "chat",
    priority: event.priority ?? 5,
    boostMs: ms(event.boost ?? 0),
    isVip: event.vip ?? false,
    followers: event.followers,
    isPublic: event.public ?? false,
    dueAt: due == null ? undefined : ms(due),
    ...(promised !== undefined && { promisedAt: ms(promised) }),
    units: event.weight ?? 1,
    customer: event.customer ?? id,
    skills: Object.entries(skills).map(([skill, need]) => {
      const { min, relax = [] } = typeof need === "number" ? { min: need } : need;
      const steps = relax.map((step) => ({ afterMs: ms(step.after), min: step.min ?? undefined }));
      return { skill, min, relax: steps.toSorted((one, other) => one.afterMs - other.afterMs) };
    }),
    barred: event.exclude ?? [],
  };
}
