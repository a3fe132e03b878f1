import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { endConsults } from "../../../src/store/work/consultation.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let lin: Agent;
/** Of another queue: she sees nothing of this one's by herself. */
let wang: Agent;
let boss: Agent;
const now = Date.now();
let fans = 0;
const newFan = (): string => `fan ${(fans += 1)}`;

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  lin = await floor.agent("小林", { capacity: 20 });
  wang = await floor.agent("小王", { grants: [{ role: "agent", queues: [randomUUID()] }], capacity: 5 });
  boss = await floor.agent("班长", {
    grants: [{ role: "supervisor", queues: [floor.queueId] }],
    capacity: null,
  });
});
afterAll(() => floor.close());

type Shown = {
  readonly consultationId: string;
  readonly kind: string;
  readonly said: string | null;
  readonly answer: string | null;
  readonly how: string | null;
  readonly asked: { readonly name: string } | null;
};
const shown = async (agent: Agent, consultationId: string): Promise<Shown | undefined> =>
  bodyOf<{ consults: Shown[] }>(await agent.call("GET", "/desk")).consults.find(
    (one) => one.consultationId === consultationId,
  );
const sees = async (agent: Agent, conversationId: string): Promise<number> =>
  (await agent.call("GET", `/conversations/${conversationId}`)).status;
const consult = (agent: Agent, id: string, given: object = {}) =>
  agent.call("POST", `/contacts/${id}/consultations`, { staffId: wang.id, note: "能开专票吗？", ...given });
const does = (agent: Agent, id: string, what: string, body?: object) =>
  agent.call("POST", `/consultations/${id}/${what}`, body);
async function consulted() {
  const contact = await floor.serve(newFan(), lin);
  const { consultationId } = bodyOf<{ consultationId: string }>(await consult(lin, contact.id));
  return { ...contact, consultationId };
}
const outbox = (conversationId: string) =>
  floor.tables.value("SELECT count(*)::int FROM outbox WHERE conversation_id = $1 AND class = 'agent'", [
    conversationId,
  ]);

describe("会商", () => {
  it("lets a colleague see the contact and write notes until she has answered, and no longer", async () => {
    const { id, conversationId } = await floor.serve(newFan(), lin);
    expect(await sees(wang, conversationId)).toBe(403);
    const { consultationId } = bodyOf<{ consultationId: string }>(await consult(lin, id));
    expect(await shown(wang, consultationId)).toMatchObject({ kind: "consult", said: "能开专票吗？" });
    expect(await sees(wang, conversationId)).toBe(200);
    bodyOf(await wang.call("POST", `/conversations/${conversationId}/notes`, { text: "我看看" }));
    // Never to the fan.
    expect(
      refusalOf(await wang.call("POST", `/conversations/${conversationId}/replies`, { text: "您好" })),
    ).toMatchObject({ code: "contact_not_yours" });
    bodyOf(await does(wang, consultationId, "answer", { note: "可以，要税号" }));
    expect(await sees(wang, conversationId)).toBe(403);
    expect(await shown(wang, consultationId)).toBeUndefined();
    expect(await shown(lin, consultationId)).toMatchObject({ how: "answered", answer: "可以，要税号" });
    bodyOf(await does(lin, consultationId, "known"));
    expect(await shown(lin, consultationId)).toBeUndefined();
    expect(await outbox(conversationId)).toBe(0);
    expect(await floor.tables.rows("SELECT state::text, owner_id FROM contact WHERE id = $1", [id])).toEqual([
      { state: "active", owner_id: lin.id },
    ]);
  });

  it("is taken back by who asked, once, and its answer comes too late then", async () => {
    const { conversationId, consultationId } = await consulted();
    expect(refusalOf(await does(wang, consultationId, "withdraw"))).toMatchObject({
      status: 403,
      code: "consult_not_yours",
    });
    bodyOf(await does(lin, consultationId, "withdraw"));
    expect(await sees(wang, conversationId)).toBe(403);
    expect(refusalOf(await does(wang, consultationId, "answer", { note: "可以" }))).toMatchObject({
      status: 409,
      code: "consult_over",
    });
    expect(refusalOf(await does(lin, consultationId, "withdraw"))).toMatchObject({ code: "consult_over" });
  });

  it("is of who has the contact, with a word, to somebody else, and once", async () => {
    const { id } = await consulted();
    expect(refusalOf(await consult(wang, id))).toMatchObject({ code: "contact_not_yours" });
    expect(refusalOf(await consult(lin, id))).toMatchObject({ code: "consult_open" });
    expect(refusalOf(await consult(lin, id, { staffId: lin.id }))).toMatchObject({ code: "consult_oneself" });
    expect(refusalOf(await consult(lin, id, { staffId: randomUUID() }))).toMatchObject({
      code: "staff_gone",
    });
    expect(refusalOf(await consult(lin, id, { staffId: boss.id, note: " " }))).toMatchObject({
      code: "reply_empty",
    });
  });

  it("ends with her contact, or as it is passed on", async () => {
    const { id, conversationId, consultationId } = await consulted();
    bodyOf(await lin.call("POST", `/contacts/${id}/end`));
    expect(await sees(wang, conversationId)).toBe(403);
    const client = await createConnection(floor.url)();
    expect(await endConsults(client, now)).toEqual(expect.arrayContaining([lin.id, wang.id]));
    expect(await endConsults(client, now)).toEqual([]);
    await client.end();
    expect(await shown(wang, consultationId)).toBeUndefined();
    expect(await shown(lin, consultationId)).toBeUndefined();
  });

  it("is told in events and audit by ids alone", async () => {
    const { id, consultationId } = await consulted();
    bodyOf(await does(wang, consultationId, "answer", { note: "秘密" }));
    const events = await floor.tables.rows(
      "SELECT code, data FROM event WHERE subject_id = $1 AND code LIKE 'consult%' ORDER BY seq",
      [id],
    );
    expect(events).toMatchObject([
      { code: "consulted", data: { consultation: consultationId, kind: "consult", staff: wang.id } },
      { code: "consult_ended", data: { consultation: consultationId, how: "answered", staff: lin.id } },
    ]);
    const audit = await floor.tables.rows("SELECT action, data::text FROM audit WHERE subject_id = $1", [id]);
    expect(JSON.stringify([events, audit])).not.toMatch(/秘密|专票/);
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["contact.consulted", "consult.answered"]),
    );
  });
});

