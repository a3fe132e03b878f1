import { randomFillSync, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import pg from "pg";

import { createIds } from "../../../src/core/kernel/id.ts";
import { DAY, HOUR } from "../../../src/core/kernel/instant.ts";
import { epochTypes } from "../../../src/store/epoch.ts";
import { stepHelpers } from "../../../src/store/helping/step.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let boss: Agent;
let client: pg.Client;
let now = Date.now();
let nr = 0;
const ids = createIds(
  () => now,
  (bytes) => randomFillSync(bytes),
);

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  boss = await floor.agent("班长", { grants: [{ role: "supervisor", queues: "all" }], capacity: null });
  client = new pg.Client({ connectionString: floor.url, types: epochTypes });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await floor.close();
});
beforeEach(async () => {
  await floor.tables.rows("DELETE FROM consultation");
  await floor.tables.rows("DELETE FROM canned");
});

/** Somebody of the house who serves no queue; with a role elsewhere, or with none. */
async function outsider(
  grants: Parameters<DeskFloor["agent"]>[1] = { grants: [], capacity: 5 },
): Promise<Agent> {
  const one = await floor.agent(`小仓${(nr += 1)}`, grants);
  await floor.tables.rows("DELETE FROM queue_member WHERE staff_id = $1", [one.id]);
  return one;
}
const start = (who: Agent, helper: Agent, fields: object = {}) =>
  who.call("POST", "/helpers", { staffId: helper.id, queueId: floor.queueId, sending: "free", ...fields });
const helps = async (helper: Agent, fields: object = {}): Promise<string> => {
  const answer = await start(boss, helper, fields);
  expect(answer.status).toBe(200);
  return bodyOf<{ id: string }>(answer).id;
};
const end = (who: Agent, id: string) => who.call("POST", `/helpers/${id}/end`);
const says = (who: Agent, conversationId: string, text: string) =>
  who.call("POST", `/conversations/${conversationId}/replies`, { text });
const canned = (body: string, staffId: string | null = null) =>
  floor.tables.rows(
    `INSERT INTO canned (id, queue_id, staff_id, code, title, body, initials, position, active, version, updated_at)
     VALUES ($1, NULL, $2, $3, 't', $4, '', 0, true, 1, now())`,
    [randomUUID(), staffId, `c${(nr += 1)}`, body],
  );
type Shown = { helpers: { id: string; endedAt: string | null; sending: string }[] };
const shownTo = async (who: Agent): Promise<Shown["helpers"]> =>
  bodyOf<Shown>(await who.call("GET", "/presets/deviations")).helpers;
const members = (id: string) =>
  floor.tables.rows("SELECT 1 FROM queue_member WHERE staff_id = $1 AND queue_id = $2", [id, floor.queueId]);

it("gives somebody without a role the queue and an agent's rights there, and takes both back at its hour", async () => {
  const helper = await outsider();
  expect((await helper.call("GET", "/queues")).status).toBe(403);
  const id = await helps(helper, { endsAt: new Date(now + HOUR).toISOString() });
  now += 4_000;
  expect((await helper.call("GET", "/queues")).status).toBe(200);
  expect(await members(helper.id)).toHaveLength(1);
  expect(await shownTo(boss)).toMatchObject([{ id, sending: "free", endedAt: null }]);
  expect(await shownTo(helper)).toMatchObject([{ id }]);
  const { id: contactId, conversationId } = await floor.serve("fan free", helper);
  expect((await says(helper, conversationId, "您好")).status).toBe(200);

  now += HOUR;
  expect(await stepHelpers(client, now, ids)).toEqual([helper.id]);
  expect(await stepHelpers(client, now, ids)).toEqual([]);
  expect(await members(helper.id)).toEqual([]);
  // What she has in hand stays hers until it is done.
  expect((await says(helper, conversationId, "还在的")).status).toBe(200);
  expect(await shownTo(helper)).toMatchObject([{ id, endedAt: new Date(now).toISOString() }]);
  await floor.tables.rows(
    "UPDATE contact SET owner_id = NULL, session_id = NULL, state = 'closed', ended_at = now() WHERE id = $1",
    [contactId],
  );
  await floor.tables.rows(
    "UPDATE agent_session SET presence = 'offline', signed_out_at = now() WHERE staff_id = $1",
    [helper.id],
  );
  now += 4_000;
  expect((await helper.call("GET", "/queues")).status).toBe(403);
  expect(await shownTo(boss)).toEqual([]);
});

