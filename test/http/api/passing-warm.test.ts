import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { SECOND } from "../../../src/core/kernel/instant.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

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

const used = (agent: Agent): Promise<number> =>
  floor.tables.value("SELECT used FROM agent_session WHERE staff_id = $1", [agent.id]);
const both = async () => [await used(lin), await used(wang)];
const rowOf = async (id: string) =>
  (await floor.tables.rows<Record<string, unknown>>("SELECT * FROM contact WHERE id = $1", [id]))[0];
const offerOf = async (id: string): Promise<string | undefined> =>
  (
    await floor.tables.rows<{ id: string }>(
      "SELECT id FROM offer WHERE contact_id = $1 AND ended_at IS NULL",
      [id],
    )
  )[0]?.id;
const warm = (id: string, staffId = wang.id) =>
  lin.call("POST", `/contacts/${id}/transfer`, { note: "她要发票", staffId, isWarm: true });
type Row = {
  readonly contactId: string;
  readonly passing: { readonly to: { readonly name: string } } | null;
};
const shownTo = async (agent: Agent, id: string) =>
  bodyOf<{ items: Row[] }>(await agent.call("GET", "/lists/mine")).items.find(
    ({ contactId }) => contactId === id,
  );

async function passing() {
  const { id, conversationId } = await floor.serve(newFan(), lin);
  const before = await both();
  expect(bodyOf(await warm(id))).toMatchObject({ isOffered: true });
  return { id, conversationId, before, offer: await offerOf(id) };
}

describe("暖转 to one agent", () => {
  it("leaves it with its sender, who talks on, until the other has accepted, and then frees the sender", async () => {
    const { id, conversationId, before, offer } = await passing();
    const [mine = 0, hers = 0] = before;
    expect(await both()).toEqual([mine, hers + 1]);
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: lin.id, passing_to: wang.id });
    expect(await shownTo(lin, id)).toMatchObject({ passing: { to: { name: "小王" } } });
    bodyOf(await lin.call("POST", `/conversations/${conversationId}/replies`, { text: "请稍等" }));

    bodyOf(await wang.call("POST", `/offers/${offer}/accept`));
    expect(await both()).toEqual([mine - 1, hers + 1]);
    expect(await rowOf(id)).toMatchObject({
      state: "active",
      owner_id: wang.id,
      passing_to: null,
      passed_by: lin.id,
      transfers: 1,
    });
    expect(await shownTo(wang, id)).toMatchObject({ passing: null });
    bodyOf(await wang.call("POST", `/offers/${offer}/accept`));
    expect(await both()).toEqual([mine - 1, hers + 1]);
    // It may be sent back as any other.
    bodyOf(await wang.call("POST", `/contacts/${id}/bounce`, { why: "not_my_field" }));
    expect(await rowOf(id)).toMatchObject({ state: "queued", queue_id: floor.queueId, is_front: true });
  });

  it.each([
    [
      "declines",
      async (offer: string) =>
        void bodyOf(await wang.call("POST", `/offers/${offer}/reject`, { reason: "busy" })),
    ],
    [
      "leaves ready",
      async () => {
        bodyOf(await wang.call("PUT", "/seat/presence", { to: "break", reason: "meal" }));
        bodyOf(await wang.call("PUT", "/seat/presence", { to: "ready" }));
      },
    ],
  ])("stays with its sender where the other %s", async (_, refuse) => {
    const { id, before, offer } = await passing();
    await refuse(offer ?? "");
    expect(await both()).toEqual(before);
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: lin.id, passing_to: null });
    expect(
      await floor.tables.rows("SELECT data FROM event WHERE subject_id = $1 AND code = 'pass_ended'", [id]),
    ).toMatchObject([{ data: { staff: wang.id } }]);
    expect(refusalOf(await wang.call("POST", `/offers/${offer}/accept`))).toMatchObject({
      code: "offer_taken",
      params: { name: "小林" },
    });
  });

  it("is called off by its sender alone, and cannot be passed on twice or put aside meanwhile", async () => {
    const { id, before, offer } = await passing();
    for (const act of [warm(id), lin.call("POST", `/contacts/${id}/hold`)])
      expect(refusalOf(await act)).toMatchObject({
        status: 409,
        code: "contact_passing",
        params: { name: "小王" },
      });
    expect(refusalOf(await wang.call("POST", `/contacts/${id}/recall`))).toMatchObject({
      code: "recall_too_late",
    });
    bodyOf(await lin.call("POST", `/contacts/${id}/recall`));
    expect(await both()).toEqual(before);
    expect(await offerOf(id)).toBeUndefined();
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: lin.id, passing_to: null });
    expect(refusalOf(await wang.call("POST", `/offers/${offer}/accept`))).toMatchObject({ status: 409 });
  });

  it("is hers alone, whoever presses first: calling off and accepting at one moment", async () => {
    const { id, before, offer } = await passing();
    await Promise.all([
      lin.call("POST", `/contacts/${id}/recall`),
      wang.call("POST", `/offers/${offer}/accept`),
    ]);
    const [mine = 0, hers = 0] = before;
    const isWangs = (await rowOf(id))?.["owner_id"] === wang.id;
    expect(await both()).toEqual(isWangs ? [mine - 1, hers + 1] : before);
  });

  it("comes too late once the time is over, by the server's clock", async () => {
    const { id, offer } = await passing();
    now += 30 * SECOND;
    expect(refusalOf(await wang.call("POST", `/offers/${offer}/accept`))).toMatchObject({ status: 409 });
    expect(await rowOf(id)).toMatchObject({ owner_id: lin.id });
    bodyOf(await lin.call("POST", `/contacts/${id}/recall`));
  });

  it("says why somebody cannot take it now, and changes nothing", async () => {
    const { id } = await floor.serve(newFan(), lin);
    const before = await rowOf(id);
    const out = await floor.agent("班长", { capacity: null });
    const full = await floor.agent("小吴", { capacity: 0 });
    const away = await floor.agent("小郑");
    bodyOf(await away.call("PUT", "/seat/presence", { to: "break", reason: "meal" }));
    const shut = await floor.agent("小周");
    await floor.tables.rows("UPDATE staff SET abilities = $2 WHERE id = $1", [
      shut.id,
      JSON.stringify({ channelMax: { chat: 0 } }),
    ]);
    for (const [agent, code] of [
      [out, "agent_not_seated"],
      [full, "agent_at_capacity"],
      [away, "agent_not_ready"],
      [shut, "agent_channel_full"],
    ] as const)
      expect(refusalOf(await warm(id, agent.id))).toMatchObject({ status: 409, code });
    expect(await rowOf(id)).toEqual(before);
  });

  it("is over where the talk ends, and the other is not asked any more", async () => {
    const { id, offer } = await passing();
    bodyOf(await lin.call("POST", `/contacts/${id}/end`));
    expect(await rowOf(id)).toMatchObject({ state: "wrapup", owner_id: lin.id, passing_to: null });
    expect(refusalOf(await wang.call("POST", `/offers/${offer}/accept`))).toMatchObject({ status: 409 });
  });

  it("is of one agent, not of a queue", async () => {
    const { id } = await floor.serve(newFan(), lin);
    const asked = { note: "x", queueId: floor.queueId, isWarm: true };
    expect(refusalOf(await lin.call("POST", `/contacts/${id}/transfer`, asked))).toMatchObject({
      status: 400,
    });
  });
});
