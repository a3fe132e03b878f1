import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DAY, HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { startOfDay } from "../../../src/core/kernel/zone.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

const ZONE = "Asia/Shanghai";
const MIDNIGHT = startOfDay(Date.now(), ZONE);
/** Ten minutes before the house closes; in the morning it opens at 9. */
let now = MIDNIGHT + 20 * HOUR + 50 * MINUTE;
const DUE = MIDNIGHT + DAY + 9.5 * HOUR;

let floor: DeskFloor;

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now, choosing: { leadMs: 30 * MINUTE, calls: true } });
});
afterAll(() => floor.close());

/** Signed in just now: by the next morning whoever was is signed out. */
const somebody = (
  name: string,
  role: "agent" | "supervisor" = "supervisor",
  queues: "all" | string[] = "all",
) => floor.agent(name, { grants: [{ role, queues }], capacity: null });

const chooses = async (fan: string, ...words: readonly string[]): Promise<string> => {
  await floor.say(fan, "转人工");
  for (const one of words) await floor.say(fan, one);
  return (await floor.contactOf(fan)).id;
};
const nights = async (agent: Agent, days = 14) =>
  bodyOf<{ nights: Record<string, unknown>[] }>(
    await agent.call("GET", `/queues/${floor.queueId}/nights?days=${days}`),
  );
const answeredAt = (id: string, at: number) =>
  floor.tables.rows("UPDATE contact SET first_reply_at = $2 WHERE id = $1", [id, new Date(at)]);

describe("隔夜", () => {
  it("is nothing where nobody asked while the queue was shut", async () => {
    expect(await nights(await somebody("班长"))).toEqual({ nights: [] });
  });

  it("counts what was chosen before closing, and what of each night's promises was kept", async () => {
    const kept = await chooses("kept", "2");
    const broken = await chooses("broken", "②");
    const called = await chooses("called", "3");
    await chooses("gone", "2");
    await chooses("stays", "1");
    await chooses("open", "明早吧");
    await floor.tables.rows("UPDATE contact SET state = 'abandoned', ended_at = $2 WHERE id = $1", [
      (await floor.contactOf("gone")).id,
      new Date(DUE - HOUR),
    ]);
    const [contact] = await floor.tables.rows<{ reason: string; due: Date }>(
      "SELECT queue_reason AS reason, night_due_at AS due FROM contact WHERE id = $1",
      [called],
    );
    expect(contact).toMatchObject({ reason: "chose_call" });
    expect(Number(contact?.due)).toBe(DUE);

    await answeredAt(kept, DUE);
    await answeredAt(broken, DUE + 1);
    await floor.tables.rows("UPDATE contact SET accepted_at = $2 WHERE id = $1", [called, new Date(DUE - 1)]);
    const date = new Date(DUE + 8 * HOUR).toISOString().slice(0, 10);
    const counts = { date, shown: 6, wait: 1, later: 4, call: 1, kept: 2, gone: 1 };
    now = DUE - MINUTE;
    expect(await nights(await somebody("班长"))).toEqual({ nights: [{ ...counts, broken: 0, open: 1 }] });
    now = DUE + 2 * MINUTE;
    expect(await nights(await somebody("班长"))).toEqual({ nights: [{ ...counts, broken: 2, open: 0 }] });
    expect(await nights(await somebody("班长"), 1)).toMatchObject({ nights: [{ date, kept: 2 }] });
  });

  it("shows an agent until when it was promised, as long as nobody has answered", async () => {
    const id = await floor.conversationOf("open");
    const lin = await somebody("小林", "agent");
    const head = async () =>
      bodyOf<{ contact: Record<string, unknown> }>(await lin.call("GET", `/conversations/${id}`)).contact;
    expect(await head()).toMatchObject({
      nightDueAt: new Date(DUE).toISOString(),
      queueReason: "chose_later",
    });
    await answeredAt((await floor.contactOf("open")).id, DUE);
    expect(await head()).toMatchObject({ nightDueAt: null });
  });

  it("is of the caller's queues alone, and of ninety nights at most", async () => {
    const boss = await somebody("班长");
    const elsewhere = await somebody("别班长", "supervisor", [randomUUID()]);
    const path = `/queues/${floor.queueId}/nights`;
    expect(refusalOf(await elsewhere.call("GET", path))).toMatchObject({ status: 404, code: "queue_gone" });
    expect(refusalOf(await boss.call("GET", `${path}?days=91`))).toMatchObject({ code: "input_invalid" });
  });
});
