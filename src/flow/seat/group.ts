import { nextAt } from "../../core/assignment/engine/step.ts";
import type { Decision } from "../../core/assignment/live/decision.ts";
import type { LiveWorld } from "../../core/assignment/live/world.ts";
import type { Pause } from "../../core/assignment/mirror/image.ts";
import { mirror, openMirror } from "../../core/assignment/mirror/mirror.ts";
import { type Instant, SECOND } from "../../core/kernel/instant.ts";
import type { SeatingLimits } from "../../core/queue/rules.ts";
import { callAll as callEach, makeOffer } from "../../core/seating/offering.ts";
import { isRefused, type SeatingContext, tell } from "./context.ts";
import { leaveMessage } from "./leave-message.ts";
import type { ContactStep, FloorFrame, Lease, Refused } from "./ports.ts";
import type { Seated } from "./watch.ts";

/** A decision that lost a race is looked at again so soon, */
const AGAIN_MS = 50;
/** and one that the rows know no reason for, so late: the recount tells why. */
const BAFFLED_MS = SECOND;

/** A queue group's floor in this node's memory. */
export type Group = {
  /** Looks at what changed, decides, or only what is due, makes it true; returns how much became so. */
  readonly seat: (at: Instant, what: "due" | "all") => Promise<number>;
  /** When time alone will bring a decision. */
  readonly nextAt: () => Instant | undefined;
  /** By which it was opened. */
  readonly lease: Lease;
};

type Memory = {
  readonly world: LiveWorld;
  readonly frame: FloorFrame;
  readonly sessions: Map<string, string>;
  /** What was thought of these did not become true. */
  readonly contacts: Set<string>;
  readonly agents: Set<string>;
  readonly pauses: Pause[];
};

/**
 * Seats a queue group for as long as its lease is ours. The world in memory is only ever told what the rows say; what
 * it decides is written on condition that they still say so, by one transaction each, and comes back as rows.
 */
export function openGroup(context: SeatingContext, lease: Lease, limits: SeatingLimits): Group {
  const { store } = context;
  let memory: Memory | undefined;

  async function look(at: Instant, what: "due" | "all"): Promise<readonly Decision[]> {
    if (memory !== undefined) {
      const { world, frame, contacts, agents } = memory;
      const looked = await store.look(frame, { contacts, agents, silent: silentIn(world) }, at);
      if (looked !== undefined) {
        for (const id of looked.agentsGone) memory.sessions.delete(id);
        for (const [staffId, sessionId] of looked.sessions) memory.sessions.set(staffId, sessionId);
        const pauses = memory.pauses.splice(0);
        contacts.clear();
        agents.clear();
        return mirror(world, { ...looked, pauses }, at, what);
      }
    }
    const { frame, sessions, ...floor } = await store.open(lease.groupId, limits, at);
    const world = openMirror(floor, at);
    memory = {
      world,
      frame,
      sessions: new Map(sessions),
      contacts: new Set(),
      agents: new Set(),
      pauses: [],
    };
    return mirror(world, NOTHING, at, what);
  }

  return {
    lease,
    async seat(at, what) {
      try {
        const decisions = await look(at, what);
        return memory === undefined ? 0 : await makeTrue(context, { lease, memory, decisions }, at);
      } catch (error) {
        // What was taken from the marks may be half told.
        memory = undefined;
        throw error;
      }
    },
    nextAt: () => {
      if (memory === undefined) return undefined;
      const again = memory.pauses.map(({ until }) => until);
      return Math.min(nextAt(memory.world) ?? Infinity, ...again);
    },
  };
}

const NOTHING = { agents: [], agentsGone: [], contacts: [], contactsGone: [], pauses: [] } as const;

const silentIn = ({ agents }: LiveWorld): ReadonlySet<string> =>
  new Set(
    [...agents.values()].flatMap(({ id, presence, spec }) =>
      presence === "ready" && spec.heldBack === "silent" ? [id] : [],
    ),
  );

type Made = { readonly lease: Lease; readonly memory: Memory; readonly decisions: readonly Decision[] };

/** What the clock ended in its order; offers side by side, as each is of another contact. */
async function makeTrue(context: SeatingContext, made: Made, at: Instant): Promise<number> {
  const { decisions } = made;
  const auto = new Set(
    decisions.flatMap((one) => (one.code === "assigned" && one.mode === "auto" ? [one.contactId] : [])),
  );
  let done = 0;
  for (const decision of decisions) {
    if (decision.code === "due_soon") context.watch.dueSoon(decision.contactId);
    if (decision.code === "overflow" && (await overflow(context, made.memory, decision, at))) done += 1;
  }
  const offers = roundsOf(decisions).map(([first, ...others]) =>
    others.length > 0
      ? callAll(context, made, [first, ...others], at)
      : offer(context, made, { ...first, mode: auto.has(first.contactId) ? "auto" : "offered" }, at),
  );
  // All of them are over before anything else is: no connection may be in the middle of one.
  await Promise.allSettled(offers);
  for (const isTrue of await Promise.all(offers)) if (isTrue) done += 1;
  return done;
}

type Asking = Extract<Decision, { readonly code: "offer" }>;
type Offering = Asking & { readonly mode: "offered" | "auto" };
type Round = [Asking, ...Asking[]];

