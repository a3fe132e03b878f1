import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DAY, MINUTE } from "../../../src/core/kernel/instant.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let boss: Agent;
let ofExperts: Agent;
let ofOthers: Agent;
let manager: Agent;
let experts: string;
let others: string;
let now = Date.now();
let fans = 0;

const newQueue = async (name: string): Promise<string> => {
  const id = randomUUID();
  await floor.tables.rows(
    `INSERT INTO queue (id, group_id, key, name, policy, created_at)
     SELECT $1::uuid, group_id, $1::text, $3::text, '{}', now() FROM queue WHERE id = $2`,
    [id, floor.queueId, name],
  );
  return id;
};

const supervises = (name: string, queues: "all" | string[]) =>
  floor.agent(name, { grants: [{ role: "supervisor", queues }], capacity: null });

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  experts = await newQueue("专家组");
  others = await newQueue("别组");
  lin = await floor.agent("小林", { capacity: 20 });
  wang = await floor.agent("小王", { capacity: 20 });
  boss = await supervises("班长", "all");
  ofExperts = await supervises("专家班长", [experts]);
  ofOthers = await supervises("别班长", [others]);
  manager = await floor.agent("经理", { grants: [{ role: "executive", queues: "all" }], capacity: null });
});
afterAll(() => floor.close());

/** 小林 sends a fan wrong, and 小王 sends her back. */
async function misroute(given: { queueId: string } | { staffId: string; isWarm?: boolean }, why: string) {
  const { id, conversationId } = await floor.serve(`fan ${(fans += 1)}`, lin);
  bodyOf(await lin.call("POST", `/contacts/${id}/transfer`, { note: "她要发票", ...given }));
  if ("queueId" in given) await floor.seat(id, wang);
  else {
    const [offer] = await floor.tables.rows<{ id: string }>(
      "SELECT id FROM offer WHERE contact_id = $1 AND ended_at IS NULL",
      [id],
    );
    bodyOf(await wang.call("POST", `/offers/${offer?.id}/accept`));
  }
  now += MINUTE;
  bodyOf(await wang.call("POST", `/contacts/${id}/bounce`, { why }));
  return { id, conversationId };
}
const read = async (agent: Agent, days = 7) =>
  bodyOf<Record<string, unknown>>(await agent.call("GET", `/misroutes?days=${days}`));
const list = async (agent: Agent, query = "days=7") =>
  bodyOf<{ items: Record<string, unknown>[]; more: boolean }>(
    await agent.call("GET", `/misroutes/items?${query}`),
  );

describe("误转", () => {
  it("is none where nobody has sent anything back", async () => {
    expect(await read(boss)).toMatchObject({ total: 0, senders: [], ways: [] });
    expect(await list(boss)).toEqual({ items: [], more: false });
  });

  it("counts what came back by who had sent it and by its way, with the reasons", async () => {
    await misroute({ queueId: experts }, "not_my_field");
    await misroute({ queueId: experts }, "language");
    await misroute({ staffId: wang.id }, "not_my_field");
    await misroute({ staffId: wang.id, isWarm: true }, "not_my_field");
    const [from, to] = [expect.objectContaining({ id: floor.queueId }), { id: experts, name: "专家组" }];
    expect(await read(boss)).toMatchObject({
      total: 4,
      senders: [{ id: lin.id, name: "小林", count: 4, whys: { not_my_field: 3, language: 1 } }],
    });
    const { ways } = (await read(boss)) as { ways: { to: { id: string } }[] };
    expect(ways.toSorted((a, b) => (a.to.id === experts ? -1 : b.to.id === experts ? 1 : 0))).toEqual([
      { from, to, count: 2, whys: { not_my_field: 1, language: 1 } },
      { from, to: from, count: 2, whys: { not_my_field: 2 } },
    ]);
  });

  it("tells of each number who, when and which contact, the newest first", async () => {
    const { id, conversationId } = await misroute({ queueId: others }, "other");
    const { items } = await list(boss, `days=7&sender=${lin.id}&to=${others}`);
    expect(items).toEqual([
      {
        at: new Date(now).toISOString(),
        contactId: id,
        conversationId,
        sender: { id: lin.id, name: "小林" },
        by: { id: wang.id, name: "小王" },
        from: { id: floor.queueId, name: expect.any(String) },
        to: { id: others, name: "别组" },
        why: "other",
      },
    ]);
    expect((await list(boss)).items).toHaveLength(5);
    expect((await list(boss)).items[0]).toMatchObject({ contactId: id });
    expect((await list(boss, `days=7&from=${others}`)).items).toEqual([]);
    expect((await list(boss, `days=7&sender=${wang.id}`)).items).toEqual([]);
  });

  it("shows a leader what her queues sent or got, and conversations only to who may see them", async () => {
    expect(await read(ofExperts)).toMatchObject({ total: 2 });
    expect(await read(ofOthers)).toMatchObject({ total: 1, ways: [{ to: { id: others } }] });
    // It stands in the queue that it came from again, which is none of hers.
    expect((await list(ofOthers)).items).toMatchObject([{ conversationId: null }]);
    expect((await list(manager)).items.map(({ conversationId }) => conversationId)).toEqual(
      Array.from({ length: 5 }, () => null),
    );
    expect(refusalOf(await lin.call("GET", "/misroutes"))).toMatchObject({ status: 403 });
    expect(refusalOf(await lin.call("GET", "/misroutes/items"))).toMatchObject({ status: 403 });
  });

  it("is of the last days that are asked for, 90 at most, and of practice only while there is nothing else", async () => {
    now += 7 * DAY;
    // Everybody else is signed out by then.
    boss = await supervises("新班长", "all");
    expect(await read(boss)).toMatchObject({ total: 0 });
    expect(await read(boss, 30)).toMatchObject({ total: 5 });
    expect(refusalOf(await boss.call("GET", "/misroutes?days=91"))).toMatchObject({ code: "input_invalid" });
    await floor.tables.rows(
      `INSERT INTO account (id, platform, name, simulated, config, created_at)
       SELECT gen_random_uuid(), platform, '真账号', false, config, created_at FROM account LIMIT 1`,
    );
    expect(await read(boss, 30)).toMatchObject({ total: 0 });
    expect((await list(boss, "days=30")).items).toEqual([]);
  });
});
