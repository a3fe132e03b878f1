import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let experts: string;
let now = Date.now();
let fans = 0;
const newFan = (): string => `fan ${(fans += 1)}`;

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  lin = await floor.agent("小林", { capacity: 9 });
  wang = await floor.agent("小王", { capacity: 2 });
  experts = await anotherQueue({ transferMax: 1 });
});
afterAll(() => floor.close());

async function anotherQueue(policy: object): Promise<string> {
  const id = randomUUID();
  await floor.tables.rows(
    `INSERT INTO queue (id, group_id, key, name, policy, created_at)
     SELECT $1::uuid, group_id, $1::text, '专家组', $2, now() FROM queue WHERE id = $3`,
    [id, JSON.stringify(policy), floor.queueId],
  );
  return id;
}

const used = (agent: Agent): Promise<number> =>
  floor.tables.value("SELECT used FROM agent_session WHERE staff_id = $1", [agent.id]);
const rowOf = async (id: string) =>
  (await floor.tables.rows<Record<string, unknown>>("SELECT * FROM contact WHERE id = $1", [id]))[0];
const pass = (agent: Agent, id: string, given: object) =>
  agent.call("POST", `/contacts/${id}/transfer`, { queueId: experts, note: "她要发票", ...given });

describe("POST /contacts/:id/transfer", () => {
  it("puts her into the other queue at the age that she has, and frees the sender at once", async () => {
    const { id, conversationId } = await floor.serve(newFan(), lin);
    const before = await rowOf(id);
    const held = await used(lin);
    now += 5_000;
    expect(bodyOf(await pass(lin, id, {}))).toEqual({
      contactId: id,
      conversationId,
      isOffered: false,
      leaderQueue: null,
    });
    expect(await rowOf(id)).toMatchObject({
      state: "queued",
      queue_id: experts,
      queue_reason: "transferred",
      enqueued_at: before?.["enqueued_at"],
      entered_at: new Date(now),
      sent_by: lin.id,
      transfers: 1,
      owner_id: null,
      session_id: null,
    });
    expect(await used(lin)).toBe(held - 1);
    const note = await floor.tables.rows(
      "SELECT content ->> 'text' AS text, internal FROM message WHERE contact_id = $1 ORDER BY seq DESC LIMIT 1",
      [id],
    );
    expect(note).toEqual([{ text: "她要发票", internal: true }]);
  });

  it("lets her wait anew where the sender says so", async () => {
    const { id } = await floor.serve(newFan(), lin);
    now += 5_000;
    bodyOf(await pass(lin, id, { keepsAge: false }));
    expect(await rowOf(id)).toMatchObject({ enqueued_at: new Date(now) });
  });

  it("asks for a note, and for a queue that there is", async () => {
    const { id } = await floor.serve(newFan(), lin);
    expect(refusalOf(await pass(lin, id, { note: " " }))).toMatchObject({ code: "reply_empty" });
    expect(refusalOf(await pass(lin, id, { queueId: randomUUID() }))).toMatchObject({ code: "queue_gone" });
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: lin.id });
  });

  it("is nobody's but her agent's to do", async () => {
    const { id } = await floor.serve(newFan(), lin);
    expect(refusalOf(await pass(wang, id, {}))).toMatchObject({
      status: 409,
      code: "contact_not_yours",
      params: { owner: "小林" },
    });
  });

  it("stops where she has been passed on too often", async () => {
    const { id } = await floor.serve(newFan(), lin);
    bodyOf(await pass(lin, id, {}));
    await floor.seat(id, wang);
    expect(refusalOf(await pass(wang, id, { queueId: floor.queueId }))).toMatchObject({
      status: 409,
      code: "transfer_limit",
      params: { max: 1 },
    });
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: wang.id });
  });
});

