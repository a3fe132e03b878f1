import { randomUUID } from "node:crypto";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { createDialling } from "../../../../src/flow/dial/dialling.ts";
import { ring } from "../../../../src/serve/dial/ring.ts";
import { dialOrders } from "../../../../src/store/dial/orders.ts";
import { createConnection } from "../../../../src/store/hot/connection.ts";
import { inTurns } from "../../../../src/store/hot/turns.ts";
import { browser } from "../../../support/api.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../../support/desk.ts";
import { expectContactsFold, expectSeatsSound } from "../../../support/seat-checks.ts";
import { comesDue, openTelephone, type Telephone } from "../../../support/telephone.ts";
import { testVault } from "../../../support/vault.ts";

type Made = { readonly system: { readonly id: string; readonly version: number }; readonly key: string } & {
  readonly signKey: string;
};
type Dial = { readonly contactId: string; readonly stage: string; readonly code: string | null } & {
  readonly masked: string | null;
  readonly callConversationId: string | null;
};

const NUMBER = "138 0000 1234";

let floor: DeskFloor;
let telephone: Telephone;
let amy: Agent;
let bob: Agent;
let made: Made;
let now = Date.now();
let fans = 0;
const connects: ReturnType<typeof createConnection>[] = [];

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now, policy: { wrapRequired: [] } });
  const admin = await floor.agent("管理", { grants: [{ role: "admin", queues: "all" }], capacity: null });
  await floor.tables.rows(
    `INSERT INTO setting (scope, key, value, updated_at, updated_by)
     SELECT 'all', key, '"00:00"', now(), 'system' FROM unnest(ARRAY['hours.open', 'hours.close']) AS key`,
  );
  amy = await floor.agent("阿美", { capacity: 20 });
  bob = await floor.agent("阿博", { capacity: 20 });
  const { id } = await floor.serve("before", amy);
  expect(refusalOf(await order(amy, id))).toMatchObject({ status: 409, code: "dial_unavailable" });
  telephone = await openTelephone(() => now);
  const wished = { name: "总机", queueId: null, url: telephone.url };
  made = bodyOf<Made>(await admin.call("POST", "/cti/systems", wished));
  telephone.trust(made.signKey);
});
afterAll(async () => {
  for (const connect of connects) await (await connect()).end();
  await telephone.close();
  await floor.close();
});
beforeEach(() => {
  now += 5 * 60_000;
  telephone.answerBy(undefined);
  telephone.hangUp(false);
  telephone.answers.length = 0;
});
afterEach(async () => {
  await floor.tables.rows("UPDATE dial SET state = 'failed', number = NULL WHERE state <> 'called'");
  await expectSeatsSound(floor.tables);
  await expectContactsFold(floor.tables);
});

const order = (agent: Agent, id: string, number: string | null = NUMBER) =>
  agent.call("POST", `/contacts/${id}/dial`, { number });
const serve = () => floor.serve(`dialled ${(fans += 1)}`, amy);
const rowsOf = (id: string) =>
  floor.tables.rows<Record<string, unknown>>("SELECT * FROM dial WHERE contact_id = $1", [id]);
const shown = async (id: string): Promise<Dial | undefined> =>
  bodyOf<{ phone: { dials: Dial[] } }>(await amy.call("GET", "/desk")).phone.dials.find(
    ({ contactId }) => contactId === id,
  );
const report = (call: string, kind: string, more: object = {}) =>
  browser(floor.api)(
    "POST",
    "/cti/calls",
    { call, kind, at: new Date(now).toISOString(), ...more },
    {
      origin: undefined,
      "x-seatbridge": undefined,
      "idempotency-key": undefined,
      authorization: `Bearer ${made.key}`,
    },
  );
const wrapUp = async (id: string | null) =>
  bodyOf(await amy.call("POST", `/contacts/${id}/wrap-up`, { outcome: "solved" }));

/** One round of the loop on a connection of its own, as each node has one. */
async function round(): Promise<void> {
  const connect = createConnection(floor.url);
  connects.push(connect);
  const nothing = (): void => undefined;
  const dialling = createDialling({
    dials: dialOrders(inTurns(connect), testVault),
    ring: (dial, target) => ring(dial, target, { fetch, clock: () => now }),
    clock: () => now,
    random: () => 1,
    watch: { dialled: nothing, trouble: (_, error) => expect(error).toBeUndefined() },
    wake: nothing,
    again: nothing,
  });
  await dialling.round();
  await dialling.close();
}

