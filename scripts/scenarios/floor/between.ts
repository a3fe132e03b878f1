import { assign } from "../../../src/action/contact/passing/assign.ts";
import { bounce } from "../../../src/action/contact/passing/bounce.ts";
import { recall } from "../../../src/action/contact/passing/recall.ts";
import type { FloorError } from "../../../src/core/assignment/live/decision.ts";
import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import { type Acting, actorOf, idOf, type Outcome, tried } from "./acting.ts";

type Between = Extract<FloorEvent, { readonly code: "assigned" | "bounced" | "recalled" }>;

const ERRORS: Readonly<Record<string, FloorError>> = {
  agent_at_capacity: "at_capacity",
  agent_not_seated: "not_eligible",
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
