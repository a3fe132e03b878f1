import { describe, expect, it } from "@jest/globals";
import { openingOf } from "../../../scripts/scenarios/opening.ts";
import { openWorld } from "../../../src/core/assignment/engine/open.ts";
import { step } from "../../../src/core/assignment/engine/step.ts";
import {
  explainNow,
  explainOffers,
  type Journal,
  replay,
} from "../../../src/core/assignment/explain/replay.ts";
import type { ContactSpec } from "../../../src/core/assignment/live/contact.ts";
import { explanationText } from "../../../src/text/assignment/explanation-text.ts";
import { en } from "../../../src/text/assignment/en.ts";
import { zhCn } from "../../../src/text/assignment/zh-cn.ts";

const opening = openingOf({
  id: "explained",
  config: {
    queues: [{ id: "q", rings: [0, 60], reject_delay: 30 }, { id: "vip" }],
    agents: [
      { id: "amy", skills: { es: 3 } },
      { id: "bo", skills: { es: 3 }, since: 1 },
      { id: "cy", skills: { es: 1 } },
      { id: "di", state: "break" },
      { id: "ed", skills: { es: 5 }, queues: { q: { level: 1 } } },
      { id: "fay", skills: { es: 5 }, preload: [["x", 1]] },
    ],
  },
  events: [],
  until: 0,
});

const contact = (id: string): ContactSpec => ({
  id,
  queueId: "q",
  channel: "wechat",
  priority: 5,
  boostMs: 0,
  isVip: false,
  isPublic: false,
  dueAt: undefined,
  units: 1,
  customer: id,
  skills: [{ skill: "es", min: 2, relax: [] }],
  barred: [],
});

const journal: Journal = [
  { at: 2_000, events: [{ code: "enqueued", contact: contact("c1") }] },
  { at: 5_000, events: [{ code: "rejected", contactId: "c1", agentId: "amy" }] },
];

describe("why a contact went to whom it did", () => {
  it("is told from the opening and the events, for each offer as it was then", () => {
    const [first, second] = explainOffers(opening, journal, "c1");
    expect(first?.chosen).toEqual(["amy"]);
    expect(explanationText("en", first ?? never())).toEqual([
      "Waits in queue q for 0 s; 0 come before it.",
      "Offered to amy.",
      "Rule: contacts by age and boost, precedence: none; agents by longest idle; version 1 of the queue's rules.",
      "amy: first in order.",
      "bo: could have it, comes later in order.",
      "cy: needs es 2, has 1.",
      "di: not ready (break).",
      "fay: 1 of 1 units in use, it takes 1.",
      "ed: sees it from an age of 60 s.",
    ]);
    expect(second?.chosen).toEqual(["bo"]);
    expect(explanationText("zh-CN", second ?? never(), (id) => id.toUpperCase())).toEqual([
      "在队列 Q 排队 3 秒，前面还有 0 位。",
      "已邀请 BO 接待。",
      "规则：排队按等候时长加优先加权，优先依据：无；客服按最长空闲；队列规则第 1 版。",
      "BO：顺序最前。",
      "AMY：上次邀请后或接待频率限制，30 秒后再邀请。",
      "CY：需要 es 2，现有 1。",
      "DI：未示闲（小休）。",
      "FAY：容量 1，已用 1，此次需要 1。",
      "ED：等候满 60 秒才对其开放。",
    ]);
  });

  it("is told of one that still waits, too; of one that is not there nothing", () => {
    const world = openWorld(opening);
    step(
      world,
      ["c1", "c2", "c3"].map((id) => ({ code: "enqueued", contact: contact(id) }) as const),
      2_000,
    );
    expect(explainNow(world, "c3")).toMatchObject({ state: "queued", chosen: [], ahead: 0 });
    expect(explainNow(world, "c3")?.candidates.every(({ passedOver }) => passedOver !== undefined)).toBe(
      true,
    );
    expect(explainNow(world, "c9")).toBeUndefined();
  });

  it("keeps new agents from what their queue keeps from them, and says so", () => {
    const held = (newcomers: string, given: Partial<ContactSpec> = {}) => {
      const config = {
        queues: [{ id: "q", newcomers, kol_followers: 500 }],
        agents: [{ id: "amy", newcomer: true }, { id: "bo" }],
      };
      const events = [{ code: "enqueued", contact: { ...contact("c1"), skills: [], ...given } }] as const;
      const [made] = explainOffers(
        openingOf({ id: "nursery", config, events: [], until: 0 }),
        [{ at: 2_000, events }],
        "c1",
      );
      return explanationText("zh-CN", made ?? never()).slice(-2);
    };
    const kept = ["bo：顺序最前。", "amy：新人期内，本队列不把此会话分给新人。"];
    const letIn = ["amy：顺序最前。", "bo：可以接待，顺序靠后。"];
    expect(held("none")).toEqual(kept);
    expect(held("usual", { isVip: true })).toEqual(kept);
    expect(held("usual", { followers: 500 })).toEqual(kept);
    expect(held("usual", { followers: 499 })).toEqual(letIn);
    expect(held("all", { isVip: true, followers: 90_000 })).toEqual(letIn);
  });

  it("a replay decides the same again", () => {
    expect(replay(opening, journal).contacts.get("c1")?.offer?.agents[0]?.id).toBe("bo");
  });

  it("has words for everything in both languages", () => {
    expect(Object.keys(zhCn).toSorted()).toEqual(Object.keys(en).toSorted());
  });
});

function never(): never {
  throw new Error("not explained");
}
