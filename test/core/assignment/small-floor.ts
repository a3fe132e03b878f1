import { assign } from "../../../src/core/assignment/assign.ts";
import type {
  Assigned,
  PastOffer,
  ReadyAgent,
  SeatingLimits,
  World,
} from "../../../src/core/assignment/world.ts";
import { apply } from "../../../src/core/contact/apply.ts";
import { type Contact, open } from "../../../src/core/contact/contact.ts";
import { defaultQueuePolicy, type QueuePolicy } from "../../../src/core/queue/policy.ts";
import { acceptOffer, endOffer, makeOffer } from "../../../src/core/seating/offering.ts";
import { type AgentSession, applySession, signIn } from "../../../src/core/seating/session.ts";
import { type AgentWork, isAcceptable, type Offer, type WorkChange } from "../../../src/core/seating/work.ts";

export const QUEUE = "q";

export const LIMITS: SeatingLimits = {
  owedMax: 5,
  excludeMs: 120_000,
  coolMs: 10_000,
  pairMs: 1_000,
  silentMs: 30_000,
};

export type Seated = {
  readonly id: string;
  readonly capacity?: number;
  readonly since?: number;
  readonly queues?: readonly string[];
};

/** A floor in memory that is driven by core's own decisions alone: what a store would make true is true at once. */
export function openFloor(given: {
  readonly agents: readonly Seated[];
  readonly policy?: Partial<QueuePolicy>;
  readonly limits?: Partial<SeatingLimits>;
  readonly queues?: readonly string[];
}) {
  const limits = { ...LIMITS, silentMs: Infinity, ...given.limits };
  const queueIds = given.queues ?? [QUEUE];
  const policy = { ...defaultQueuePolicy, ...given.policy };
  const queues = new Map(queueIds.map((id) => [id, policy]));
  const contacts = new Map<string, Contact>();
  const sessions = new Map<string, AgentSession>();
  const members = new Map<string, readonly string[]>();
  const live = new Map<string, Offer>();
  const ended: PastOffer[] = [];
  let offers = 0;

  for (const { id, capacity = 1, since = 0, queues: of = queueIds } of given.agents) {
    const event = { code: "signed_in", staff: id, seat: id, presence: "ready", capacity, owed: 0 } as const;
    sessions.set(id, signIn(id, event, since));
    members.set(id, of);
  }
  const session = (id: string): AgentSession => found(sessions.get(id));
  const contact = (id: string): Contact => found(contacts.get(id));
  const workOf = (id: string): AgentWork => {
    const own = [...live.values()].filter(({ sessionId }) => sessionId === id);
    return { session: session(id), offers: own, contacts: own.map(({ contactId }) => contact(contactId)) };
  };

  function write(change: WorkChange, at: number): void {
    for (const { contact: before, events } of change.contacts) {
      contacts.set(
        before.id,
        events.reduce((one, event) => apply(one, event, at), before),
      );
    }
    const { before, events } = change.session;
    sessions.set(
      before.id,
      events.reduce((one, event) => applySession(one, event, at), before),
    );
    if (change.made !== undefined) live.set(change.made.id, change.made);
    for (const { offer, outcome } of change.ended) {
      live.delete(offer.id);
      if (outcome !== "accepted")
        ended.push({ contactId: offer.contactId, staffId: offer.staffId, outcome, at });
    }
  }

  const world = (at: number): World => ({
    queues,
    limits,
    ended,
    waiting: [...contacts.values()]
      .filter(({ state }) => state === "queued")
      .map(({ id, enqueuedAt = 0, preferId, queueId = QUEUE }) => ({
        id,
        queueId,
        enqueuedAt,
        ...(preferId !== undefined && { preferId }),
      })),
    agents: [...sessions.values()]
      .filter(({ presence }) => presence === "ready")
      .map((one): ReadyAgent => ({
        ...one,
        sessionId: one.id,
        seat: one.id,
        beatAt: at,
        levels: new Map((members.get(one.id) ?? []).map((id) => [id, 0])),
      })),
  });

  return {
    world,
    session,
    contact,
    contacts: () => [...contacts.values()],
    sessions: () => [...sessions.values()],
    offers: () => [...live.values()],
    offerOf: (contactId: string) => [...live.values()].find((offer) => offer.contactId === contactId),
    enqueue(id: string, at: number, extra: { readonly queue?: string; readonly prefer?: string } = {}): void {
      const { queue = QUEUE, prefer } = extra;
      const opening = {
        ticketId: `t-${id}`,
        dueAt: at,
        ...(prefer !== undefined && { reopens: { contactId: `before-${id}`, staffId: prefer } }),
      };
      contacts.set(
        id,
        apply(open(id, opening, at), { code: "queued", reason: "asked", queue, opens: opening }, at),
      );
    },
    /** Makes the decisions of one look true; a real store would refuse those that are not any more. */
    seat(at: number): Assigned {
      const assigned = assign(world(at), at);
      for (const { contact: waiting, agent, until } of assigned.decisions) {
        const offer = {
          id: `o${(offers += 1)}`,
          contactId: waiting.id,
          staffId: agent.staffId,
          sessionId: agent.sessionId,
          at,
          until: until ?? at,
        };
        const mode = until === undefined ? "auto" : "offered";
        write(found(makeOffer(contact(waiting.id), session(agent.sessionId), offer, mode)), at);
      }
      return assigned;
    },
    /** False: it is not hers to accept, or too late. */
    accept(agent: string, contactId: string, at: number): boolean {
      const offer = workOf(agent).offers.find((one) => one.contactId === contactId);
      if (offer === undefined || !isAcceptable(offer, at)) return false;
      write(acceptOffer(contact(contactId), session(agent), offer), at);
      return true;
    },
    end(offer: Offer, outcome: "rejected" | "no_answer" | "withdrawn", at: number): void {
      write(endOffer(workOf(offer.sessionId), offer, outcome, policy), at);
    },
    /** What the store does for a contact alone. */
    step(id: string, event: Parameters<typeof apply>[1], at: number): void {
      contacts.set(id, apply(contact(id), event, at));
    },
    stepSession(id: string, event: Parameters<typeof applySession>[1], at: number): void {
      sessions.set(id, applySession(session(id), event, at));
    },
    write,
    workOf,
  };
}

export type SmallFloor = ReturnType<typeof openFloor>;

export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the test's floor has no such thing");
  return value;
}
