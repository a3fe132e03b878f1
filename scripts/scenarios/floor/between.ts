import { assign } from "../../../src/action/contact/passing/assign.ts";
import { bounce } from "../../../src/action/contact/passing/bounce.ts";
import { callBack } from "../../../src/action/contact/passing/call-back.ts";
import { recall } from "../../../src/action/contact/passing/recall.ts";
import { ask } from "../../../src/action/consult/ask.ts";
import { join, part } from "../../../src/action/consult/join.ts";
import type { FloorError } from "../../../src/core/assignment/live/decision.ts";
import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import { type Acting, actor, actorOf, idOf, type Outcome, tried } from "./acting.ts";
import { START } from "./stage.ts";

type Between = Extract<FloorEvent, { readonly code: "assigned" | "bounced" | "recalled" }>;
type Later = Extract<FloorEvent, { readonly code: "call_back_asked" }>;
type Beside = Extract<FloorEvent, { readonly code: "joined" | "parted" }>;

const ERRORS: Readonly<Record<string, FloorError>> = {
  agent_at_capacity: "at_capacity",
  agent_channel_full: "at_capacity",
  agent_channel_alone: "at_capacity",
  agent_not_seated: "not_eligible",
  at_capacity: "at_capacity",
  not_seated: "not_eligible",
  bounce_too_late: "too_late",
};

/** What is done to a contact between its agents, and by a supervisor. */
export function between({ stage, perform }: Acting, event: Between): Outcome {
  const id = stage.contacts.get(event.contactId) ?? stage.ids();
  const agent = actorOf(stage, event.agentId);
  return tried(
    () => {
      switch (event.code) {
        case "bounced":
          return perform(bounce, { id, why: "not_my_field" }, agent);
        case "recalled":
          return perform(recall, { id }, agent);
        case "assigned": {
          const given = { id, staffId: idOf(stage.staff, event.agentId), beyond: event.beyond === true };
          return perform(assign, given, agent);
        }
      }
    },
    ({ code }) => ERRORS[code] ?? "illegal_transition",
  );
}

/** A second person: the owner asks her, and she joins; whoever only listens is asked for advice. */
export async function beside(acting: Acting, event: Beside, owner: string | undefined): Outcome {
  const { stage, perform } = acting;
  const id = stage.contacts.get(event.contactId) ?? stage.ids();
  const agent = actorOf(stage, event.agentId);
  if (owner === undefined) return "illegal_transition";
  return tried(
    async () => {
      if (event.code === "parted") return perform(part, { id }, agent);
      const kind = event.role === "listen" ? "consult" : "invite";
      const { consultationId } = await perform(
        ask,
        { id, kind, staffId: agent.id, note: "see to it" },
        actor(owner),
      );
      return kind === "invite" ? perform(join, { id: consultationId }, agent) : undefined;
    },
    ({ code }) => ERRORS[code] ?? "illegal_transition",
  );
}

/** By anybody of the floor: whom it comes back to is the queue's business in a scenario. */
export async function later({ stage, perform }: Acting, event: Later): Outcome {
  const [staffId = stage.ids()] = stage.staff.values();
  const id = stage.contacts.get(event.contactId) ?? stage.ids();
  const dueAt = new Date(START + event.dueAt).toISOString();
  return tried(
    () => perform(callBack, { id, dueAt, note: "call her", unreached: false }, actor(staffId)),
    () => "illegal_transition",
  );
}
