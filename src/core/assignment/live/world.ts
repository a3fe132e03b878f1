import type { Instant } from "../../kernel/instant.ts";
import { createTimers, type Timers } from "../order/timers.ts";
import type { LiveAgent } from "./agent.ts";
import type { LiveContact } from "./contact.ts";
import type { Decision } from "./decision.ts";
import { createQueue, type LiveQueue } from "./queue.ts";
import { defaultQueueRules, type QueueRules } from "./rules.ts";
import { createInterned, type Interned } from "./skill.ts";

/**
 * All of a queue group. `step` owns it and changes it in place: a copy of half a million waiting contacts for every
 * event would be no use to anybody. Nobody else writes to it, so the same events make the same world and decisions.
 */
export type LiveWorld = {
  readonly queues: Map<string, LiveQueue>;
  /** Where conversations are that came from no queue of ours: nobody is a member of it. */
  readonly outside: LiveQueue;
  readonly agents: Map<string, LiveAgent>;
  readonly contacts: Map<string, LiveContact>;
  /** Who had a customer last, and when. */
  readonly lastAgents: Map<string, { readonly agentId: string; readonly at: Instant }>;
  readonly timers: Timers;
  readonly interned: Interned;
  /** What may have become possible since the last pass: it looks at nothing else. */
  readonly touched: Touched;
  readonly decisions: Decision[];
  /** The instant that was decided last. */
  at: Instant;
  nextSeq: number;
  /** Counts the times that a queue's reserved slots or its promotion opened again. */
  precedenceOpened: number;
  isStopped: boolean;
  /** Whoever replays may look at the floor as it was when somebody was chosen. */
  watch: ((contact: LiveContact, chosen: readonly LiveAgent[]) => void) | undefined;
};

export type Touched = {
  readonly agents: Set<LiveAgent>;
  readonly contacts: Set<LiveContact>;
  /** Agents whose place among the free is out of date. */
  readonly stale: Set<LiveAgent>;
  /** Contacts from which everybody may be excluded now. */
  readonly excluding: Set<LiveContact>;
};

export function createWorld(queues: readonly QueueRules[], at: Instant): LiveWorld {
  return {
    queues: new Map(queues.map((rules) => [rules.id, createQueue(rules, at)])),
    outside: createQueue({ ...defaultQueueRules, id: "" }, at),
    agents: new Map(),
    contacts: new Map(),
    lastAgents: new Map(),
    timers: createTimers(),
    interned: createInterned(),
    touched: { agents: new Set(), contacts: new Set(), stale: new Set(), excluding: new Set() },
    decisions: [],
    at,
    nextSeq: 1,
    precedenceOpened: 0,
    isStopped: false,
    watch: undefined,
  };
}

/** She may be able to take more. */
export function touchAgent({ touched }: LiveWorld, agent: LiveAgent): void {
  touched.agents.add(agent);
  touched.stale.add(agent);
  for (const contact of agent.wantedBy) touched.contacts.add(contact);
}