it("lets whoever has canned replies alone say nothing else, by whatever call, also after its end", async () => {
  const helper = await outsider();
  const id = await helps(helper, { sending: "canned" });
  now += 4_000;
  await canned("您好，{{订单号}}已发货。");
  await canned("我自己写的", helper.id);
  const { conversationId } = await floor.serve("fan canned", helper);
  const words = ["您好，A1已发货。马上赔您", "随便说", "我自己写的"];
  for (const text of words)
    expect(refusalOf(await says(helper, conversationId, text))).toMatchObject({
      status: 409,
      code: "helper_canned_only",
    });
  const card = { card: { title: "t", text: "x", url: "https://a.cn" } };
  expect((await helper.call("POST", `/conversations/${conversationId}/replies`, card)).status).not.toBe(200);
  const sent = () =>
    floor.tables.value("SELECT count(*)::int FROM message WHERE conversation_id = $1 AND author = 'agent'", [
      conversationId,
    ]);
  expect(await sent()).toBe(0);
  expect((await says(helper, conversationId, "您好，A1已发货。")).status).toBe(200);
  expect((await end(boss, id)).status).toBe(204);
  expect(refusalOf(await says(helper, conversationId, "随便说"))).toMatchObject({
    code: "helper_canned_only",
  });
  expect((await says(helper, conversationId, "您好，A2已发货。")).status).toBe(200);
  expect(await sent()).toBe(2);
});

it("has a leader look at each reply of whoever is looked at", async () => {
  const helper = await outsider();
  await helps(helper, { sending: "reviewed" });
  now += 4_000;
  const { conversationId } = await floor.serve("fan reviewed", helper);
  const replied = await says(helper, conversationId, "我查一下");
  expect(bodyOf<{ seqs: number[]; reviewId: string | null }>(replied)).toMatchObject({
    seqs: [],
    reviewId: expect.any(String),
  });
});

it("refuses what cannot be, and changes nothing then", async () => {
  const helper = await outsider();
  const count = () => floor.tables.value("SELECT count(*)::int FROM helper");
  const before = await count();
  const lin = await floor.agent("小林", { capacity: null });
  const refused = async (who: Agent, of: Agent, fields: object = {}) =>
    refusalOf(await start(who, of, fields));
  expect(await refused(lin, helper)).toMatchObject({ status: 403 });
  expect(await refused(boss, lin)).toMatchObject({ status: 409, code: "helper_member" });
  expect(await refused(boss, helper, { queueId: randomUUID() })).toMatchObject({ code: "queue_gone" });
  expect(await refused(boss, helper, { staffId: randomUUID() })).toMatchObject({ code: "staff_gone" });
  expect(await refused(boss, helper, { sending: "any" })).toMatchObject({ status: 400 });
  for (const ms of [-HOUR, 1_000, 3 * DAY])
    expect(await refused(boss, helper, { endsAt: new Date(now + ms).toISOString() })).toMatchObject({
      status: 400,
      code: "helper_time",
    });
  const elsewhere = await outsider({
    grants: [{ role: "supervisor", queues: [randomUUID()] }],
    capacity: null,
  });
  expect(await refused(elsewhere, helper)).toMatchObject({ status: 403 });
  expect(await count()).toBe(before);

  const both = await Promise.all([start(boss, helper), start(boss, helper)]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const id = (await shownTo(helper))[0]?.id ?? "";
  expect(refusalOf(await end(elsewhere, id))).toMatchObject({ status: 403 });
  expect((await end(boss, id)).status).toBe(204);
  expect(refusalOf(await end(boss, id))).toMatchObject({ status: 404, code: "helper_gone" });
});

it("leaves a member whom an administrator makes one meanwhile", async () => {
  const helper = await outsider();
  const id = await helps(helper);
  const admin = await floor.agent("管理员", { grants: [{ role: "admin", queues: "all" }], capacity: null });
  const path = `/queues/${floor.queueId}/members/${helper.id}`;
  expect((await admin.call("PUT", path, { level: 0 })).status).toBe(200);
  expect((await end(boss, id)).status).toBe(204);
  expect(await members(helper.id)).toHaveLength(1);
});

it("names the house's people to whoever leads the queue, but its members and helpers", async () => {
  const [free, busy] = [await outsider(), await outsider()];
  await floor.tables.rows("UPDATE staff SET password_hash = 'x' WHERE id = ANY ($1)", [[free.id, busy.id]]);
  await helps(busy);
  const path = `/helpers/candidates?queueId=${floor.queueId}`;
  const { items } = bodyOf<{ items: { id: string }[] }>(await boss.call("GET", path));
  const found = items.map(({ id }) => id);
  expect(found).toContain(free.id);
  for (const one of [busy, boss]) expect(found).not.toContain(one.id);
  expect((await free.call("GET", path)).status).toBe(403);
});
