import { beforeEach, describe, expect, it } from "@jest/globals";
import { openWorld } from "../../../src/core/assignment/engine/open.ts";
import { step } from "../../../src/core/assignment/engine/step.ts";
import type { AgentSpec } from "../../../src/core/assignment/live/agent.ts";
import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import { defaultQueueRules, type QueueRules } from "../../../src/core/assignment/live/rules.ts";
import type { LiveWorld } from "../../../src/core/assignment/live/world.ts";
import { SECOND } from "../../../src/core/kernel/instant.ts";

// Each of these was found by `npm run sim`.

const RULES: QueueRules = { ...defaultQueueRules, id: "q" };
const agent = (id: string, more: Partial<AgentSpec> = {}): AgentSpec => ({
  id,
  seat: 1,
  skills: {},
  memberships: [{ queueId: "q", priority: 1, level: 0, delayMs: 0 }],
  capacity: 1,
  channelMax: {},
  exclusive: [],
  interrupts: [],
  autoAccept: false,
  rate: undefined,
  presence: "ready",
  readySince: 0,
  lastOfferAt: 0,
  lastAcceptAt: 0,
  lastReleaseAt: 0,
  acceptedToday: 0,
  ...more,
});
const comes = (id: string, units = 1): FloorEvent => ({
  code: "enqueued",
  contact: {
    id,
    queueId: "q",
    channel: "wechat",
    priority: 5,
    boostMs: 0,
    isVip: false,
    isPublic: false,
    dueAt: undefined,
    units,
    customer: id,
    skills: [],
    barred: [],
  },
});

let world: LiveWorld;
function open(rules: Partial<QueueRules>, ...agents: readonly AgentSpec[]): void {
  world = openWorld({
    at: 0,
    queues: [{ ...RULES, ...rules }],
    agents: agents.map((spec) => ({ ...spec, serving: [] })),
    lastAgents: [],
  });
}
/** What is decided in a second, by codes and whom they concern. */
const at = (second: number, ...events: readonly FloorEvent[]) =>
  step(world, events, second * SECOND).map((one) =>
    [one.code, "contactId" in one && one.contactId, "agentId" in one && one.agentId]
      .filter(Boolean)
      .join(" "),
  );
const turn = (rules: Partial<QueueRules>): FloorEvent => ({
  code: "queue_changed",
  rules: { ...RULES, ...rules },
});

describe("a floor that is turned while people wait", () => {
  beforeEach(() => open({}, agent("amy")));

  it("offers what waits to an agent who sees it after a while, though nobody did before she came", () => {
    open({}, agent("amy", { presence: "break" }));
    at(0, comes("c"));
    const memberships = [{ queueId: "q", priority: 1, level: 0, delayMs: 10 * SECOND }];
    expect(at(1, { code: "signed_in", agent: agent("bo", { memberships }) })).toEqual([]);
    expect(at(10)).toEqual(["offer c bo"]);
  });

  it("opens a ring that has been moved to an earlier age", () => {
    const second = [{ queueId: "q", priority: 1, level: 1, delayMs: 0 }];
    open(
      { rings: [0, 60 * SECOND] },
      agent("amy", { presence: "break" }),
      agent("bo", { memberships: second }),
    );
    at(0, comes("c"));
    expect(at(1, turn({ rings: [0, 20 * SECOND] }))).toEqual([]);
    expect(at(20)).toEqual(["offer c bo"]);
  });

  it("lets wait on what may wait for longer, and sends on at once what has waited too long by now", () => {
    open({ waitMsMax: 30 * SECOND }, agent("amy", { presence: "break" }));
    at(0, comes("c"));
    at(1, turn({ waitMsMax: 60 * SECOND }));
    expect(at(40)).toEqual([]);
    at(41, turn({ waitMsMax: 20 * SECOND }));
    expect(at(42)).toEqual(["overflow c"]);
  });

  it("keeps nobody for a heavy contact once nobody is to be kept", () => {
    open({ heavyAfterMs: SECOND }, agent("amy", { capacity: 2 }));
    at(0, comes("light"));
    at(0, { code: "accepted", contactId: "light", agentId: "amy" });
    at(1, comes("heavy", 2));
    at(3, comes("small"));
    expect(world.agents.get("amy")?.keptFor?.id).toBe("heavy");
    expect(at(4, turn({}))).toEqual(["offer small amy"]);
  });

  it("gives a transfer back to nobody who has signed out since", () => {
    open({}, agent("amy"), agent("bo", { presence: "break" }));
    at(0, comes("c"), { code: "accepted", contactId: "c", agentId: "amy" });
    at(1, { code: "accepted", contactId: "c", agentId: "amy" });
    at(2, { code: "transferred", contactId: "c", to: { queueId: "q", keepsAge: true } });
    at(3, { code: "presence", agentId: "amy", to: "offline" });
    expect(at(4, { code: "recalled", contactId: "c", agentId: "amy" })).toEqual(["error c amy"]);
    expect(world.contacts.get("c")?.state).toBe("queued");
  });
});
