import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let boss: Agent;
let fans = 0;

beforeAll(async () => {
  floor = await openDeskFloor({});
  lin = await floor.agent("小林", { capacity: 20 });
  wang = await floor.agent("小王", { capacity: 20 });
  boss = await floor.agent("班长", { grants: [{ role: "supervisor", queues: "all" }], capacity: null });
});
afterAll(() => floor.close());

const give = (who: Agent, id: string) => who.call("POST", `/contacts/${id}/abuse-hand-over`);
const warn = (who: Agent, id: string) => who.call("POST", `/contacts/${id}/abuse-warnings`);
const rowOf = async (id: string) =>
  (await floor.tables.rows<Record<string, unknown>>("SELECT * FROM contact WHERE id = $1", [id]))[0];
const eventsOf = (id: string) =>
  floor.tables.value<number>("SELECT count(*)::int FROM event WHERE subject_id = $1", [id]);
const outboxOf = (conversationId: string) =>
  floor.tables.value<number>("SELECT count(*)::int FROM outbox WHERE conversation_id = $1", [conversationId]);

async function insulted() {
  const fan = `rude ${(fans += 1)}`;
  const { id, conversationId } = await floor.serve(fan, lin);
  await floor.say(fan, { kind: "text", text: "你就是个傻逼" });
  return { id, conversationId };
}

describe("an agent who was insulted", () => {
  it("gives the customer to a colleague: in front, with its age, never hers again, and no transfer", async () => {
    const { id, conversationId } = await insulted();
    const [before, said] = [await rowOf(id), await outboxOf(conversationId)];
    bodyOf(await give(lin, id));
    expect(await rowOf(id)).toMatchObject({
      state: "queued",
      queue_id: floor.queueId,
      queue_reason: "abuse",
      owner_id: null,
      enqueued_at: before?.["enqueued_at"],
      is_front: true,
      sent_by: lin.id,
      transfers: before?.["transfers"],
      passed_by: null,
    });
    expect(await floor.tables.value("SELECT demand -> 'barred' FROM contact WHERE id = $1", [id])).toEqual([
      lin.id,
    ]);
    expect(await outboxOf(conversationId)).toBe(said);
    expect(
      await floor.tables.rows("SELECT FROM offer WHERE contact_id = $1 AND outcome = 'rejected'", [id]),
    ).toEqual([]);
    expect(bodyOf((await boss.call("GET", "/misroutes")) as never)).toMatchObject({ total: 0 });
    expect(bodyOf(await wang.call("GET", `/contacts/${id}/chain`))).toMatchObject({
      steps: [{ zh: "小林 因客户辱骂交给同事，不计转接。" }],
    });
  });

  it("is not refused by the limit of transfers, and her colleague has all of them left", async () => {
    const { id } = await insulted();
    await floor.tables.rows("UPDATE contact SET transfers = 3 WHERE id = $1", [id]);
    bodyOf(await give(lin, id));
    expect(await rowOf(id)).toMatchObject({ state: "queued", transfers: 3, queue_id: floor.queueId });
  });

  it("is seen by her leaders at once, and may take a moment", async () => {
    const { id } = await insulted();
    bodyOf(await give(lin, id));
    expect(
      await floor.tables.rows(
        "SELECT kind, reason, by_id, asked_id FROM consultation WHERE contact_id = $1",
        [id],
      ),
    ).toEqual([{ kind: "flag", reason: "abuse", by_id: lin.id, asked_id: null }]);
    expect(bodyOf(await lin.call("POST", `/contacts/${id}/recovery`))).toMatchObject({
      session: { presence: "recovery" },
    });
    bodyOf(await lin.call("PUT", "/seat/presence", { to: "ready" }));
  });

  it("does so once: back in her hands it is refused, and stays hers", async () => {
    const { id } = await insulted();
    bodyOf(await give(lin, id));
    await floor.seat(id, lin);
    const events = await eventsOf(id);
    expect(refusalOf(await give(lin, id))).toMatchObject({ status: 409, code: "abuse_given_before" });
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: lin.id });
    expect(await eventsOf(id)).toBe(events);
  });

  it("may be another of the same contact, who has her own once", async () => {
    const { id } = await insulted();
    bodyOf(await give(lin, id));
    await floor.seat(id, wang);
    bodyOf(await give(wang, id));
    expect(await floor.tables.value("SELECT demand -> 'barred' FROM contact WHERE id = $1", [id])).toEqual([
      lin.id,
      wang.id,
    ]);
  });

  it("is one whose customer insulted: who was civil, and not warned, stays; a warning is cause enough", async () => {
    const { id } = await floor.serve(`civil ${(fans += 1)}`, lin);
    expect(refusalOf(await give(lin, id))).toMatchObject({ status: 409, code: "abuse_no_cause" });
    expect(refusalOf(await give(wang, id))).toMatchObject({ code: "contact_not_yours" });
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: lin.id });
    bodyOf(await warn(lin, id));
    bodyOf(await give(lin, id));
    expect(await rowOf(id)).toMatchObject({ state: "queued", queue_reason: "abuse" });
  });
});
