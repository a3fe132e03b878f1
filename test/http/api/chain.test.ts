import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MINUTE } from "../../../src/core/kernel/instant.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let leader: Agent;
let experts: string;
let leaders: string;
let now = Date.now();

const newQueue = async (name: string, policy: object = {}): Promise<string> => {
  const id = randomUUID();
  await floor.tables.rows(
    `INSERT INTO queue (id, group_id, key, name, policy, created_at)
     SELECT $1::uuid, group_id, $1::text, $3::text, $4, now() FROM queue WHERE id = $2`,
    [id, floor.queueId, name, JSON.stringify(policy)],
  );
  return id;
};

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  leaders = await newQueue("班长组");
  experts = await newQueue("专家组");
  await floor.tables.rows(`UPDATE queue SET policy = policy || $1`, [
    JSON.stringify({ leaderQueueId: leaders }),
  ]);
  lin = await floor.agent("小林", { capacity: 9 });
  wang = await floor.agent("小王", { capacity: 9 });
  leader = await floor.agent("班长", { grants: [{ role: "supervisor", queues: "all" }], capacity: 9 });
});
afterAll(() => floor.close());

type Step = { at: string; zh: string; en: string; note: string | null };
const chainOf = async (agent: Agent, id: string): Promise<readonly Step[]> =>
  bodyOf<{ steps: Step[] }>(await agent.call("GET", `/contacts/${id}/chain`)).steps;
const pass = (agent: Agent, id: string, queueId: string, note: string) =>
  agent.call("POST", `/contacts/${id}/transfer`, { queueId, note });

describe("GET /contacts/:id/chain", () => {
  it("gives the leader who gets the last transfer the whole chain, and the floor the same without the notes", async () => {
    const { id } = await floor.serve("fan 1", lin);
    const first = now;
    bodyOf(await pass(lin, id, experts, "她要发票"));
    await floor.seat(id, wang);
    now += MINUTE;
    bodyOf(await wang.call("POST", `/contacts/${id}/bounce`, { why: "not_my_field" }));
    await floor.seat(id, lin);
    now += MINUTE;
    bodyOf(await pass(lin, id, experts, "税号已核对"));
    await floor.seat(id, wang);
    now += 10 * MINUTE;
    expect(bodyOf(await pass(wang, id, experts, "要主管批"))).toMatchObject({
      leaderQueue: { name: "班长组" },
    });

    const steps = await chainOf(leader, id);
    expect(steps.map(({ en, note }) => [en.replaceAll("售后一组", "A"), note])).toEqual([
      ["小林 passed it on from A to 专家组. 小王 took it.", "她要发票"],
      ["小王 sent it back to A: not my field. 小林 had sent it wrong. 小林 took it.", null],
      ["小林 passed it on from A to 专家组. 小王 took it.", "税号已核对"],
      ["小王 passed it on from 专家组 to 班长组.", "要主管批"],
    ]);
    expect(steps[0]?.at).toBe(new Date(first).toISOString());
    expect(steps[3]?.zh).toBe("小王 从 专家组 转接到 班长组。");

    const explained = bodyOf<{ chain: object[] }>(await leader.call("GET", `/contacts/${id}/explanation`));
    expect(explained.chain).toEqual(steps.map(({ at, zh, en }) => ({ at, zh, en })));

    await floor.seat(id, leader);
    const { contacts } = bodyOf<{ contacts: { contactId: string; transfers: number }[] }>(
      await leader.call("GET", "/desk"),
    );
    expect(contacts).toEqual([expect.objectContaining({ contactId: id, transfers: 3 })]);
  });

  it("is empty of whom nobody passed on, and told to nobody who may not see her", async () => {
    const { id } = await floor.serve("fan 2", lin);
    expect(await chainOf(lin, id)).toEqual([]);
    const stranger = await floor.agent("外人", {
      grants: [{ role: "agent", queues: [experts] }],
      capacity: null,
    });
    expect(refusalOf(await stranger.call("GET", `/contacts/${id}/chain`))).toMatchObject({
      code: "conversation_unseen",
    });
    expect(refusalOf(await lin.call("GET", `/contacts/${randomUUID()}/chain`))).toMatchObject({
      code: "contact_gone",
    });
  });
});