describe("求助班长", () => {
  const flag = (agent: Agent, id: string, note = "") =>
    agent.call("POST", `/contacts/${id}/flag`, { reason: "angry", note });

  it("is in the list of each leader of the queue until one sees to it", async () => {
    const other = await floor.agent("副班长", {
      grants: [{ role: "supervisor", queues: "all" }],
      capacity: null,
    });
    const elsewhere = await floor.agent("外组班长", {
      grants: [{ role: "supervisor", queues: [randomUUID()] }],
      capacity: null,
    });
    const { id } = await floor.serve(newFan(), lin);
    const { consultationId, leaders } = bodyOf<{ consultationId: string; leaders: number }>(
      await flag(lin, id),
    );
    expect(leaders).toBe(2);
    expect(refusalOf(await flag(lin, id))).toMatchObject({ code: "consult_open" });
    for (const leader of [boss, other])
      expect(await shown(leader, consultationId)).toMatchObject({ kind: "flag", asked: null });
    expect(await shown(elsewhere, consultationId)).toBeUndefined();
    expect(refusalOf(await does(elsewhere, consultationId, "take"))).toMatchObject({
      code: "consult_not_yours",
    });
    const took = await Promise.all([boss, other].map((leader) => does(leader, consultationId, "take")));
    expect(took.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const [first, second] = took[0]?.status === 200 ? [boss, other] : [other, boss];
    expect(await shown(second, consultationId)).toBeUndefined();
    expect(await shown(lin, consultationId)).toMatchObject({ asked: { name: first.name } });
    bodyOf(await does(first, consultationId, "answer", { note: "先退款" }));
    expect(await shown(lin, consultationId)).toMatchObject({ how: "answered", answer: "先退款" });
  });

  it("says where no leader is signed in, and outlives the contact until one has seen it", async () => {
    await floor.tables.rows(
      "UPDATE staff_session SET ended_at = now(), ended_why = 'signed_out' WHERE staff_id <> $1",
      [lin.id],
    );
    const { id } = await floor.serve(newFan(), lin);
    const { consultationId, leaders } = bodyOf<{ consultationId: string; leaders: number }>(
      await flag(lin, id, "客户要找媒体"),
    );
    expect(leaders).toBe(0);
    bodyOf(await lin.call("POST", `/contacts/${id}/end`));
    const client = await createConnection(floor.url)();
    await endConsults(client, now);
    await client.end();
    await floor.tables.rows(
      "UPDATE staff_session SET ended_at = NULL, ended_why = NULL WHERE staff_id = $1",
      [boss.id],
    );
    expect(await shown(boss, consultationId)).toMatchObject({ kind: "flag", said: "客户要找媒体" });
    bodyOf(await does(boss, consultationId, "take"));
    expect(await shown(boss, consultationId)).toBeUndefined();
  });
});