describe("a customer whom an agent has rung", () => {
  it("is rung once, however often she clicks and however many nodes look, by an order that is signed", async () => {
    const { id } = await serve();
    const answers = await Promise.all([1, 2, 3].map(() => order(amy, id)));
    const ids = answers.map((answer) => bodyOf<{ dialId: string }>(answer).dialId);
    expect(new Set(ids).size).toBe(1);
    expect(await shown(id)).toMatchObject({ stage: "ordered", masked: "138****1234" });
    await Promise.all([round(), round()]);
    expect(telephone.answers).toEqual([202]);
    expect(telephone.orders().at(-1)).toMatchObject({
      request: ids[0],
      seat: "A-1",
      to: { number: "13800001234", call: null, masked: "138****1234" },
    });
    expect(await shown(id)).toMatchObject({ stage: "phone", code: null });
    expect(await rowsOf(id)).toMatchObject([{ number: null, masked: "138****1234" }]);
    expect(refusalOf(await order(amy, (await serve()).id))).toMatchObject({ code: "dial_under_way" });
  });

  it("is the one who answers: the call is the order's, hers, and known by its number from then on", async () => {
    const { id, conversationId } = await serve();
    const { dialId } = bodyOf<{ dialId: string }>(await order(amy, id, "13911112222"));
    await round();
    const rings = bodyOf<{ contactId: string; conversationId: string }>(
      await report("out 1", "started", { request: dialId }),
    );
    expect(await shown(id)).toMatchObject({ stage: "ringing", callConversationId: rings.conversationId });
    expect(refusalOf(await order(amy, id))).toMatchObject({ code: "dial_on_call" });
    await report("out 1", "answered");
    expect(await shown(id)).toMatchObject({ stage: "talking" });
    await report("out 1", "ended");
    expect(await shown(id)).toMatchObject({ stage: "talked" });
    expect(await floor.tables.rows("SELECT direction, masked FROM call WHERE external_id = 'out 1'")).toEqual(
      [{ direction: "out", masked: "139****2222" }],
    );
    expect(bodyOf(await amy.call("GET", `/conversations/${conversationId}/number`))).toEqual({
      known: true,
      masked: "139****2222",
    });
    await wrapUp(rings.contactId);

    // Nobody types it again: the system knows it by the call.
    now += 60_000;
    bodyOf(await order(amy, id, null));
    await round();
    expect(telephone.orders().at(-1)?.to).toMatchObject({
      number: null,
      call: "out 1",
      masked: "139****2222",
    });
    expect(telephone.orders().at(-1)?.to.customer).toEqual(expect.any(String));
  });

  it("is tried again where nobody knows whether it was taken, by the same order, and not after half a minute", async () => {
    const { id } = await serve();
    telephone.hangUp(true);
    bodyOf(await order(amy, id));
    await round();
    expect(await shown(id)).toMatchObject({ stage: "ordered", code: "unreachable" });
    now += 1_000;
    telephone.hangUp(false);
    await round();
    expect(telephone.answers).toEqual([0, 202]);
    expect(await shown(id)).toMatchObject({ stage: "phone" });
    expect(
      telephone.orders().filter(({ request }) => request === telephone.orders().at(-1)?.request),
    ).toHaveLength(1);

    const { id: other } = await serve();
    await floor.tables.rows("UPDATE dial SET state = 'failed' WHERE contact_id = $1", [id]);
    telephone.answerBy(503);
    bodyOf(await order(amy, other));
    for (let tries = 0; tries < 10; tries += 1) {
      await round();
      now += 4_000;
    }
    expect(await shown(other)).toMatchObject({ stage: "failed", code: "trouble" });
    expect(await rowsOf(other)).toMatchObject([{ number: null }]);
    telephone.answerBy(undefined);
    await round();
    expect(await shown(other)).toMatchObject({ stage: "failed" });
  });

  it.each([
    [409, "agent_busy"],
    [422, "number_refused"],
    [403, "key_refused"],
    [404, "address_wrong"],
    [418, "refused"],
  ])("is not rung where the system answers %i, and the agent is told why", async (status, code) => {
    const { id } = await serve();
    telephone.answerBy(status);
    bodyOf(await order(amy, id));
    await round();
    expect(await shown(id)).toMatchObject({ stage: "failed", code });
  });

  it("was not rung where no call is reported for two minutes; a report that comes later counts", async () => {
    const { id } = await serve();
    const { dialId } = bodyOf<{ dialId: string }>(await order(amy, id, "13700000001"));
    await round();
    now += 121_000;
    await round();
    expect(await shown(id)).toMatchObject({ stage: "failed", code: "silent" });
    const { contactId } = bodyOf<{ contactId: string }>(await report("late", "started", { request: dialId }));
    await report("late", "ended", { request: dialId });
    expect(await shown(id)).toMatchObject({ stage: "missed" });
    await wrapUp(contactId);
  });

  it("is not lost, nor rung late, where a process dies with the order in its hands", async () => {
    const { id } = await serve();
    bodyOf(await order(amy, id));
    await floor.tables.rows(
      "UPDATE dial SET state = 'sending', due_at = NULL, lease_until = $2 WHERE contact_id = $1",
      [id, new Date(now + 15_000)],
    );
    await round();
    expect(telephone.answers).toEqual([]);
    now += 16_000;
    await round();
    expect(telephone.answers).toEqual([202]);
  });
});

