import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DAY, MINUTE } from "../../../src/core/kernel/instant.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { createIds } from "../../../src/core/kernel/id.ts";
import { createSeating } from "../../../src/flow/seat/seating.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { seatingStore } from "../../../src/store/seat/seating-store.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

const SOON = 10 * MINUTE;

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let now = Date.now();
let fans = 0;
const newFan = (): string => `fan ${(fans += 1)}`;

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  lin = await floor.agent("小林", { capacity: 20 });
  wang = await floor.agent("小王", { capacity: 20 });
});
afterAll(() => floor.close());

const rowOf = async (id: string) =>
  (await floor.tables.rows<Record<string, unknown>>("SELECT * FROM contact WHERE id = $1", [id]))[0];
const used = (agent: Agent): Promise<number> =>
  floor.tables.value("SELECT used FROM agent_session WHERE staff_id = $1", [agent.id]);
const promise = (agent: Agent, id: string, given: object = {}) =>
  agent.call("POST", `/contacts/${id}/call-back`, {
    dueAt: new Date(now + SOON).toISOString(),
    note: "确认换货地址",
    ...given,
  });

/** Rounds of the seating loop until nothing is left to do. */
async function seats(): Promise<void> {
  const connect = createConnection(floor.url);
  const nothing = (): void => undefined;
  const seating = createSeating({
    store: seatingStore(connect),
    clock: () => now,
    ids: createIds(
      () => now,
      (bytes) => crypto.getRandomValues(bytes),
    ),
    publish: nothing,
    settingsOf: () => defaultSettings,
    watch: {
      seated: nothing,
      refused: nothing,
      held: nothing,
      dueSoon: nothing,
      done: nothing,
      miscounted: nothing,
      trouble: nothing,
    },
  });
  // Whoever sits here is there.
  await floor.tables.rows("UPDATE agent_session SET beat_at = $1 WHERE signed_out_at IS NULL", [
    new Date(now),
  ]);
  while ((await seating.round()) > 0);
  await seating.release();
  await (await connect()).end();
}

describe("回访", () => {
  it("frees its agent until it is due, and is hers again then, before others, with what was promised", async () => {
    const { id, conversationId } = await floor.serve(newFan(), lin);
    const before = await used(lin);
    bodyOf(await promise(lin, id));
    expect(await used(lin)).toBe(before - 1);
    expect(await rowOf(id)).toMatchObject({
      state: "left_message",
      queue_reason: "call_back",
      prefer_id: lin.id,
      promised_at: new Date(now + SOON),
      owner_id: null,
      waiting_since: null,
    });
    await seats();
    expect(await rowOf(id)).toMatchObject({ state: "left_message" });
    now += SOON;
    await seats();
    expect(await rowOf(id)).toMatchObject({
      state: "offered",
      offered_to: lin.id,
      queue_reason: "call_back",
    });
    const offer: string = await floor.tables.value(
      "SELECT id FROM offer WHERE contact_id = $1 AND ended_at IS NULL",
      [id],
    );
    bodyOf(await lin.call("POST", `/offers/${offer}/accept`));
    const notes = await floor.tables.rows(
      "SELECT content ->> 'text' AS text FROM message WHERE conversation_id = $1 AND internal",
      [conversationId],
    );
    expect(notes).toEqual([{ text: "确认换货地址" }]);

    // 未接通: once more, later.
    bodyOf(await promise(lin, id, { note: "无人接听", unreached: true }));
    expect(await rowOf(id)).toMatchObject({ state: "left_message", queue_reason: "call_back" });
    const events = await floor.tables.rows(
      "SELECT data FROM event WHERE subject_id = $1 AND code = 'left_message' ORDER BY seq",
      [id],
    );
    expect(events).toMatchObject([{ data: { staff: lin.id } }, { data: { staff: lin.id, unreached: true } }]);
    expect(JSON.stringify(events)).not.toMatch(/换货|接听/);
  });

  it("goes to the queue where whoever promised it is not there", async () => {
    const { id } = await floor.serve(newFan(), lin);
    bodyOf(await promise(lin, id));
    bodyOf(await lin.call("PUT", "/seat/presence", { to: "not_ready" }));
    now += SOON;
    await seats();
    expect(await rowOf(id)).toMatchObject({ state: "offered", offered_to: wang.id });
    bodyOf(await lin.call("PUT", "/seat/presence", { to: "ready" }));
  });

  it("comes sooner where she writes", async () => {
    const fan = newFan();
    const { id } = await floor.serve(fan, lin);
    bodyOf(await promise(lin, id));
    await floor.say(fan, "我等不及了");
    expect(await rowOf(id)).toMatchObject({ state: "left_message", waiting_since: expect.any(Date) });
    await seats();
    expect(await rowOf(id)).toMatchObject({ state: "offered", offered_to: lin.id });
  });

  it("is promised of a message that was left, too, and moved", async () => {
    const { id } = await floor.serve(newFan(), lin);
    bodyOf(await promise(lin, id));
    bodyOf(await promise(wang, id, { dueAt: new Date(now + 2 * SOON).toISOString() }));
    expect(await rowOf(id)).toMatchObject({ prefer_id: wang.id, promised_at: new Date(now + 2 * SOON) });
  });

  it("asks for a moment to come, a word, and a contact of one's own", async () => {
    const { id } = await floor.serve(newFan(), lin);
    const other = await floor.agent("外人", { grants: [{ role: "agent", queues: [randomUUID()] }] });
    for (const dueAt of [now - MINUTE, now + 31 * DAY])
      expect(refusalOf(await promise(lin, id, { dueAt: new Date(dueAt).toISOString() }))).toMatchObject({
        status: 400,
        code: "call_back_when",
      });
    expect(refusalOf(await promise(lin, id, { note: " " }))).toMatchObject({ code: "reply_empty" });
    expect(refusalOf(await promise(wang, id))).toMatchObject({ code: "contact_not_yours" });
    expect(refusalOf(await promise(lin, id, { unreached: true }))).toMatchObject({ code: "not_called_back" });
    bodyOf(await promise(lin, id));
    expect(refusalOf(await promise(other, id))).toMatchObject({ status: 403, code: "forbidden" });
  });
});
