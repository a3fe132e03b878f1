import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { createDormant } from "../../../src/flow/tend/dormant.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { chores } from "../../../src/store/loop/chores.ts";
import { seatingStore } from "../../../src/store/seat/seating-store.ts";
import { expectHistory } from "../../support/conservation.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor } from "../../support/desk.ts";

const PATIENCE = 10 * MINUTE;

let floor: DeskFloor;
let lin: Agent;
let now = Date.now();
let connect: ReturnType<typeof createConnection>;
let wakes: string[] = [];
let fans = 0;

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  lin = await floor.agent("小林", { capacity: 50 });
  connect = createConnection(floor.url);
});
beforeEach(() => setPolicy({}));

afterAll(async () => {
  await expectHistory(floor.tables);
  await (await connect()).end();
  await floor.close();
});

const setPolicy = (policy: object) =>
  floor.tables.rows("UPDATE queue SET policy = policy - '{dormantMs,dormantHolds}'::text[] || $1::jsonb", [
    JSON.stringify(policy),
  ]);
const looks = () =>
  createDormant({
    chores: chores(connect),
    clock: () => now,
    wake: (waking) => void wakes.push(waking.topic),
    watch: { tended: () => undefined } as never,
  });
/** A fresh one, as after a restart: it has nothing but the rows. */
const round = (): Promise<number> => looks().round();

const used = (): Promise<number> =>
  floor.tables.value("SELECT used FROM agent_session WHERE staff_id = $1", [lin.id]);
const rowOf = async (id: string) =>
  (await floor.tables.rows<Record<string, unknown>>("SELECT * FROM contact WHERE id = $1", [id]))[0];
/** What the seating loop makes of who is spoken with again. */
const wake = (id: string) => seatingStore(connect).wake(id, now);
const answer = async (conversationId: string, text = "已经为您查到") => {
  bodyOf(await lin.call("POST", `/conversations/${conversationId}/replies`, { text }));
  await floor.tables.rows("UPDATE outbox SET state = 'accepted' WHERE conversation_id = $1", [
    conversationId,
  ]);
};

/** A fan of hers whose question she has answered. */
async function answered() {
  const fan = `fan ${(fans += 1)}`;
  const contact = await floor.serve(fan, lin);
  await answer(contact.conversationId);
  return { fan, ...contact };
}

describe("静默", () => {
  it("puts a contact aside whose fan leaves our word alone for ten minutes, once, and frees its slot", async () => {
    const { id } = await answered();
    const before = await used();
    wakes = [];
    now += PATIENCE - 1;
    expect(await round()).toBe(0);
    now += 1;
    expect(await round()).toBe(1);
    expect(await rowOf(id)).toMatchObject({
      state: "active",
      owner_id: lin.id,
      session_id: null,
      held_since: new Date(now),
      held_by: "timer",
    });
    expect(await used()).toBe(before - 1);
    expect(wakes).toEqual(["staff", "floor", "seat"]);
    now += PATIENCE;
    expect(await round()).toBe(0);
    const { items } = bodyOf<{ items: { contactId: string; heldBy: string | null }[] }>(
      await lin.call("GET", "/lists/mine"),
    );
    expect(items.find(({ contactId }) => contactId === id)?.heldBy).toBe("timer");
  });

  it("is over by the fan's next word, and hers again, also above her capacity", async () => {
    await answered();
    const { fan, id } = await answered();
    const before = await used();
    now += PATIENCE;
    expect(await round()).toBe(2);
    now += SECOND;
    await floor.say(fan, "不好意思，刚才在忙");
    expect(await rowOf(id)).toMatchObject({
      state: "active",
      owner_id: lin.id,
      held_since: null,
      held_by: null,
      waiting_since: new Date(now),
    });
    await floor.tables.rows("UPDATE agent_session SET capacity = 1 WHERE staff_id = $1", [lin.id]);
    await wake(id);
    expect(await rowOf(id)).toMatchObject({ session_id: expect.any(String) });
    expect(await used()).toBe(before - 1);
    await floor.tables.rows("UPDATE agent_session SET capacity = 50 WHERE staff_id = $1", [lin.id]);
    now += PATIENCE;
    expect(await round()).toBe(0);
  });

  it("begins anew with each word of ours, and when her agent goes on with it", async () => {
    const { id, conversationId } = await answered();
    now += PATIENCE - SECOND;
    await answer(conversationId, "还有什么可以帮您？");
    now += PATIENCE - SECOND;
    expect(await round()).toBe(0);
    now += SECOND;
    expect(await round()).toBe(1);
    bodyOf(await lin.call("POST", `/contacts/${id}/unhold`));
    await wake(id);
    now += PATIENCE - SECOND;
    expect(await round()).toBe(0);
    now += SECOND;
    expect(await round()).toBe(1);
  });

  it("keeps the slot where the queue says so, waits as long as it says, and never comes where it says 0", async () => {
    const { id } = await answered();
    const before = await used();
    await setPolicy({ dormantMs: 0 });
    now += 2 * PATIENCE;
    expect(await round()).toBe(0);
    await setPolicy({ dormantMs: 20 * MINUTE + 1, dormantHolds: true });
    expect(await round()).toBe(0);
    now += 1;
    expect(await round()).toBe(1);
    expect(await rowOf(id)).toMatchObject({ held_by: "timer", session_id: expect.any(String) });
    expect(await used()).toBe(before);
    expect(await round()).toBe(0);
  });

  it.each([
    ["who waits for us", ""],
    [
      "whom our word did not reach",
      "UPDATE outbox SET state = 'rejected', code = '45015' WHERE conversation_id = $1",
    ],
    ["of whom nobody knows whether it did", "UPDATE outbox SET state = 'unknown' WHERE conversation_id = $1"],
  ])("does not come over a fan %s", async (_, how) => {
    const { fan, id, conversationId } = await answered();
    if (how === "") await floor.say(fan, "那什么时候到？");
    else await floor.tables.rows(how, [conversationId]);
    now += 2 * PATIENCE;
    expect(await round()).toBe(0);
    expect(await rowOf(id)).toMatchObject({ held_since: null });
  });

  it("is looked for every ten seconds, and at once where more may be left", async () => {
    const { round: look } = looks();
    expect(await look()).toBe(0);
    await answered();
    await setPolicy({ dormantMs: 1 });
    now += 9 * SECOND;
    expect(await look()).toBe(0);
    now += SECOND;
    expect(await look()).toBe(1);
    await answered();
    now += 1;
    expect(await look()).toBe(1);
  });
});