describe("a call-back whose customer does not answer", () => {
  const stateOf = async (id: string) =>
    (
      await floor.tables.rows<Record<string, unknown>>(
        "SELECT state::text, queue_reason AS reason, promised_at AS due, owner_id AS owner FROM contact WHERE id = $1",
        [id],
      )
    )[0];
  /** It is due, hers again, rung and not answered. */
  async function tryOnce(id: string, number: number): Promise<void> {
    await comesDue(floor.url, id, now);
    await floor.seat(id, amy);
    const { dialId } = bodyOf<{ dialId: string }>(await order(amy, id, "13600000009"));
    await report(`try ${number} ${id}`, "started", { request: dialId });
    const { contactId } = bodyOf<{ contactId: string }>(await report(`try ${number} ${id}`, "ended"));
    await wrapUp(contactId);
  }
  async function promised(): Promise<string> {
    const { id } = await serve();
    const later = { dueAt: new Date(now + 60_000).toISOString(), note: "回电说换货" };
    bodyOf(await amy.call("POST", `/contacts/${id}/call-back`, later));
    return id;
  }

  it("is put off by itself, longer each time, and is somebody's to think about after the third try", async () => {
    const id = await promised();
    const waits = [];
    for (const number of [1, 2]) {
      await tryOnce(id, number);
      const { state, due } = (await stateOf(id)) ?? {};
      expect(state).toBe("left_message");
      // To the full minute.
      waits.push(Math.floor((Number(due) - now) / 60_000));
    }
    expect(waits).toEqual([30, 60]);
    expect(
      await floor.tables.value(
        "SELECT count(*)::int FROM event WHERE subject_id = $1 AND code = 'left_message' AND data ->> 'unreached' = 'true' AND actor = 'system'",
        [id],
      ),
    ).toBe(2);
    await tryOnce(id, 3);
    // No leaders' queue is named: it stays with her.
    expect(await stateOf(id)).toMatchObject({ state: "active", owner: amy.id });
  });

  it("waits in the leaders' queue after the third try, where the queue names theirs, and is nobody's until one takes it", async () => {
    const leaders = randomUUID();
    await floor.tables.rows(
      `INSERT INTO queue (id, group_id, key, name, policy, created_at)
       SELECT $1, group_id, 'leaders', '组长', '{}', now() FROM queue WHERE id = $2`,
      [leaders, floor.queueId],
    );
    const naming = "UPDATE queue SET policy = jsonb_set(policy, '{leaderQueueId}', $1) WHERE id = $2";
    await floor.tables.rows(naming, [JSON.stringify(leaders), floor.queueId]);
    const id = await promised();
    for (const number of [1, 2, 3]) await tryOnce(id, number);
    expect(await stateOf(id)).toMatchObject({ state: "queued", reason: "call_back", owner: null });
    expect(await floor.tables.value("SELECT queue_id FROM contact WHERE id = $1", [id])).toBe(leaders);
  });

  it("is left as its agent has left it, where she was quicker", async () => {
    const id = await promised();
    await comesDue(floor.url, id, now);
    await floor.seat(id, amy);
    const { dialId } = bodyOf<{ dialId: string }>(await order(amy, id, "13600000008"));
    await report("quick", "started", { request: dialId });
    bodyOf(await amy.call("POST", `/contacts/${id}/end`));
    const { contactId } = bodyOf<{ contactId: string }>(await report("quick", "ended"));
    expect(await stateOf(id)).toMatchObject({ state: "wrapup" });
    await wrapUp(contactId);
  });
});

describe("an order to dial is refused", () => {
  it("of a colleague's customer, without a number or with none that is one, and too often in a minute", async () => {
    const { id } = await serve();
    expect(refusalOf(await order(bob, id))).toMatchObject({ status: 409, code: "contact_not_yours" });
    expect(refusalOf(await order(amy, id, null))).toMatchObject({ status: 422, code: "dial_number_missing" });
    expect(refusalOf(await order(amy, id, "call me"))).toMatchObject({ code: "dial_number_wrong" });
    expect(refusalOf(await order(amy, id, "1"))).toMatchObject({ code: "dial_number_wrong" });
    for (let count = 0; count < 6; count += 1) {
      bodyOf(await order(amy, id));
      await floor.tables.rows("UPDATE dial SET state = 'failed', number = NULL WHERE state = 'due'");
    }
    expect(refusalOf(await order(amy, id))).toMatchObject({ status: 429, code: "dial_limited" });
    expect(await floor.tables.value("SELECT count(*)::int FROM dial WHERE number IS NOT NULL")).toBe(0);
  });
});
