import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MINUTE } from "../../../src/core/kernel/instant.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let boss: Agent;
let experts: string;
let now = Date.now();
let fans = 0;
const newFan = (): string => `fan ${(fans += 1)}`;

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  lin = await floor.agent("小林", { capacity: 20 });
  wang = await floor.agent("小王", { capacity: 20 });
  boss = await floor.agent("班长", { grants: [{ role: "supervisor", queues: "all" }], capacity: null });
  experts = randomUUID();
  await floor.tables.rows(
    `INSERT INTO queue (id, group_id, key, name, policy, created_at)
     SELECT $1::uuid, group_id, $1::text, '专家组', '{}', now() FROM queue WHERE id = $2`,
    [experts, floor.queueId],
  );
});
afterAll(() => floor.close());

const used = (agent: Agent): Promise<number> =>
  floor.tables.value("SELECT used FROM agent_session WHERE staff_id = $1", [agent.id]);
const rowOf = async (id: string) =>
  (await floor.tables.rows<Record<string, unknown>>("SELECT * FROM contact WHERE id = $1", [id]))[0];
const liveOffers = (id: string) =>
  floor.tables.rows<{ id: string; staff_id: string }>(
    "SELECT id, staff_id FROM offer WHERE contact_id = $1 AND ended_at IS NULL",
    [id],
  );
const pass = (agent: Agent, id: string, given: object) =>
  agent.call("POST", `/contacts/${id}/transfer`, { note: "她要发票", ...given });
const audited = (id: string, action: string) =>
  floor.tables.rows("SELECT actor, data FROM audit WHERE subject_id = $1 AND action = $2", [id, action]);

describe("转接 to one agent", () => {
  it("offers it to her alone, and frees the sender at once", async () => {
    const { id } = await floor.serve(newFan(), lin);
    const [before, hers] = [await used(lin), await used(wang)];
    expect(bodyOf(await pass(lin, id, { staffId: wang.id }))).toMatchObject({ isOffered: true });
    expect([await used(lin), await used(wang)]).toEqual([before - 1, hers + 1]);
    expect(await rowOf(id)).toMatchObject({ state: "offered", owner_id: null, offered_to: wang.id });
    const [offer] = await liveOffers(id);
    bodyOf(await wang.call("POST", `/offers/${offer?.id}/accept`));
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: wang.id, passed_by: lin.id });
  });

  it("lets her wait, a little older, where the agent does not want it or cannot take it", async () => {
    const { id } = await floor.serve(newFan(), lin);
    bodyOf(await pass(lin, id, { staffId: wang.id }));
    const [offer] = await liveOffers(id);
    bodyOf(await wang.call("POST", `/offers/${offer?.id}/reject`, { reason: "busy" }));
    expect(await rowOf(id)).toMatchObject({ state: "queued", queue_id: null, returns: 1, sent_by: null });

    const full = await floor.agent("小吴", { capacity: 0 });
    const other = await floor.serve(newFan(), lin);
    expect(bodyOf(await pass(lin, other.id, { staffId: full.id }))).toMatchObject({ isOffered: false });
    expect(await rowOf(other.id)).toMatchObject({ state: "queued", returns: 1, sent_by: lin.id });
  });

  it("asks for one of both, and for somebody else who is there", async () => {
    const { id } = await floor.serve(newFan(), lin);
    expect(refusalOf(await pass(lin, id, {}))).toMatchObject({ status: 400 });
    expect(refusalOf(await pass(lin, id, { staffId: wang.id, queueId: experts }))).toMatchObject({
      status: 400,
    });
    expect(refusalOf(await pass(lin, id, { staffId: lin.id }))).toMatchObject({
      code: "transfer_to_oneself",
    });
    expect(refusalOf(await pass(lin, id, { staffId: randomUUID() }))).toMatchObject({ code: "staff_gone" });
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: lin.id });
  });

  it("shows who is there and how much each has free", async () => {
    const { agents } = bodyOf<{ agents: { id: string; isReady: boolean }[] }>(
      await lin.call("GET", "/transfer/choices"),
    );
    expect(agents.find(({ id }) => id === wang.id)).toMatchObject({ name: "小王", isReady: true });
    expect(agents.map(({ id }) => id)).not.toContain(lin.id);
  });
});

