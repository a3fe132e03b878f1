import { openWorld } from "../../src/core/assignment/engine/open.ts";
import { step } from "../../src/core/assignment/engine/step.ts";
import type { Decision } from "../../src/core/assignment/live/decision.ts";
import { createReader } from "./events.ts";
import type { Line, Scenario } from "./file.ts";
import { ms, openingOf } from "./opening.ts";

/** What the engine really does with a scenario, as the log that its conventions describe. */
export function play(scenario: Scenario): readonly Line[] {
  const world = openWorld(openingOf(scenario));
  const read = createReader(scenario);
  const due = scenario.events.filter(({ t }) => t <= scenario.until);
  const times = [...new Set(due.map(({ t }) => t))].toSorted((one, other) => one - other);
  const decisions = times.flatMap((t) => {
    const events = due.flatMap((event) => (event.t === t ? (read(event) ?? []) : []));
    return step(world, events, ms(t));
  });
  return [...decisions, ...step(world, [], ms(scenario.until))].flatMap(lineOf);
}

function lineOf(decision: Decision): readonly Line[] {
  const t = decision.at / ms(1);
  const { code: ev } = decision;
  switch (decision.code) {
    case "offer":
    case "assigned":
    case "rona":
      return [{ t, ev, contact: decision.contactId, agent: decision.agentId }];
    case "rescind":
      return [{ t, ev, contact: decision.contactId, agent: decision.agentId, reason: decision.reason }];
    case "agent_state":
      return [{ t, ev, agent: decision.agentId, state: decision.state }];
    case "overflow":
      return [{ t, ev, contact: decision.contactId, to: decision.to }];
    case "refuse":
      return [{ t, ev, contact: decision.contactId, reason: decision.reason }];
    case "abandoned":
      return [{ t, ev, contact: decision.contactId }];
    case "error": {
      const { contactId, agentId, error } = decision;
      return [
        { t, ev, ...(contactId && { contact: contactId }), ...(agentId && { agent: agentId }), code: error },
      ];
    }
    case "kept":
    case "orphaned":
    case "misrouted":
    case "due_soon":
      // The conventions' log has no line for these.
      return [];
  }
}