describe("the last transfer that is allowed", () => {
  it("goes to the leaders' queue, whoever it was meant for, and after it there is none", async () => {
    const leaders = await anotherQueue({ transferMax: 2 });
    await floor.tables.rows("UPDATE queue SET policy = policy || $2 WHERE id = $1", [
      floor.queueId,
      JSON.stringify({ transferMax: 2, leaderQueueId: leaders }),
    ]);
    const { id } = await floor.serve(newFan(), lin);
    expect(bodyOf(await pass(lin, id, { queueId: floor.queueId }))).toMatchObject({ leaderQueue: null });
    await floor.seat(id, lin);
    const third = { queueId: undefined, staffId: wang.id, isWarm: true };
    expect(bodyOf(await pass(lin, id, third))).toMatchObject({
      isOffered: false,
      leaderQueue: { id: leaders, name: "专家组" },
    });
    expect(await rowOf(id)).toMatchObject({ state: "queued", queue_id: leaders, transfers: 2 });
    await floor.seat(id, lin);
    expect(refusalOf(await pass(lin, id, {}))).toMatchObject({ code: "transfer_limit" });
    await floor.tables.rows(
      "UPDATE queue SET policy = policy - 'leaderQueueId' - 'transferMax' WHERE id = $1",
      [floor.queueId],
    );
  });
});

describe("a queue that others send customers to", () => {
  it("is not closed before these send them elsewhere", async () => {
    const admin = await floor.agent("管理员", { grants: [{ role: "admin", queues: "all" }], capacity: null });
    const target = await anotherQueue({});
    const other = await anotherQueue({ overflowTo: target });
    const change = (id: string, version: number, body: object) =>
      admin.call("PATCH", `/queues/${id}`, { version, ...body });
    const close = () => change(target, 1, { state: "closed" });
    expect(refusalOf(await close())).toMatchObject({
      status: 409,
      code: "queue_led_to",
      params: { queues: "专家组" },
    });
    bodyOf(await change(other, 1, { policy: { overflowTo: "ticket", leaderQueueId: target } }));
    expect(refusalOf(await close())).toMatchObject({ code: "queue_led_to" });
    const gone = await change(other, 2, { policy: { leaderQueueId: randomUUID() } });
    expect(refusalOf(gone)).toMatchObject({ status: 409, code: "leader_queue_gone" });
    bodyOf(await change(other, 2, { policy: { leaderQueueId: null } }));
    expect(bodyOf(await close())).toMatchObject({ state: "closed" });
  });
});

describe("POST /contacts/:id/take, of a contact that waits", () => {
  const take = (agent: Agent, id: string) => agent.call("POST", `/contacts/${id}/take`);
  const mode = (mode: "pull" | "push") =>
    floor.tables.rows("UPDATE queue SET policy = policy || $2 WHERE id = $1", [
      floor.queueId,
      JSON.stringify({ mode }),
    ]);
  async function waits(): Promise<string> {
    const fan = newFan();
    await floor.say(fan, SAYS.person);
    return (await floor.contactOf(fan)).id;
  }

  it("is the first one's who takes it, where the queue's agents take", async () => {
    const id = await waits();
    expect(refusalOf(await take(lin, id))).toMatchObject({ code: "contact_not_with_bot" });
    await mode("pull");
    bodyOf(await take(lin, id));
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: lin.id });
    expect(refusalOf(await take(wang, id))).toMatchObject({ code: "contact_taken" });
    await mode("push");
  });

  it("keeps to her capacity, and to who serves the queue and is ready", async () => {
    await mode("pull");
    const [first, second] = [await waits(), await waits()];
    const stranger = await floor.agent("小周");
    await floor.tables.rows("DELETE FROM queue_member WHERE staff_id = $1", [stranger.id]);
    expect(refusalOf(await take(stranger, first))).toMatchObject({ status: 409, code: "not_eligible" });
    const busy = await floor.agent("小吴", { capacity: 1 });
    await floor.tables.rows("UPDATE agent_session SET presence = 'break' WHERE staff_id = $1", [busy.id]);
    expect(refusalOf(await take(busy, first))).toMatchObject({ code: "not_eligible" });
    await floor.tables.rows("UPDATE agent_session SET presence = 'ready' WHERE staff_id = $1", [busy.id]);
    bodyOf(await take(busy, first));
    expect(refusalOf(await take(busy, second))).toMatchObject({ code: "at_capacity" });
    await mode("push");
  });
});

