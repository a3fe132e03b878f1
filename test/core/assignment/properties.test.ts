import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { assign } from "../../../src/core/assignment/assign.ts";
import type { PastOffer, ReadyAgent, WaitingContact, World } from "../../../src/core/assignment/world.ts";
import { defaultQueuePolicy } from "../../../src/core/queue/policy.ts";
import { LIMITS } from "./small-floor.ts";

const AT = 10_000_000;
const QUEUES = ["p", "q", "r"];
const NAMES = ["amy", "bo", "cy", "di", "ed"];
const CONTACTS = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"];

const agent = (staffId: string): fc.Arbitrary<ReadyAgent> =>
  fc.record({
    staffId: fc.constant(staffId),
    sessionId: fc.constant(`s-${staffId}`),
    seat: fc.constantFrom("A-1", "A-2"),
    capacity: fc.integer({ min: 1, max: 3 }),
    used: fc.integer({ min: 0, max: 4 }),
    idleSince: fc.integer({ min: AT - 5, max: AT }),
    wrapupsOwed: fc.constantFrom(0, 4, 5, 6),
    beatAt: fc.constantFrom(AT, AT - LIMITS.silentMs),
    levels: fc
      .uniqueArray(fc.constantFrom(...QUEUES), { maxLength: 3 })
      .map((ids) => new Map(ids.map((id, index) => [id, index % 2]))),
  });

const waiting = (id: string): fc.Arbitrary<WaitingContact> =>
  fc.record(
    {
      id: fc.constant(id),
      queueId: fc.constantFrom(...QUEUES),
      enqueuedAt: fc.integer({ min: AT - 5, max: AT }),
      preferId: fc.constantFrom(...NAMES),
    },
    { requiredKeys: ["id", "queueId", "enqueuedAt"] },
  );

const ended: fc.Arbitrary<PastOffer> = fc.record({
  contactId: fc.constantFrom(...CONTACTS),
  staffId: fc.constantFrom(...NAMES),
  outcome: fc.constantFrom(
    "rejected" as const,
    "no_answer" as const,
    "withdrawn" as const,
    "agent_gone" as const,
  ),
  at: fc.constantFrom(AT - 500, AT - 5_000, AT - 50_000, AT - 500_000),
});

const each = <T>(names: readonly string[], of: (name: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.subarray([...names]).chain((some) => fc.tuple(...some.map(of)));

const worlds: fc.Arbitrary<World> = fc.record({
  queues: fc
    .array(fc.boolean(), { minLength: 3, maxLength: 3 })
    .map(
      (autos) =>
        new Map(
          QUEUES.map((id, index) => [id, { ...defaultQueuePolicy, autoAccept: autos[index] === true }]),
        ),
    ),
  waiting: each(CONTACTS, waiting),
  agents: each(NAMES, agent),
  ended: fc.array(ended, { maxLength: 12 }),
  limits: fc.constant(LIMITS),
});

/** The rule of seats section 2.2 as it reads, apart from the code that is tested. */
function mayHave(world: World, contact: WaitingContact, one: ReadyAgent, used: number): boolean {
  const refusals = world.ended.filter(({ outcome }) => outcome === "rejected" || outcome === "no_answer");
  const excludes = (staffId: string) =>
    refusals.some(
      (offer) =>
        offer.contactId === contact.id && offer.staffId === staffId && AT - offer.at < LIMITS.excludeMs,
    );
  const couldServe = (other: ReadyAgent) =>
    other.wrapupsOwed < LIMITS.owedMax && AT - other.beatAt < LIMITS.silentMs;
  const everybodyRefused = world.agents
    .filter((other) => other.levels.has(contact.queueId) && couldServe(other))
    .every((other) => excludes(other.staffId));
  return (
    one.levels.has(contact.queueId) &&
    couldServe(one) &&
    used < one.capacity &&
    !refusals.some((offer) => offer.staffId === one.staffId && AT - offer.at < LIMITS.coolMs) &&
    !world.ended.some(
      (offer) =>
        offer.staffId === one.staffId && offer.contactId === contact.id && AT - offer.at < LIMITS.pairMs,
    ) &&
    (everybodyRefused || !excludes(one.staffId))
  );
}

const check = (rule: (world: World, decisions: ReturnType<typeof assign>["decisions"]) => void): void =>
  fc.assert(
    fc.property(worlds, (world) => rule(world, assign(world, AT).decisions)),
    { numRuns: 1_000 },
  );

describe("whatever the floor looks like", () => {
  it("no agent gets more than she has room for", () => {
    check((world, decisions) => {
      for (const { sessionId, used, capacity } of world.agents) {
        const got = decisions.filter((decision) => decision.agent.sessionId === sessionId).length;
        if (got > 0) expect(used + got).toBeLessThanOrEqual(capacity);
      }
    });
  });

  it("no contact goes to two", () => {
    check((_, decisions) => {
      const ids = decisions.map(({ contact }) => contact.id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  it("nobody gets a contact that she may not have", () => {
    check((world, decisions) => {
      const used = new Map(world.agents.map((one) => [one.sessionId, one.used]));
      for (const { contact, agent: one } of decisions) {
        const now = used.get(one.sessionId) ?? 0;
        expect(mayHave(world, contact, one, now)).toBe(true);
        used.set(one.sessionId, now + 1);
      }
    });
  });

  it("no contact waits on beside an agent who is free for it", () => {
    check((world, decisions) => {
      const given = new Set(decisions.map(({ contact }) => contact.id));
      for (const contact of world.waiting.filter(({ id }) => !given.has(id))) {
        for (const one of world.agents) {
          const got = decisions.filter((decision) => decision.agent.sessionId === one.sessionId).length;
          expect(mayHave(world, contact, one, one.used + got)).toBe(false);
        }
      }
    });
  });

  it("nobody is overtaken: who got an agent later in the order took her from nobody before", () => {
    check((world, decisions) => {
      const given = new Map(decisions.map(({ contact, agent: one }) => [contact.id, one]));
      for (const early of world.waiting.filter(({ id }) => !given.has(id))) {
        for (const late of world.waiting) {
          const one = given.get(late.id);
          const isLater =
            late.enqueuedAt > early.enqueuedAt ||
            (late.enqueuedAt === early.enqueuedAt && late.id > early.id);
          const before = world.agents.find(({ staffId }) => staffId === one?.staffId);
          if (isLater && before !== undefined) expect(mayHave(world, early, before, before.used)).toBe(false);
        }
      }
    });
  });

  it("the same floor gives the same decisions, in whatever order it is listed", () => {
    check((world, decisions) => {
      const turned = { ...world, waiting: world.waiting.toReversed(), agents: world.agents.toReversed() };
      const said = (all: typeof decisions) =>
        all.map(({ contact, agent: one }) => `${contact.id} ${one.staffId}`);
      expect(said(assign(turned, AT).decisions)).toEqual(said(decisions));
    });
  });
});
