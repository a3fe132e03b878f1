import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { partForsaken } from "../../../src/store/contact/member.ts";
import { find } from "../../../src/store/seat/find.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
const now = Date.now();
let fans = 0;
const newFan = (): string => `fan ${(fans += 1)}`;

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  lin = await floor.agent("小林", { capacity: 20 });
  wang = await floor.agent("小王", { grants: [{ role: "agent", queues: [randomUUID()] }], capacity: 2 });
});
afterAll(() => floor.close());

const used = (agent: Agent): Promise<number> =>
  floor.tables.value("SELECT used FROM agent_session WHERE staff_id = $1", [agent.id]);
const say = (agent: Agent, conversationId: string, text: string) =>
  agent.call("POST", `/conversations/${conversationId}/replies`, { text });
async function invite(id: string, staffId = wang.id): Promise<string> {
  const body = { kind: "invite", staffId, note: "一起看看" };
  const answer = await lin.call("POST", `/contacts/${id}/consultations`, body);
  return bodyOf<{ consultationId: string }>(answer).consultationId;
}
const join = (agent: Agent, id: string) => agent.call("POST", `/consultations/${id}/join`);
const part = (agent: Agent, id: string, body: object = {}) =>
  agent.call("POST", `/contacts/${id}/part`, body);
async function joined() {
  const contact = await floor.serve(newFan(), lin);
  bodyOf(await join(wang, await invite(contact.id)));
  return contact;
}
/** What a round of the seating loop does about them. */
async function tend(): Promise<{ readonly parted: readonly string[]; readonly wrong: readonly unknown[] }> {
  const connect = createConnection(floor.url);
  const client = await connect();
  try {
    return { parted: await partForsaken(client, now), wrong: await find(connect).miscounted() };
  } finally {
    await client.end();
  }
}

describe("三方", () => {
  it("lets a colleague write to the fan beside the owner, for units of hers, until she leaves", async () => {
    const { id, conversationId } = await floor.serve(newFan(), lin);
    const consultationId = await invite(id);
    expect(refusalOf(await say(wang, conversationId, "您好"))).toMatchObject({ code: "contact_not_yours" });
    const before = await used(wang);
    bodyOf(await join(wang, consultationId));
    expect(await used(wang)).toBe(before + 1);
    bodyOf(await say(wang, conversationId, "我来补充"));
    bodyOf(await say(lin, conversationId, "我们都在"));
    const messages = await floor.tables.rows(
      "SELECT staff_id FROM message WHERE conversation_id = $1 AND author = 'agent' AND internal IS NULL ORDER BY seq",
      [conversationId],
    );
    expect(messages).toEqual([{ staff_id: wang.id }, { staff_id: lin.id }]);
    const desk = bodyOf<{ contacts: { contactId: string; owner: object; members: object[] }[] }>(
      await wang.call("GET", "/desk"),
    );
    expect(desk.contacts.find(({ contactId }) => contactId === id)).toMatchObject({
      owner: { name: "小林" },
      members: [{ name: "小王" }],
    });
    // Only the owner ends it, or passes it on.
    expect(refusalOf(await wang.call("POST", `/contacts/${id}/end`))).toMatchObject({
      code: "contact_not_yours",
    });
    expect((await tend()).wrong).toEqual([]);

    bodyOf(await part(wang, id));
    expect(await used(wang)).toBe(before);
    expect(refusalOf(await part(wang, id))).toMatchObject({ status: 404, code: "member_gone" });
    expect(await used(wang)).toBe(before);
    expect(refusalOf(await say(wang, conversationId, "再见"))).toMatchObject({ code: "contact_not_yours" });
  });

  it("is ended by its owner, and by nobody else", async () => {
    const { id } = await joined();
    const other = await floor.agent("小吴");
    expect(refusalOf(await part(other, id, { staffId: wang.id }))).toMatchObject({
      code: "contact_not_yours",
    });
    const before = await used(wang);
    bodyOf(await part(lin, id, { staffId: wang.id }));
    expect(await used(wang)).toBe(before - 1);
  });

  it.each([
    ["ends", (id: string) => lin.call("POST", `/contacts/${id}/end`)],
    [
      "is passed on",
      (id: string) =>
        lin.call("POST", `/contacts/${id}/transfer`, { queueId: floor.queueId, note: "转给别人" }),
    ],
  ])("frees whoever joined, once, as the contact %s", async (_, does) => {
    const { id, conversationId } = await joined();
    const before = await used(wang);
    bodyOf(await does(id));
    expect(refusalOf(await say(wang, conversationId, "在"))).toMatchObject({ status: 409 });
    expect(await tend()).toEqual({ parted: [wang.id], wrong: [] });
    expect(await tend()).toEqual({ parted: [], wrong: [] });
    expect(await used(wang)).toBe(before - 1);
  });

  it("asks for a seat and for room, and takes nothing where these are wanting", async () => {
    const { id } = await floor.serve(newFan(), lin);
    const standing = await floor.agent("小站", { capacity: null });
    expect(refusalOf(await join(standing, await invite(id, standing.id)))).toMatchObject({
      code: "not_seated",
    });
    const full = await floor.agent("小满", { capacity: 0 });
    const consultationId = await invite(id, full.id);
    expect(refusalOf(await join(full, consultationId))).toMatchObject({ code: "at_capacity" });
    expect(refusalOf(await join(wang, consultationId))).toMatchObject({ code: "consult_not_yours" });
    expect(await floor.tables.rows("SELECT FROM contact_member WHERE contact_id = $1", [id])).toEqual([]);
  });

  it("joins once where two presses cross, and leaves once", async () => {
    const { id } = await floor.serve(newFan(), lin);
    const consultationId = await invite(id);
    const before = await used(wang);
    const all = await Promise.all([join(wang, consultationId), join(wang, consultationId)]);
    expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await used(wang)).toBe(before + 1);
    const left = await Promise.all([part(wang, id), part(lin, id, { staffId: wang.id })]);
    expect(left.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404]);
    expect(await used(wang)).toBe(before);
  });
});
