import { describe, expect, it } from "@jest/globals";
import { assign } from "../../../src/core/assignment/assign.ts";
import type { PastOffer, ReadyAgent, WaitingContact, World } from "../../../src/core/assignment/world.ts";
import { defaultQueuePolicy, type QueuePolicy } from "../../../src/core/queue/policy.ts";
import { LIMITS, QUEUE } from "./small-floor.ts";

const AT = 1_000_000;

const waits = (id: string, extra: Partial<WaitingContact> = {}): WaitingContact => ({
  id,
  queueId: QUEUE,
  enqueuedAt: AT - 60_000,
  ...extra,
});

const is = (staffId: string, extra: Partial<ReadyAgent> = {}): ReadyAgent => ({
  staffId,
  sessionId: `session of ${staffId}`,
  seat: staffId,
  capacity: 1,
  used: 0,
  idleSince: AT - 10_000,
  wrapupsOwed: 0,
  beatAt: AT,
  levels: new Map([[QUEUE, 0]]),
  ...extra,
});

const refused = (
  contactId: string,
  staffId: string,
  agoMs: number,
  outcome: PastOffer["outcome"] = "rejected",
) => ({
  contactId,
  staffId,
  outcome,
  at: AT - agoMs,
});

function look(given: Partial<World> & { readonly policy?: Partial<QueuePolicy> }) {
  const world: World = {
    queues: new Map([[QUEUE, { ...defaultQueuePolicy, ...given.policy }]]),
    waiting: [waits("c1")],
    agents: [is("amy")],
    ended: [],
    limits: LIMITS,
    ...given,
  };
  const { decisions, lookAt } = assign(world, AT);
  return {
    given: decisions.map(({ contact, agent }) => `${contact.id} to ${agent.staffId}`),
    decisions,
    lookAt,
  };
}

describe("who is served first", () => {
  it.each<[string, Partial<World>, string[]]>([
    [
      "whoever asked first, whatever stands first in the list",
      { waiting: [waits("young", { enqueuedAt: AT - 1 }), waits("old", { enqueuedAt: AT - 2 })] },
      ["old to amy"],
    ],
    [
      "of two in the same instant the one whose contact came first",
      { waiting: [waits("c2"), waits("c1")] },
      ["c1 to amy"],
    ],
    [
      "and a contact that nobody can take holds nobody up behind it",
      { waiting: [waits("c1", { queueId: "other" }), waits("c2")] },
      ["c2 to amy"],
    ],
    ["nobody where no agent is ready", { agents: [] }, []],
    ["nobody in a queue that is closed", { queues: new Map() }, []],
  ])("%s", (_, given, expected) => expect(look(given).given).toEqual(expected));
});

