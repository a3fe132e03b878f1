import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../../support/desk.ts";
import { openSeatNode, type SeatNode } from "../../../support/seat-node.ts";
import { expectContactsFold, expectSeatsSound } from "../../../support/seat-checks.ts";
import { browser } from "../../../support/api.ts";
import { SAYS } from "../../../support/shop.ts";

type Reported = {
  readonly id: string;
  readonly state: string;
  readonly repeated: boolean;
  readonly contactId: string | null;
  readonly conversationId: string | null;
  readonly customerId: string | null;
  readonly unassigned: string | null;
};
type Made = { readonly system: { readonly id: string; readonly version: number }; readonly key: string };

let floor: DeskFloor;
let seating: SeatNode;
let admin: Agent;
let amy: Agent;
let bob: Agent;
let key: string;
let now = Date.now();
let calls = 0;

const SEAT = { amy: "A-1", bob: "A-2" };

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now, policy: { wrapRequired: [] } });
  admin = await floor.agent("管理", { grants: [{ role: "admin", queues: "all" }], capacity: null });
  amy = await floor.agent("阿美");
  bob = await floor.agent("阿博");
  const made = await admin.call("POST", "/cti/systems", { name: "总机", queueId: null, url: null });
  ({ key } = bodyOf<Made>(made));
  seating = openSeatNode(floor.url, () => now);
});
afterAll(async () => {
  await seating.close();
  await floor.close();
});
beforeEach(async () => {
  now += 60_000;
  calls += 1;
  await floor.tables.rows("UPDATE agent_session SET beat_at = $1", [new Date(now)]);
  await floor.tables.rows("UPDATE queue_member SET level = 0");
});
afterEach(async () => {
  await expectSeatsSound(floor.tables);
  await expectContactsFold(floor.tables);
});

const post = (body: object | string, bearer = key) =>
  browser(floor.api)("POST", "/cti/calls", body, {
    origin: undefined,
    "x-seatbridge": undefined,
    "idempotency-key": undefined,
    authorization: `Bearer ${bearer}`,
  });
const report = async (kind: string, more: object = {}): Promise<Reported> =>
  bodyOf<Reported>(await post({ call: `c${calls}`, kind, at: new Date(now).toISOString(), ...more }));
const contact = async (id: string | null) =>
  (
    await floor.tables.rows<{ state: string; owner: string; session: string | null }>(
      "SELECT state::text, owner_id AS owner, session_id AS session FROM contact WHERE id = $1",
      [id],
    )
  )[0];
const used = (agent: Agent) =>
  floor.tables.value<number>("SELECT used FROM agent_session WHERE staff_id = $1", [agent.id]);
const call = async () =>
  (
    await floor.tables.rows("SELECT state, masked, recording FROM call WHERE external_id = $1", [`c${calls}`])
  )[0];
/** All of a call at a seat, wrapped up. */
const wrapUp = async (agent: Agent, id: string | null, outcome = "solved") =>
  bodyOf(await agent.call("POST", `/contacts/${id}/wrap-up`, { outcome }));

