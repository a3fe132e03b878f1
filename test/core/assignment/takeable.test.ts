import { describe, expect, it } from "@jest/globals";
import { standing, takeable, whyNotTake } from "../../../src/core/assignment/explain/takeable.ts";
import type { AgentSpec } from "../../../src/core/assignment/live/agent.ts";
import type { ContactSpec } from "../../../src/core/assignment/live/contact.ts";
import { defaultQueueRules, type QueueRules } from "../../../src/core/assignment/live/rules.ts";
import type { ContactImage } from "../../../src/core/assignment/mirror/image.ts";

const AT = 100_000;
const agent = (id: string, given: Partial<AgentSpec> = {}) => ({
  spec: {
    id,
    seat: 1,
    skills: {},
    memberships: [{ queueId: "q", priority: 1, level: 0, delayMs: 0 }],
    capacity: 2,
    channelMax: {},
    exclusive: [],
    interrupts: [],
    autoAccept: false,
    rate: undefined,
    presence: "ready" as const,
    readySince: 0,
    lastOfferAt: 0,
    lastAcceptAt: 0,
    lastReleaseAt: 0,
    acceptedToday: 0,
    ...given,
  },
  noAnswers: 0,
  restsUntil: 0,
});
const contact = (
  id: string,
  enqueuedAt: number,
  given: Partial<ContactSpec> = {},
  past: ContactImage["past"] = [],
): ContactImage => ({
  spec: {
    id,
    queueId: "q",
    channel: "chat",
    priority: 5,
    boostMs: 0,
    isVip: false,
    isPublic: false,
    dueAt: undefined,
    units: 1,
    customer: "",
    skills: [],
    barred: [],
    ...given,
  },
  place: { state: "queued" },
  enqueuedAt,
  enteredAt: enqueuedAt,
  preferId: undefined,
  past,
});
const floor = (
  rules: Partial<QueueRules>,
  agents: readonly ReturnType<typeof agent>[],
  contacts: readonly ContactImage[],
) => standing({ queues: [{ ...defaultQueueRules, id: "q", mode: "pull", ...rules }], agents, contacts }, AT);
const skilled = { skills: [{ skill: "fr", min: 3, relax: [] }] };

describe("what an agent may take herself", () => {
  it("is what waits, whoever comes first first", () => {
    const world = floor({}, [agent("amy")], [contact("new", 20), contact("old", 10)]);
    expect(takeable(world, "amy")).toEqual(["old", "new"]);
    expect(whyNotTake(world, "new", "amy")).toBeUndefined();
  });

  it("is of the first so many that are for her, whatever comes before them and is not", () => {
    const contacts = [contact("french", 10, skilled), contact("a", 20), contact("b", 30)];
    const world = floor({ pullVisibleMax: 1 }, [agent("amy"), agent("bo", { skills: { fr: 4 } })], contacts);
    expect(takeable(world, "amy")).toEqual(["a"]);
    expect(takeable(world, "bo")).toEqual(["french"]);
    expect(whyNotTake(world, "b", "amy")).toBe("not_visible");
    expect(whyNotTake(world, "french", "amy")).toBe("not_eligible");
  });

  it("is of the night and of now in turn, and whose turn it is follows from what was taken last", () => {
    const lives = ["a", "b", "c", "d"].map((id, nr) => contact(id, 50 + nr));
    const nights = ["old", "older"].map((id, nr) => contact(id, 10 + nr, { promisedAt: 1_000 + nr }));
    const waiting = [...lives, ...nights];
    expect(takeable(floor({}, [agent("amy")], waiting), "amy")).toEqual("old a b older c d".split(" "));
    const taken = (at: number, isOvernight: boolean): ContactImage => ({
      ...contact(`taken ${at}`, 5),
      place: { state: "active", agentId: "bo", units: 1 },
      turn: { at, isOvernight },
    });
    const after = (...turns: readonly ContactImage[]) =>
      floor({ pullVisibleMax: 3 }, [agent("amy"), agent("bo")], [...waiting, ...turns]);
    const fresh = after(taken(60, false), taken(70, true));
    expect(takeable(fresh, "amy")).toEqual(["a", "b", "old"]);
    expect(["c", "older"].map((id) => whyNotTake(fresh, id, "amy"))).toEqual(["not_visible", "not_visible"]);
    expect(takeable(after(taken(70, true), taken(80, false)), "amy")).toEqual(["a", "old", "b"]);
  });

  it("is of all queues that she takes from: each in its own order, whoever came first of their heads", () => {
    const queues = ["q", "r"].map((id) => ({ ...defaultQueueRules, id, mode: "pull" as const }));
    const [membership] = agent("amy").spec.memberships;
    const both = ["q", "r"].map((queueId) => ({ priority: 1, level: 0, delayMs: 0, ...membership, queueId }));
    const contacts = [
      contact("q1", 10),
      contact("q2", 40),
      contact("r1", 20, { queueId: "r" }),
      contact("r2", 30, { queueId: "r" }),
    ];
    const world = standing({ queues, agents: [agent("amy", { memberships: both })], contacts }, AT);
    expect(takeable(world, "amy")).toEqual(["q1", "r1", "r2", "q2"]);
  });

  it("leaves out what she has declined, until all have", () => {
    const past = [{ agentId: "amy", at: 50, how: "refused" as const }];
    const two = floor({}, [agent("amy"), agent("bo")], [contact("a", 10, {}, past)]);
    expect(takeable(two, "amy")).toEqual([]);
    expect(takeable(two, "bo")).toEqual(["a"]);
    expect(takeable(floor({}, [agent("amy")], [contact("a", 10, {}, past)]), "amy")).toEqual(["a"]);
  });

  it("is nothing while she rests, is on a break, owes too much, or her queue is closed", () => {
    const waiting = [contact("a", 10)];
    const resting = { ...agent("amy"), restsUntil: AT + 1 };
    expect(takeable(floor({}, [resting], waiting), "amy")).toEqual([]);
    expect(takeable(floor({}, [agent("amy", { presence: "break" })], waiting), "amy")).toEqual([]);
    expect(takeable(floor({}, [agent("amy", { heldBack: "owes_wrapups" })], waiting), "amy")).toEqual([]);
    expect(takeable(floor({ isOpen: false }, [agent("amy")], waiting), "amy")).toEqual([]);
  });

  it("stays in her sight while her hands are full, and cannot be taken then", () => {
    const world = floor({}, [agent("amy", { capacity: 0 })], [contact("a", 10)]);
    expect(takeable(world, "amy")).toEqual(["a"]);
    expect(whyNotTake(world, "a", "amy")).toBe("at_capacity");
  });
});
