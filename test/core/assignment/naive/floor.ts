import type {
  Scenario,
  ScenarioAgent,
  ScenarioEvent,
  ScenarioQueue,
} from "../../../../scripts/scenarios/file.ts";

/** Everything in seconds, everything looked up by scanning: slow, and easy to see that it is right. */
export type Contact = {
  readonly id: string;
  readonly seq: number;
  readonly spec: ScenarioEvent;
  queue: Queue;
  state: "queued" | "offered" | "active" | "dormant" | "wrapup" | "abandoned" | "gone";
  enqueued: number;
  entered: number;
  aged: number;
  boost: number;
  units: number;
  owner: Agent | undefined;
  offers: { readonly agent: Agent; readonly at: number }[];
  endsAt: number;
  leftAt: number;
  excluded: Set<string>;
  pauses: Map<string, number>;
  sticky: Agent | undefined;
};

export type Agent = {
  readonly id: string;
  readonly seat: number;
  readonly spec: ScenarioAgent;
  state: string;
  since: number;
  lastOffer: number;
  lastAccept: number;
  lastRelease: number;
  today: number;
  misses: number;
  restsUntil: number;
};

export type Queue = ScenarioQueue & {
  unstaffedSince: number | undefined;
  sincePromoted: number;
  sinceOvernight: number;
};

export type Floor = {
  t: number;
  readonly queues: readonly Queue[];
  readonly agents: readonly Agent[];
  readonly contacts: Contact[];
  readonly lastAgent: Map<string, readonly [string, number]>;
};

/** Where preloaded conversations are. */
const OUTSIDE: Queue = { id: "", unstaffedSince: undefined, sincePromoted: 0, sinceOvernight: 0 };

export function floorOf({ config }: Scenario): Floor {
  const floor: Floor = {
    t: 0,
    queues: config.queues.map((queue) => ({
      ...queue,
      unstaffedSince: 0,
      sincePromoted: Infinity,
      sinceOvernight: Infinity,
    })),
    agents: config.agents.map((spec, index) => ({
      id: spec.id,
      seat: spec.order ?? index + 1,
      spec,
      state: spec.state ?? "ready",
      since: spec.since ?? 0,
      lastOffer: spec.last_offer ?? -1,
      lastAccept: spec.last_assign ?? -1,
      lastRelease: spec.last_release ?? -1,
      today: spec.today ?? 0,
      misses: 0,
      restsUntil: -Infinity,
    })),
    contacts: [],
    lastAgent: new Map(Object.entries(config.last_agent ?? {})),
  };
  for (const agent of floor.agents)
    for (const [id, units] of agent.spec.preload ?? []) {
      const contact = newContact(
        floor,
        { t: 0, ev: "preload", contact: id, weight: units, customer: "" },
        OUTSIDE,
      );
      contact.state = "active";
      contact.owner = agent;
    }
  noteStaff(floor);
  return floor;
}

export function newContact(floor: Floor, spec: ScenarioEvent, queue: Queue): Contact {
  const channel = spec.channel ?? "chat";
  const contact: Contact = {
    id: spec.contact ?? "",
    seq: floor.contacts.length,
    spec,
    queue,
    state: "queued",
    enqueued: floor.t,
    entered: floor.t,
    aged: 0,
    boost: (spec.boost ?? 0) + (spec.vip === true ? (queue.vip_boost ?? 600) : 0),
    units: queue.weights?.[channel] ?? spec.weight ?? 1,
    owner: undefined,
    offers: [],
    endsAt: 0,
    leftAt: 0,
    excluded: new Set(),
    pauses: new Map(),
    sticky: undefined,
  };
  floor.contacts.push(contact);
  return contact;
}

export const channelOf = ({ spec }: Contact): string => spec.channel ?? "chat";

/** What somebody's hands are full of. */
export const heldBy = ({ contacts }: Floor, agent: Agent): readonly Contact[] =>
  contacts.filter(
    ({ state, owner, offers }) =>
      ((state === "active" || state === "wrapup") && owner === agent) ||
      offers.some((one) => one.agent === agent),
  );

export const usedBy = (floor: Floor, agent: Agent): number =>
  heldBy(floor, agent).reduce((sum, { units }) => sum + units, 0);

export type Membership = { readonly priority: number; readonly level: number; readonly delay: number };

export function membership({ spec }: Agent, queue: Queue): Membership | undefined {
  const { queues } = spec;
  const usual = { priority: 1, level: 0, delay: 0 };
  if (queues === undefined) return queue.id === "" ? undefined : usual;
  if (Array.isArray(queues)) return queues.includes(queue.id) ? usual : undefined;
  const given = queues[queue.id];
  return given && { priority: given.priority ?? 1, level: given.level ?? 0, delay: given.delay ?? 0 };
}

export const staffOf = ({ agents }: Floor, queue: Queue): readonly Agent[] =>
  agents.filter((agent) => agent.state !== "offline" && membership(agent, queue) !== undefined);

/** Since when nobody is signed in. */
export function noteStaff(floor: Floor): void {
  for (const queue of floor.queues) {
    if (staffOf(floor, queue).length > 0) queue.unstaffedSince = undefined;
    else queue.unstaffedSince ??= floor.t;
  }
}