describe("a call that a telephone system reports", () => {
  it("is a contact of whoever sits there, from the first ring until its wrap-up is filled", async () => {
    const rings = await report("started", { seat: SEAT.amy, direction: "in", number: "138-0000-1234" });
    expect(rings).toMatchObject({ state: "ringing", repeated: false, unassigned: null, customerId: null });
    expect(await contact(rings.contactId)).toMatchObject({ state: "active", owner: amy.id });
    const talks = await report("answered");
    expect(talks).toMatchObject({ state: "talking", contactId: rings.contactId });
    now += 65_000;
    const over = await report("ended", { recording: "rec/2026/1" });
    expect(over).toMatchObject({ state: "talked", contactId: rings.contactId });
    expect(await contact(rings.contactId)).toMatchObject({ state: "wrapup", owner: amy.id });
    expect(await call()).toEqual({ state: "talked", masked: "138****1234", recording: "rec/2026/1" });
    expect(await used(amy)).toBe(1);
    await wrapUp(amy, rings.contactId);
    expect(await contact(rings.contactId)).toMatchObject({ state: "closed" });
    expect(await used(amy)).toBe(0);
  });

  it("keeps no number but masked, anywhere", async () => {
    const { contactId } = await report("started", { seat: SEAT.amy, number: "13900004321" });
    await report("ended");
    await wrapUp(amy, contactId);
    const tables = await floor.tables.rows<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    for (const { name } of tables) {
      const rows = await floor.tables.rows(`SELECT t::text AS row FROM "${name}" t`);
      expect({ name, found: JSON.stringify(rows).includes("13900004321") }).toEqual({ name, found: false });
    }
  });

  it("told again changes nothing, and is answered the same", async () => {
    const first = await report("started", { seat: SEAT.amy });
    const again = await report("started", { seat: SEAT.bob });
    expect(again).toEqual({ ...first, repeated: true });
    expect(await contact(first.contactId)).toMatchObject({ owner: amy.id });
    const twice = await Promise.all([report("ended"), report("ended")]);
    expect(twice.filter(({ repeated }) => repeated)).toHaveLength(1);
    await wrapUp(amy, first.contactId);
  });

  it.each([
    [["started", "answered", "ended"]],
    [["started", "ended", "answered"]],
    [["answered", "started", "ended"]],
    [["answered", "ended", "started"]],
    [["ended", "started", "answered"]],
    [["ended", "answered", "started"]],
  ])("comes to the same told as %s", async (order) => {
    const seat = { started: SEAT.amy, answered: SEAT.bob } as Record<string, string>;
    let last: Reported | undefined;
    for (const kind of order) last = await report(kind, { seat: seat[kind] });
    expect(last).toMatchObject({ state: "talked", unassigned: null });
    expect(await contact(last?.contactId ?? null)).toMatchObject({ state: "wrapup", owner: bob.id });
    expect([await used(amy), await used(bob)]).toEqual([0, 1]);
    await wrapUp(bob, last?.contactId ?? null);
    expect(await used(bob)).toBe(0);
  });

  it("is kept and nobody's where nobody is signed in, until somebody takes it", async () => {
    await floor.tables.rows(
      "INSERT INTO seat (id, number, group_id) SELECT gen_random_uuid(), 'B-9', group_id FROM seat LIMIT 1 ON CONFLICT DO NOTHING",
    );
    expect(await report("started", { seat: "B-9" })).toMatchObject({
      state: "ringing",
      contactId: null,
      unassigned: "nobody_signed_in",
    });
    const taken = await report("answered", { seat: SEAT.bob });
    expect(taken.unassigned).toBeNull();
    expect(await contact(taken.contactId)).toMatchObject({ state: "active", owner: bob.id });
    await report("ended");
    await wrapUp(bob, taken.contactId);
    calls += 100;
    expect(await report("ended")).toMatchObject({ state: "missed", contactId: null, unassigned: "no_seat" });
    calls -= 100;
  });

  it("knows the same caller again, and whose number it is once somebody has said so", async () => {
    const first = await report("started", { seat: SEAT.amy, number: "+86 137 0000 7777" });
    await report("ended");
    await wrapUp(amy, first.contactId);
    const customer = "00000000-0000-7000-8000-000000000001";
    await floor.tables.rows("INSERT INTO customer (id, created_at) VALUES ($1, now())", [customer]);
    await floor.tables.rows(
      "UPDATE identity i SET customer_id = $1 FROM conversation c WHERE c.id = $2 AND i.id = c.identity_id",
      [customer, first.conversationId],
    );
    calls += 200;
    // The number is told late.
    const again = await report("started", { seat: SEAT.amy });
    expect(again.customerId).toBeNull();
    expect((await report("answered", { number: "013700007777" })).customerId).toBe(customer);
    await report("ended");
    await wrapUp(amy, again.contactId);
    calls -= 200;
  });

  it.each([
    ["a key that is nobody's", { bearer: "no key" }, {}, 401, "cti_key_wrong"],
    ["an unknown seat", {}, { seat: "Z-1" }, 422, "cti_seat_unknown"],
    ["an unknown agent", {}, { agent: "nobody" }, 422, "cti_agent_unknown"],
    ["an unknown kind", {}, { kind: "held" }, 422, "call_kind_unknown"],
    [
      "a time next week",
      {},
      { at: new Date(now + 7 * 86_400_000 + 10e9).toISOString() },
      422,
      "call_in_future",
    ],
    ["no time", {}, { at: "yesterday" }, 400, "input_invalid"],
    ["a field that nobody knows", {}, { caller: "13800001234" }, 400, "input_invalid"],
    ["too much", {}, { recording: "x".repeat(9_000) }, 413, "body_too_large"],
  ])(
    "is refused with %s, and nothing is kept",
    async (_, { bearer }: { bearer?: string }, wrong, status, code) => {
      const before = await floor.tables.value("SELECT count(*)::int FROM call");
      const body = { call: `w${calls}`, kind: "started", at: new Date(now).toISOString(), ...wrong };
      expect(refusalOf(await post(body, bearer))).toMatchObject({ status, code });
      expect(await floor.tables.value("SELECT count(*)::int FROM call")).toBe(before);
    },
  );
});