describe("撤回转接", () => {
  it("is hers again until somebody has accepted it, whoever is asked just now", async () => {
    const { id } = await floor.serve(newFan(), lin);
    const [before, hers] = [await used(lin), await used(wang)];
    bodyOf(await pass(lin, id, { staffId: wang.id }));
    expect(refusalOf(await wang.call("POST", `/contacts/${id}/recall`))).toMatchObject({
      code: "recall_too_late",
    });
    bodyOf(await lin.call("POST", `/contacts/${id}/recall`));
    expect([await used(lin), await used(wang)]).toEqual([before, hers]);
    expect(await liveOffers(id)).toEqual([]);
    expect(await rowOf(id)).toMatchObject({
      state: "active",
      owner_id: lin.id,
      passed_by: null,
      sent_by: null,
    });
    expect(refusalOf(await lin.call("POST", `/contacts/${id}/recall`))).toMatchObject({
      code: "recall_too_late",
    });
  });
});

describe("退回", () => {
  const bounce = (agent: Agent, id: string) =>
    agent.call("POST", `/contacts/${id}/bounce`, { why: "not_my_field" });
  async function passedToWang() {
    const { id } = await floor.serve(newFan(), lin);
    bodyOf(await pass(lin, id, { queueId: experts }));
    await floor.seat(id, wang);
    return id;
  }

  it("goes to the front of the queue that it came from, and is counted as the sender's mistake", async () => {
    const id = await passedToWang();
    const before = await used(wang);
    now += MINUTE;
    bodyOf(await bounce(wang, id));
    expect(await used(wang)).toBe(before - 1);
    expect(await rowOf(id)).toMatchObject({
      state: "queued",
      queue_id: floor.queueId,
      queue_reason: "bounced",
      is_front: true,
      sent_by: wang.id,
      transfers: 1,
    });
    expect(await audited(id, "contact.bounced")).toEqual([
      { actor: `staff:${wang.id}`, data: { misrouted: lin.id, queueId: floor.queueId, why: "not_my_field" } },
    ]);
  });

  it("comes too late after two minutes, and is of what was passed on alone", async () => {
    const id = await passedToWang();
    now += 2 * MINUTE;
    expect(refusalOf(await bounce(wang, id))).toMatchObject({ status: 409, code: "bounce_too_late" });
    const { id: own } = await floor.serve(newFan(), lin);
    expect(refusalOf(await bounce(lin, own))).toMatchObject({ status: 409, code: "contact_not_passed" });
  });
});

describe("指派", () => {
  const assign = (agent: Agent, id: string, staffId: string, beyond?: boolean) =>
    agent.call("POST", `/contacts/${id}/assign`, { staffId, ...(beyond && { beyond }) });

  it("gives who waits to whom the supervisor says, above her capacity only where he says so", async () => {
    const fan = newFan();
    const busy = await floor.agent("小周", { capacity: 1 });
    await floor.serve(newFan(), busy);
    await floor.say(fan, SAYS.person);
    const { id } = await floor.contactOf(fan);
    expect(refusalOf(await assign(lin, id, busy.id))).toMatchObject({ status: 403 });
    expect(refusalOf(await assign(boss, id, busy.id))).toMatchObject({
      status: 409,
      code: "agent_at_capacity",
      params: { name: "小周", used: 1, capacity: 1 },
    });
    expect(refusalOf(await assign(boss, id, boss.id))).toMatchObject({ code: "agent_not_seated" });
    bodyOf(await assign(boss, id, busy.id, true));
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: busy.id });
    expect(await used(busy)).toBe(2);
    expect(await audited(id, "contact.assigned")).toEqual([
      { actor: `staff:${boss.id}`, data: { staffId: busy.id, beyond: true } },
    ]);
    expect(refusalOf(await assign(boss, id, wang.id))).toMatchObject({ code: "contact_not_waiting" });
  });

  it("takes it from whoever is asked for it just now, who is free again", async () => {
    const before = await used(wang);
    const { id } = await floor.offer(newFan(), wang);
    bodyOf(await assign(boss, id, lin.id));
    expect(await used(wang)).toBe(before);
    expect(await liveOffers(id)).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: lin.id });
  });
});
