import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { browser } from "../../../support/api.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../../support/desk.ts";
import { expectContactsFold, expectSeatsSound } from "../../../support/seat-checks.ts";

type Missed = {
  readonly id: string;
  readonly masked: string | null;
  readonly rang: { readonly name: string } | null;
  readonly mayCall: boolean;
  readonly reachedAt: string | null;
  readonly back: { readonly name: string } | null;
};

let floor: DeskFloor;
let amy: Agent;
let bob: Agent;
let lead: Agent;
let key: string;
let now = Date.now();

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now, policy: { wrapRequired: [] } });
  const admin = await floor.agent("管理", { grants: [{ role: "admin", queues: "all" }], capacity: null });
  lead = await floor.agent("班长", { grants: [{ role: "supervisor", queues: "all" }] });
  amy = await floor.agent("阿美");
  bob = await floor.agent("阿博");
  const wished = { name: "总机", queueId: null, url: null };
  ({ key } = bodyOf<{ key: string }>(await admin.call("POST", "/cti/systems", wished)));
});
afterAll(() => floor.close());
beforeEach(() => {
  now += 60_000;
});
afterEach(async () => {
  await expectSeatsSound(floor.tables);
  await expectContactsFold(floor.tables);
});

const report = async (call: string, kind: string, more: object = {}) =>
  bodyOf<{ id: string; contactId: string | null }>(
    await browser(floor.api)(
      "POST",
      "/cti/calls",
      { call, kind, at: new Date(now).toISOString(), ...more },
      { origin: undefined, "x-seatbridge": undefined, authorization: `Bearer ${key}` },
    ),
  );
const missed = async (agent: Agent) =>
  bodyOf<{ items: readonly Missed[] }>(await agent.call("GET", "/calls/missed")).items;
const back = (agent: Agent, id: string) => agent.call("POST", `/calls/${id}/call-back`);

describe("a call that reached nobody", () => {
  it("stands with whoever's seat it rang at, and with leaders; one that was taken does not", async () => {
    const atAmy = await report("m1", "started", { seat: "A-2", number: "13800001111" });
    await report("m1", "ended");
    const nobodys = await report("m2", "ended", { number: "13800002222" });
    await report("m3", "started", { seat: "A-2", number: "13800003333" });
    await report("m3", "answered");
    await report("m3", "ended");
    expect(await missed(amy)).toMatchObject([
      { id: atAmy.id, rang: { name: "阿美" }, masked: "138****1111" },
    ]);
    expect(await missed(bob)).toEqual([]);
    expect((await missed(lead)).map(({ id }) => id).toSorted()).toEqual([atAmy.id, nobodys.id].toSorted());
    expect((await missed(lead)).find(({ id }) => id === nobodys.id)).toMatchObject({ rang: null });
    expect(refusalOf(await back(bob, nobodys.id))).toMatchObject({ status: 404, code: "call_gone" });
  });

  it("is called back by one, once, and is hers to ring; the others are told who does", async () => {
    const { id } = await report("m4", "ended", { number: "13800004444", seat: "A-2" });
    const answers = await Promise.all([back(amy, id), back(lead, id), back(amy, id), back(lead, id)]);
    const done = answers
      .filter(({ status }) => status === 200)
      .map((it) => bodyOf<{ contactId: string }>(it));
    expect(done).toHaveLength(2);
    expect(new Set(done.map(({ contactId }) => contactId)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 409).map(refusalOf)).toMatchObject([
      { code: "called_back" },
      { code: "called_back" },
    ]);
    const rows = await floor.tables.rows(
      `SELECT t.state::text, t.queue_reason, c.surface::text FROM contact t JOIN conversation c ON c.id = t.conversation_id
       WHERE c.thread_key LIKE 'back %'`,
    );
    expect(rows).toEqual([{ state: "active", queue_reason: "call_back", surface: "call" }]);
    const [row] = (await missed(lead)).filter((one) => one.id === id);
    expect(["阿美", "班长"]).toContain(row?.back?.name);
  });

  it("cannot be called back where the number was withheld, and is settled by a talk that came of itself", async () => {
    const { id } = await report("m5", "ended", { seat: "A-3" });
    expect(await missed(bob)).toMatchObject([{ id, mayCall: false }]);
    expect(refusalOf(await back(bob, id))).toMatchObject({ code: "call_withheld" });
    await report("m6", "ended", { seat: "A-3", number: "13800006666" });
    now += 60_000;
    await report("m7", "answered", { seat: "A-3", number: "13800006666" });
    await report("m7", "ended");
    const found = (await missed(bob)).find(({ masked }) => masked === "138****6666");
    expect(found?.reachedAt).toEqual(expect.any(String));
  });
});
