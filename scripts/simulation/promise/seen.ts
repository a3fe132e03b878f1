import type { LiveAgent } from "../../../src/core/assignment/live/agent.ts";
import type { ContactState } from "../../../src/core/assignment/live/contact.ts";
import type { Decision } from "../../../src/core/assignment/live/decision.ts";
import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import type { LiveWorld } from "../../../src/core/assignment/live/world.ts";
import type { Instant } from "../../../src/core/kernel/instant.ts";

/** One step of the engine, as somebody beside it saw it. */
export type Seen = {
  readonly world: LiveWorld;
  readonly before: Before;
  readonly at: Instant;
  /** What happened; undefined: only time passed. */
  readonly event: FloorEvent | undefined;
  readonly decisions: readonly Decision[];
  /** Whether time had been looked at up to here: else several instants were decided in one step. */
  readonly isOneInstant: boolean;
  /** And nothing was due in it: all that was decided followed from the event. */
  readonly isEventAlone: boolean;
};

/** What is remembered of the floor before the step. */
export type Before = {
  readonly contacts: ReadonlyMap<string, Was>;
  /** Agents who were kept for a heavy contact: they may be free again with the very step in which somebody else has it. */
  readonly kept: ReadonlySet<string>;
};

export type Was = {
  readonly state: ContactState;
  readonly owner: LiveAgent | undefined;
  readonly queueId: string;
};

/** A promise of the floor: what is wrong with what was seen, in words; undefined: nothing. */
export type Check = (seen: Seen) => string | undefined;

export function remember(world: LiveWorld): Before {
  const contacts = new Map<string, Was>();
  for (const { id, state, owner, queue } of world.contacts.values())
    contacts.set(id, { state, owner, queueId: queue.id });
  const kept = [...world.agents.values()].filter(({ keptFor }) => keptFor !== undefined).map(({ id }) => id);
  return { contacts, kept: new Set(kept) };
}