describe("who gets the contact", () => {
  it.each<[string, Partial<World>, string[]]>([
    [
      "the agent who has been idle longest",
      { agents: [is("amy"), is("bo", { idleSince: AT - 20_000 })] },
      ["c1 to bo"],
    ],
    [
      "first of all the level that the queue asks first",
      { agents: [is("amy", { idleSince: 0, levels: new Map([[QUEUE, 1]]) }), is("bo")] },
      ["c1 to bo"],
    ],
    [
      "by seat where all else is equal",
      { agents: [is("amy", { seat: "A-2" }), is("bo", { seat: "A-1" })] },
      ["c1 to bo"],
    ],
    [
      "the agent who had the fan before, though others have been idle longer",
      { waiting: [waits("c1", { preferId: "bo" })], agents: [is("amy", { idleSince: 0 }), is("bo")] },
      ["c1 to bo"],
    ],
    [
      "anybody where the agent who had the fan has no room",
      { waiting: [waits("c1", { preferId: "bo" })], agents: [is("amy"), is("bo", { used: 1 })] },
      ["c1 to amy"],
    ],
    ["nobody at her capacity", { agents: [is("amy", { capacity: 3, used: 3 })] }, []],
    ["nobody who is above her capacity", { agents: [is("amy", { capacity: 1, used: 2 })] }, []],
    ["nobody outside the queue", { agents: [is("amy", { levels: new Map([["other", 0]]) })] }, []],
    [
      "nobody who owes five wrap-ups",
      { agents: [is("amy", { wrapupsOwed: 5 }), is("bo", { wrapupsOwed: 4 })] },
      ["c1 to bo"],
    ],
    [
      "nobody whose desk has been silent",
      { agents: [is("amy", { beatAt: AT - 30_000 }), is("bo", { beatAt: AT - 29_999 })] },
      ["c1 to bo"],
    ],
  ])("%s", (_, given, expected) => expect(look(given).given).toEqual(expected));

  it("fills an agent up to her capacity and no further", () => {
    const waiting = ["c1", "c2", "c3", "c4"].map((id) => waits(id));
    expect(look({ waiting, agents: [is("amy", { capacity: 3 })] }).given).toEqual([
      "c1 to amy",
      "c2 to amy",
      "c3 to amy",
    ]);
  });

  it("counts what she got in one queue against her room in the other", () => {
    const both = new Map([
      [QUEUE, 0],
      ["r", 0],
    ]);
    const queues = new Map([
      [QUEUE, defaultQueuePolicy],
      ["r", defaultQueuePolicy],
    ]);
    const waiting = [waits("c1"), waits("c2", { queueId: "r" })];
    expect(look({ queues, waiting, agents: [is("amy", { levels: both })] }).given).toEqual(["c1 to amy"]);
  });

  it("goes round where contacts are accepted by themselves: each accept puts her last", () => {
    const waiting = ["c1", "c2", "c3"].map((id) => waits(id));
    const agents = [is("amy", { capacity: 5, idleSince: 1 }), is("bo", { capacity: 5, idleSince: 2 })];
    const { given, decisions } = look({ waiting, agents, policy: { autoAccept: true } });
    expect(given).toEqual(["c1 to amy", "c2 to bo", "c3 to amy"]);
    expect(decisions.every(({ until }) => until === undefined)).toBe(true);
  });

  it("gives an offer the time that its queue allows", () => {
    expect(look({ policy: { offerMs: 45_000 } }).decisions[0]?.until).toBe(AT + 45_000);
  });
});

describe("whoever refused", () => {
  const two = [is("amy", { idleSince: 0 }), is("bo")];

  it.each<[string, Partial<World>, string[]]>([
    ["is passed over for that contact", { agents: two, ended: [refused("c1", "amy", 60_000)] }, ["c1 to bo"]],
    [
      "and whoever did not answer",
      { agents: two, ended: [refused("c1", "amy", 60_000, "no_answer")] },
      ["c1 to bo"],
    ],
    ["but gets others", { agents: two, ended: [refused("c9", "amy", 60_000)] }, ["c1 to amy"]],
    ["after a short rest", { agents: two, ended: [refused("c9", "amy", 9_999)] }, ["c1 to bo"]],
    [
      "is asked again after the time set",
      { agents: two, ended: [refused("c1", "amy", 120_000)] },
      ["c1 to amy"],
    ],
    [
      "is asked again once everybody has refused",
      { agents: two, ended: [refused("c1", "amy", 30_000), refused("c1", "bo", 40_000)] },
      ["c1 to amy"],
    ],
    [
      "also where the others could not take it anyway",
      { agents: [is("amy"), is("bo", { wrapupsOwed: 9 })], ended: [refused("c1", "amy", 30_000)] },
      ["c1 to amy"],
    ],
    [
      "but waits while somebody who has not refused is merely full",
      { agents: [is("amy"), is("bo", { used: 1 })], ended: [refused("c1", "amy", 30_000)] },
      [],
    ],
    [
      "no longer comes first for having had the fan",
      { waiting: [waits("c1", { preferId: "amy" })], agents: two, ended: [refused("c1", "amy", 60_000)] },
      ["c1 to bo"],
    ],
  ])("%s", (_, given, expected) => expect(look(given).given).toEqual(expected));

  it("is not punished where the offer was taken back, but the two meet again only after a second", () => {
    const back = (agoMs: number) => look({ ended: [refused("c1", "amy", agoMs, "withdrawn")] });
    expect(back(999)).toMatchObject({ given: [], lookAt: AT + 1 });
    expect(back(1_000).given).toEqual(["c1 to amy"]);
  });

  it("is looked at again when her rest is over", () => {
    expect(look({ ended: [refused("c9", "amy", 4_000)] })).toMatchObject({ given: [], lookAt: AT + 6_000 });
  });
});