/** Offers by contact: where all are called at once, several. */
function roundsOf(decisions: readonly Decision[]): readonly Round[] {
  const rounds = new Map<string, Round>();
  for (const one of decisions) {
    if (one.code !== "offer") continue;
    const round = rounds.get(one.contactId);
    if (round === undefined) rounds.set(one.contactId, [one]);
    else round.push(one);
  }
  return [...rounds.values()];
}

async function offer(
  context: SeatingContext,
  { lease, memory }: Made,
  { contactId, agentId: staffId, until: ends, mode, why }: Offering,
  at: Instant,
): Promise<boolean> {
  const { store, ids, watch } = context;
  const contact = memory.world.contacts.get(contactId);
  const sessionId = memory.sessions.get(staffId);
  if (contact === undefined || sessionId === undefined) throw new Error("decided on what is not there");
  const until = mode === "auto" ? at : ends;
  const { units, channel } = contact;
  const interrupts = memory.world.agents.get(staffId)?.spec.interrupts.includes(channel) === true;
  const given = { id: ids(), contactId, staffId, sessionId, at, until, units, why, interrupts };
  const written = await store.seat({ contactId, sessionId, lease }, at, (now, session) =>
    makeOffer(now, session, given, mode),
  );
  const seated: Seated = { contactId, staffId, waitedMs: at - contact.enqueuedAt, mode, why };
  if (!isRefused(written)) {
    watch.seated(seated, at);
    return tell(context, written);
  }
  watch.refused(seated, written);
  lookAgain(memory, { contactId, staffIds: [staffId] }, written, at);
  return false;
}

/** What was thought of these did not become true. */
function lookAgain(
  { contacts, agents, pauses }: Memory,
  { contactId, staffIds }: { readonly contactId: string; readonly staffIds: readonly string[] },
  written: Refused,
  at: Instant,
): void {
  if (written === "fenced") throw new Fenced();
  contacts.add(contactId);
  const until = at + (written === "nothing" ? BAFFLED_MS : AGAIN_MS);
  for (const staffId of staffIds) {
    agents.add(staffId);
    pauses.push({ contactId, agentId: staffId, until });
  }
}

/** 一起响: whoever is still free for it is asked; each gives her units until somebody has accepted. */
async function callAll(
  context: SeatingContext,
  { lease, memory }: Made,
  round: Round,
  at: Instant,
): Promise<boolean> {
  const { store, ids, watch } = context;
  const [{ contactId, until, why }] = round;
  const contact = memory.world.contacts.get(contactId);
  if (contact === undefined) throw new Error("decided on what is not there");
  const { units, channel } = contact;
  const agents = round.flatMap(({ agentId }) => memory.world.agents.get(agentId) ?? []);
  // Where nobody answers they are passed over in the order of their seats, which is that of these ids.
  const idOf = new Map(agents.toSorted((a, b) => a.spec.seat - b.spec.seat).map(({ id }) => [id, ids()]));
  const offers = agents.map(({ id: staffId, spec }) => ({
    id: idOf.get(staffId) ?? ids(),
    contactId,
    staffId,
    sessionId: memory.sessions.get(staffId) ?? "",
    at,
    until,
    units,
    why,
    interrupts: spec.interrupts.includes(channel),
  }));
  const staffIds = offers.map(({ staffId }) => staffId);
  const written = await store.callAll({ contactId, staffIds, lease }, at, (now, sessions) =>
    callEach(now, new Map([...sessions.values()].map((one) => [one.id, one])), offers),
  );
  for (const staffId of staffIds) {
    const seated: Seated = { contactId, staffId, waitedMs: at - contact.enqueuedAt, mode: "offered", why };
    if (isRefused(written)) watch.refused(seated, written);
    else watch.seated(seated, at);
  }
  if (!isRefused(written)) {
    for (const staffId of staffIds) context.publish("staff", staffId);
    return tell(context, written);
  }
  lookAgain(memory, { contactId, staffIds }, written, at);
  return false;
}

type Overflow = Extract<Decision, { readonly code: "overflow" }>;

/** It has waited too long by its row's own clock: on to the next queue, or she leaves a message. */
async function overflow(
  context: SeatingContext,
  { frame, contacts }: Memory,
  { contactId, to }: Overflow,
  at: Instant,
): Promise<boolean> {
  const { store, settingsOf, publish } = context;
  const isQueue = frame.queues.has(to);
  const written = await store.step(
    contactId,
    at,
    (contact, { accountId, hours }): ContactStep | undefined => {
      const { state, enteredAt = Infinity, queueId = "" } = contact;
      const waitMsMax = frame.queues.get(queueId)?.rules.waitMsMax ?? Infinity;
      if (state !== "queued" || enteredAt + waitMsMax > at) return undefined;
      if (isQueue) return { events: [{ code: "queued", reason: "overflow", queue: to }] };
      return leaveMessage(contact, { settings: settingsOf(accountId), hours }, at, "waited_too_long");
    },
  );
  contacts.add(contactId);
  if (!isRefused(written) && !isQueue) publish("send");
  return tell(context, written);
}

/** The lease is another's: whatever this node thinks of the floor is void. */
export class Fenced extends Error {}
