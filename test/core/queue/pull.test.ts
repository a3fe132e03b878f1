import { describe, expect, it } from "@jest/globals";
import { apply } from "../../../src/core/contact/apply.ts";
import { open } from "../../../src/core/contact/contact.ts";
import type { Demand } from "../../../src/core/queue/demand.ts";
import { unitsIn } from "../../../src/core/queue/demand.ts";
import { defaultQueuePolicy } from "../../../src/core/queue/policy.ts";
import { mayPull, type Puller } from "../../../src/core/queue/pull.ts";

const AT = 1_000_000;
const opens = { ticketId: "t", dueAt: AT };
const waiting = (demand: Demand = {}) =>
  apply(open("c", opens, AT), { code: "queued", reason: "asked", demand, opens }, AT);
const amy: Puller = { staffId: "amy", presence: "ready", level: 0, delayMs: 0, abilities: {} };

describe("who may take a contact that waits", () => {
  it.each<[string, Demand, Partial<Puller>, number, boolean]>([
    ["whoever is ready", {}, {}, 0, true],
    ["nobody who is on a break", {}, { presence: "break" }, 0, false],
    ["nobody who must never get it", { barred: ["amy"] }, {}, 0, false],
    ["nobody without the skill", { skills: [{ skill: "fr", min: 1 }] }, {}, 0, false],
    [
      "nobody whose skill is too small",
      { skills: [{ skill: "fr", min: 3 }] },
      { abilities: { skills: { fr: 2 } } },
      0,
      false,
    ],
    [
      "whoever has less of it once that is enough",
      { skills: [{ skill: "fr", min: 3, relax: [{ afterMs: 30_000, min: 2 }] }] },
      { abilities: { skills: { fr: 2 } } },
      30_000,
      true,
    ],
    ["nobody of a ring that is not open", {}, { level: 1 }, 59_999, false],
    ["whoever is in a ring that is", {}, { level: 1 }, 60_000, true],
    ["nobody to whom it is too young", {}, { delayMs: 5_000 }, 4_999, false],
  ])("%s", (_, demand, puller, ageMs, may) => {
    const policy = { ...defaultQueuePolicy, rings: [0, 60_000] };
    expect(mayPull(waiting(demand), { ...amy, ...puller }, policy, AT + ageMs)).toBe(may);
  });
});

describe("what a contact takes of an agent", () => {
  it("is what its queue weighs its channel, else what it asks, else one", () => {
    const policy = { weights: { call: 3 } };
    expect(unitsIn(policy, { channel: "call", units: 2 })).toBe(3);
    expect(unitsIn(policy, { units: 2 })).toBe(2);
    expect(unitsIn(policy)).toBe(1);
  });
});
