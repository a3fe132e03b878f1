import { describe, expect, it } from "@jest/globals";
import type { Lane } from "../../../src/core/queue/lane.ts";
import { defaultSettings, type SettingKey } from "../../../src/core/setting/registry.ts";
import { staffedFloor } from "../../support/floor.ts";
import { createThread, NOON, type ThreadOptions } from "./hearing.ts";
import { samples } from "./lives.ts";

const notice = (key: SettingKey) => ({ said: { kind: "text", text: defaultSettings[key] }, class: "notice" });

describe("a fan whose matter is of a kind", () => {
  const queues = { risk: "danger", complaint: "complaints" } as const;
  const queueOfLane = (lane: Lane) => (lane in queues ? queues[lane as keyof typeof queues] : undefined);
  const only = (...staffed: readonly string[]): ThreadOptions => ({
    queueOfLane,
    floor: () => ({ ...staffedFloor, staffed: (queueId) => staffed.includes(queueId ?? "") }),
  });

  it("waits in the queue for it, and is known by it", () => {
    const { contact } = createThread({ queueOfLane }).hear("complain");
    expect(contact).toMatchObject({ state: "queued", queueId: "complaints", lane: "complaint" });
    expect(createThread({ queueOfLane }).hear("smoke").contact).toMatchObject({
      queueId: "danger",
      lane: "risk",
    });
    expect(createThread({ queueOfLane }).hear("person").contact?.queueId).toBe("queue");
  });

  it("waits where somebody is rather than where nobody is", () => {
    expect(createThread(only("queue")).hear("smoke").contact).toMatchObject({
      state: "queued",
      queueId: "queue",
    });
    expect(createThread(only()).hear("smoke").contact).toMatchObject({
      state: "left_message",
      queueId: "danger",
    });
  });

  it("is known by what she said before, until it is something else; a complaint stays one", () => {
    const thread = createThread({ queueOfLane });
    expect(thread.hear("price").contact?.lane).toBe("purchase");
    expect(thread.hear("ship").contact?.lane).toBe("purchase");
    expect(thread.hear("complain").contact?.lane).toBe("complaint");
  });

  it("is told at once what to do where her later words tell of a danger, once, and waits before others", () => {
    const thread = createThread({ queueOfLane });
    thread.hear("person");
    const { say, outcome, contact } = thread.hear("插头冒烟了");
    expect(outcome).toEqual({ state: "waiting", rule: "risk_fire_or_electric" });
    expect(say).toEqual(notice("notice.risk"));
    expect(contact).toMatchObject({ state: "queued", lane: "risk", enqueuedAt: NOON });
    expect(thread.hear("还在冒烟").say).toBeUndefined();
  });

  it("is her agent's alone where she has one", () => {
    const thread = createThread({ queueOfLane });
    thread.hear("person");
    thread.step(samples.offered, samples.accepted);
    const { say, contactEvents } = thread.hear("插头冒烟了");
    expect(say).toBeUndefined();
    expect(contactEvents).toMatchObject([{ code: "heard" }]);
  });
});
