import { describe, expect, it } from "@jest/globals";

import type { AgentImage, ContactImage, Floor } from "../../../src/core/assignment/mirror/image.ts";
import { HOUR, type Instant, MINUTE } from "../../../src/core/kernel/instant.ts";
import { type Course, courseOf } from "../../../src/core/preset/forecast/course.ts";
import { play } from "../../../src/core/preset/forecast/play.ts";
import type { QueueAlarms } from "../../../src/core/queue/alarm.ts";
import type { Pace } from "../../../src/core/preset/forecast/lives.ts";
import { besideForecast, floorUnder, playable } from "../../../src/core/preset/forecast/under.ts";
import type { Deviation } from "../../../src/core/preset/deviation.ts";
import { defaultQueuePolicy } from "../../../src/core/queue/policy.ts";
import { limitsOf, rulesOf } from "../../../src/core/queue/rules.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";

const NOW: Instant = Date.UTC(2026, 10, 11, 2);
const rules = (id: string) =>
  rulesOf({ id, version: 1, policy: defaultQueuePolicy }, limitsOf(defaultSettings));

const agent = (n: number, queueId: string, capacity: number): AgentImage => ({
  spec: {
    id: `agent ${queueId} ${n}`,
    seat: n,
    skills: { en: 1 },
    memberships: [{ queueId, priority: 1, level: 0, delayMs: 0 }],
    capacity,
    channelMax: {},
    exclusive: [],
    interrupts: [],
    autoAccept: false,
    rate: undefined,
    presence: "ready",
    readySince: NOW - HOUR,
    lastOfferAt: 0,
    lastAcceptAt: 0,
    lastReleaseAt: 0,
    acceptedToday: 0,
  },
  noAnswers: 0,
  restsUntil: -Infinity,
});

const waits = (n: number, queueId: string): ContactImage => ({
  spec: {
    id: `waits ${n}`,
    queueId,
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
  },
  place: { state: "queued" },
  enqueuedAt: NOW - n * 1_000,
  enteredAt: NOW - n * 1_000,
  preferId: undefined,
  past: [],
});

/** Forty wait, two agents of three, and as many come as they can hardly answer. */
const floor: Floor = {
  queues: [rules("shop"), rules("agency")],
  agents: [agent(1, "shop", 3), agent(2, "shop", 3), agent(1, "agency", 5)],
  contacts: Array.from({ length: 40 }, (_, n) => waits(n, "shop")),
};
const pace = (queueId: string, othersCame: number, publicCame = 0): Pace => ({
  queueId,
  othersCame,
  publicCame,
  talkMs: 4 * MINUTE,
  wrapMs: 40_000,
});

const played = (on: Floor, ...paces: readonly Pace[]): Course => playedUnder(new Map(), on, ...paces);

function playedUnder(alarms: ReadonlyMap<string, QueueAlarms>, on: Floor, ...paces: readonly Pace[]): Course {
  const playing = play({ floor: playable(on), paces, dueMs: 15 * MINUTE, alarms, at: NOW });
  for (let step = playing.next(); ; step = playing.next())
    if (step.done === true) return courseOf([step.value]);
}
const under = (...deviations: Deviation[]): Floor => floorUnder(floor, [], deviations);

describe("the next hour", () => {
  const usual = played(floor, pace("shop", 70));

  it("begins with who waits now, and goes on as the last one went", () => {
    expect(usual.waiting).toHaveLength(61);
    // Six have an offer at once, which counts as waiting until she takes it.
    expect(usual.waiting[0]).toBe(40);
    expect(usual.answered).toBeGreaterThan(40);
    expect(usual.waitP80Ms).toBeGreaterThan(5 * MINUTE);
  });

  it("is the same each time it is asked", () => {
    expect(played(floor, pace("shop", 70))).toEqual(usual);
  });

  it("is better with more capacity, with a short wrap-up, and where others take who waits long", () => {
    const more = played(under({ kind: "capacity", of: "queue", where: "shop", by: 3 }), pace("shop", 70));
    expect(more.answered).toBeGreaterThan(usual.answered);
    expect(more.waiting.at(-1)).toBeLessThan(usual.waiting.at(-1) ?? 0);
    expect(more.waitP80Ms).toBeLessThan(usual.waitP80Ms ?? 0);
    const short = played(under({ kind: "wrap_up", where: "shop", ms: 0 }), pace("shop", 70));
    expect(short.answered).toBeGreaterThan(usual.answered);
    const shared = played(
      under({ kind: "overflow", where: "shop", to: "agency", afterMs: 2 * MINUTE }),
      pace("shop", 70),
    );
    expect(shared.waitP80Ms).toBeLessThan(usual.waitP80Ms ?? 0);
    expect(shared.left).toBe(0);
  });

  it("lends nothing to a new agent", () => {
    const agents = floor.agents.map((image) => ({
      ...image,
      spec: { ...image.spec, isNew: true as const },
    }));
    const more = floorUnder(
      { ...floor, agents },
      [],
      [{ kind: "capacity", of: "skill", where: "en", by: 2 }],
    );
    expect(more.agents.map(({ spec }) => spec.capacity)).toEqual(agents.map(({ spec }) => spec.capacity));
  });

  it("lends what a preset that runs already lends no second time", () => {
    const lent: Deviation = { kind: "capacity", of: "skill", where: "en", by: 2 };
    const now = floorUnder(floor, [], [lent]);
    const more = floorUnder(now, [lent], [{ kind: "capacity", of: "queue", where: "shop", by: 3 }]);
    expect(more.agents.map(({ spec }) => spec.capacity)).toEqual([6, 6, 7]);
  });

  it("counts the public's promises that are kept", () => {
    const { publicDue, publicKept } = played(floor, pace("shop", 30, 20));
    expect(publicDue).toBeGreaterThan(5);
    expect(publicKept).toBeLessThanOrEqual(publicDue);
  });

  it("names what no forecast shows", () => {
    expect(besideForecast([{ kind: "notices_off" }, { kind: "auto_accept", where: "shop" }])).toEqual([
      "notices_off",
    ]);
  });

  it("takes little time of a large floor at the worst hour", () => {
    const large: Floor = {
      queues: [rules("shop")],
      agents: Array.from({ length: 150 }, (_, n) => agent(n, "shop", 8)),
      contacts: Array.from({ length: 420 }, (_, n) => waits(n, "shop")),
    };
    const began = process.cpuUsage();
    const { answered } = played(large, pace("shop", 4_000));
    expect(answered).toBeGreaterThan(3_000);
    // Of the processor: the clock on the wall tells how busy the machine is, too.
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_500);
  });

  it("says in how many of its minutes an alarm would stand, by the thresholds that would hold then", () => {
    const minutes = (own: Omit<QueueAlarms, "alarmNoneFree">): number =>
      playedUnder(new Map([["shop", { ...own, alarmNoneFree: false }]]), floor, pace("shop", 70))
        .alarmMinutes;
    expect(usual.alarmMinutes).toBe(0);
    const low = usual.waiting.slice(1).filter((n) => n > 20).length;
    expect(low).toBeGreaterThan(0);
    expect(minutes({ alarmWaiting: 20 })).toBe(low);
    expect(minutes({ alarmWaiting: 1_000 })).toBe(0);
    expect(minutes({ alarmWaitMs: MINUTE })).toBeGreaterThan(minutes({ alarmWaitMs: 20 * MINUTE }));
    expect(
      besideForecast([{ kind: "queue_alarm", where: "shop", waiting: 5, waitMs: MINUTE, noneFree: false }]),
    ).toEqual([]);
  });
});