describe("while she is on the telephone", () => {
  const seats = async (): Promise<string[]> => {
    await seating.settle();
    return (
      await floor.tables.rows<{ id: string }>("SELECT staff_id AS id FROM offer WHERE ended_at IS NULL")
    ).map(({ id }) => id);
  };
  const away = (agent: Agent, presence: string) =>
    floor.tables.rows(
      "UPDATE agent_session SET presence = $2::presence, version = version + 1 WHERE staff_id = $1",
      [agent.id, presence],
    );

  it("no chat is offered to her; what was offered is taken back, and she has it again once she has hung up", async () => {
    await away(bob, "not_ready");
    await floor.say("fan phone", SAYS.person);
    expect(await seats()).toEqual([amy.id]);
    const rings = await report("started", { seat: SEAT.amy });
    expect(await seats()).toEqual([]);
    await report("answered");
    now += 40_000;
    await floor.tables.rows("UPDATE agent_session SET beat_at = $1", [new Date(now)]);
    expect(await seats()).toEqual([]);
    await report("ended");
    now += 2_000;
    expect(await contact(rings.contactId)).toMatchObject({ state: "wrapup" });
    expect(await seats()).toEqual([amy.id]);
    // Nobody is punished for a telephone that rings.
    expect(
      await floor.tables.rows("SELECT no_answers FROM agent_session WHERE staff_id = $1", [amy.id]),
    ).toEqual([{ no_answers: 0 }]);
    await wrapUp(amy, rings.contactId);
    await away(bob, "ready");
  });

  it("what a chat lets her do the telephone does itself: nothing is written, passed on, put aside or taken back", async () => {
    const { contactId, conversationId } = await report("started", { seat: SEAT.bob });
    const path = `/contacts/${contactId}`;
    const refused = async (method: string, at: string, body: object) =>
      refusalOf(await bob.call(method, at, body)).code;
    expect(await refused("POST", `/conversations/${conversationId}/replies`, { text: "您好" })).toBe(
      "contact_is_call",
    );
    expect(await refused("POST", `${path}/hold`, {})).toBe("contact_is_call");
    expect(await refused("POST", `${path}/transfer`, { queueId: floor.queueId, note: "请接" })).toBe(
      "contact_is_call",
    );
    bodyOf(await bob.call("POST", `/conversations/${conversationId}/notes`, { text: "问发货时间" }));
    // Where the telephone system forgets to say so she ends it herself.
    bodyOf(await bob.call("POST", `${path}/end`, {}));
    expect(await refused("POST", `${path}/resume`, {})).toBe("contact_is_call");
    expect(
      await floor.tables.value("SELECT alone_with FROM agent_session WHERE staff_id = $1", [bob.id]),
    ).toBeNull();
    expect(await report("ended")).toMatchObject({ state: "missed", contactId });
    await wrapUp(bob, contactId, "not_reached");
    expect(await floor.tables.value("SELECT outcome FROM wrap_up WHERE contact_id = $1", [contactId])).toBe(
      "not_reached",
    );
    expect(
      await floor.tables.value("SELECT count(*)::int FROM outbox WHERE conversation_id = $1", [
        conversationId,
      ]),
    ).toBe(0);
  });
});

describe("a telephone system", () => {
  it("is made by whoever may, told its key once, and let in no more once it is off or has another", async () => {
    expect(
      refusalOf(await amy.call("POST", "/cti/systems", { name: "x", queueId: null, url: null })).code,
    ).toBe("forbidden");
    const wished = { name: "分机", queueId: floor.queueId, url: "https://pbx.example/dial" };
    const made = bodyOf<Made>(await admin.call("POST", "/cti/systems", wished));
    const listed = bodyOf<{ items: object[] }>(await admin.call("GET", "/cti/systems"));
    expect(listed.items).toContainEqual(made.system);
    expect(JSON.stringify(listed)).not.toContain(made.key);
    const { id } = made.system;
    const rows = await floor.tables.rows(
      "SELECT y::text, a.config::text FROM cti_system y JOIN account a USING (id)",
    );
    expect(JSON.stringify(rows)).not.toContain(made.key);
    const body = { call: "one", kind: "started", at: new Date(now).toISOString() };
    bodyOf(await post(body, made.key));
    const change = { ...wished, version: 1, state: "active", newKey: true };
    const other = bodyOf<Made>(await admin.call("PUT", `/cti/systems/${id}`, change));
    expect(refusalOf(await post(body, made.key)).code).toBe("cti_key_wrong");
    bodyOf(await post(body, other.key));
    bodyOf(
      await admin.call("PUT", `/cti/systems/${id}`, { ...change, version: 2, state: "off", newKey: false }),
    );
    expect(refusalOf(await post(body, other.key)).code).toBe("cti_key_wrong");
    expect(refusalOf(await admin.call("PUT", `/cti/systems/${id}`, change)).code).toBe("version_conflict");
    expect(
      await floor.tables.rows("SELECT action FROM audit WHERE subject_id = $1 ORDER BY at, id", [id]),
    ).toEqual([{ action: "cti.created" }, { action: "cti.changed" }, { action: "cti.changed" }]);
  });

  it("is none of the accounts that fans write to", async () => {
    const { items } = bodyOf<{ items: { name: string }[] }>(await admin.call("GET", "/cti/systems"));
    expect(items.map(({ name }) => name)).toContain("总机");
    const spent = await floor.tables.rows("SELECT platform FROM account WHERE name = '总机'");
    expect(spent).toEqual([{ platform: "call" }]);
  });
});