describe("channels", () => {
  const can = (agent: Agent, abilities: object) =>
    floor.tables.rows("UPDATE staff SET abilities = $2 WHERE id = $1", [agent.id, JSON.stringify(abilities)]);

  it("count for what is taken and what is given as they do for an offer", async () => {
    const boss = await floor.agent("主管", {
      grants: [{ role: "supervisor", queues: "all" }],
      capacity: null,
    });
    const zhao = await floor.agent("小赵", { capacity: 9 });
    await floor.serve(newFan(), zhao);
    const fan = newFan();
    await floor.say(fan, SAYS.person);
    const { id } = await floor.contactOf(fan);
    const pull = (mode: string) =>
      floor.tables.rows("UPDATE queue SET policy = policy || $1", [JSON.stringify({ mode })]);
    await pull("pull");
    for (const [abilities, code] of [
      [{ channelMax: { chat: 1 } }, "channel_full"],
      [{ exclusive: ["chat"] }, "channel_alone"],
    ] as const) {
      await can(zhao, abilities);
      expect(refusalOf(await zhao.call("POST", `/contacts/${id}/take`))).toMatchObject({ status: 409, code });
      expect(
        refusalOf(await boss.call("POST", `/contacts/${id}/assign`, { staffId: zhao.id })),
      ).toMatchObject({ status: 409, code: `agent_${code}`, params: { name: "小赵" } });
    }
    expect(await rowOf(id)).toMatchObject({ state: "queued" });
    // What its queue weighs her channel with is what it costs.
    await can(zhao, {});
    await floor.tables.rows(`UPDATE queue SET policy = policy || '{"weights": {"chat": 9}}'`);
    expect(refusalOf(await zhao.call("POST", `/contacts/${id}/take`))).toMatchObject({ code: "at_capacity" });
    bodyOf(await boss.call("POST", `/contacts/${id}/assign`, { staffId: zhao.id, beyond: true }));
    expect(await rowOf(id)).toMatchObject({ owner_id: zhao.id, units: 9 });
    await floor.tables.rows("UPDATE queue SET policy = policy - 'weights'");
    await pull("push");
  });
});

describe("GET /contacts/:id/explanation", () => {
  it("says in both languages who would get her, and why not the others", async () => {
    const boss = await floor.agent("班长", {
      grants: [{ role: "supervisor", queues: "all" }],
      capacity: null,
    });
    const away = await floor.agent("小郑");
    await floor.tables.rows("UPDATE agent_session SET presence = 'break' WHERE staff_id = $1", [away.id]);
    await floor.tables.rows("UPDATE agent_session SET beat_at = $1", [new Date(now)]);
    const fan = newFan();
    await floor.say(fan, SAYS.person);
    const { id } = await floor.contactOf(fan);
    const explained = bodyOf<{ zh: string[]; en: string[] }>(
      await boss.call("GET", `/contacts/${id}/explanation`),
    );
    expect(explained).toMatchObject({ contactId: id, queueId: floor.queueId });
    expect(explained.en[0]).toMatch(/^Waits in queue 售后一组 for \d+ s/);
    expect(explained.en).toContain("小郑: not ready (break).");
    expect(explained.zh).toContain("小郑：未示闲（小休）。");
    expect(explained.en.filter((line) => line.includes("first in order"))).toHaveLength(1);
    expect(refusalOf(await lin.call("GET", `/contacts/${id}/explanation`))).toMatchObject({ status: 403 });
    expect(refusalOf(await boss.call("GET", `/contacts/${randomUUID()}/explanation`))).toMatchObject({
      code: "contact_gone",
    });
  });
});
