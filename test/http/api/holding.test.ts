import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MINUTE } from "../../../src/core/kernel/instant.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let now = Date.now();
let fans = 0;
const newFan = (): string => `fan ${(fans += 1)}`;

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  lin = await floor.agent("小林", { capacity: 20 });
  wang = await floor.agent("小王");
});
afterAll(() => floor.close());

const used = (agent: Agent): Promise<number> =>
  floor.tables.value("SELECT used FROM agent_session WHERE staff_id = $1", [agent.id]);
const idleSince = (agent: Agent): Promise<unknown> =>
  floor.tables.value("SELECT idle_since FROM agent_session WHERE staff_id = $1", [agent.id]);
const rowOf = async (id: string) =>
  (await floor.tables.rows<Record<string, unknown>>("SELECT * FROM contact WHERE id = $1", [id]))[0];
const hold = (agent: Agent, id: string) => agent.call("POST", `/contacts/${id}/hold`);
const unhold = (agent: Agent, id: string) => agent.call("POST", `/contacts/${id}/unhold`);

describe("挂起", () => {
  it("frees the slot at once, costs no place among the idle, and leaves the contact with its agent", async () => {
    const { id, conversationId } = await floor.serve(newFan(), lin);
    const [before, idle] = [await used(lin), await idleSince(lin)];
    now += 1_000;
    expect(bodyOf(await hold(lin, id))).toEqual({ contactId: id, conversationId });
    expect(await used(lin)).toBe(before - 1);
    expect(await idleSince(lin)).toEqual(idle);
    expect(await rowOf(id)).toMatchObject({
      state: "active",
      owner_id: lin.id,
      session_id: null,
      held_since: new Date(now),
      held_by: "agent",
    });
    const { items } = bodyOf<{ items: { contactId: string; heldSince: string | null }[] }>(
      await lin.call("GET", "/lists/mine"),
    );
    expect(items.find(({ contactId }) => contactId === id)?.heldSince).toBe(new Date(now).toISOString());
  });

  it("keeps the slot where the queue says so", async () => {
    const { id } = await floor.serve(newFan(), lin);
    const before = await used(lin);
    await floor.tables.rows("UPDATE queue SET policy = policy || '{\"dormantHolds\": true}'");
    bodyOf(await hold(lin, id));
    expect(await used(lin)).toBe(before);
    await floor.tables.rows("UPDATE queue SET policy = policy - 'dormantHolds'");
  });

  it.each([
    ["the fan's next word", (fan: string) => floor.say(fan, "我回来了")],
    [
      "a word of her agent's",
      async (_: string, id: string, conversationId: string) => {
        bodyOf(await lin.call("POST", `/conversations/${conversationId}/replies`, { text: `已核实 ${id}` }));
      },
    ],
    ["her agent", async (_: string, id: string) => void bodyOf(await unhold(lin, id))],
  ])("is over by %s", async (_, speak) => {
    const fan = newFan();
    const { id, conversationId } = await floor.serve(fan, lin);
    bodyOf(await hold(lin, id));
    await speak(fan, id, conversationId);
    expect(await rowOf(id)).toMatchObject({
      state: "active",
      owner_id: lin.id,
      held_since: null,
      held_by: null,
    });
  });

  it("is refused twice over, of another's contact, and of what is not on hold", async () => {
    const { id } = await floor.serve(newFan(), lin);
    expect(refusalOf(await unhold(lin, id))).toMatchObject({ status: 409, code: "contact_not_on_hold" });
    expect(refusalOf(await hold(wang, id))).toMatchObject({ status: 409, code: "contact_not_yours" });
    bodyOf(await hold(lin, id));
    const before = await used(lin);
    expect(refusalOf(await hold(lin, id))).toMatchObject({ status: 409, code: "contact_on_hold" });
    expect(await used(lin)).toBe(before);
  });

  it("ends without a slot for its wrap-up, which is owed all the same", async () => {
    const { id } = await floor.serve(newFan(), lin);
    bodyOf(await hold(lin, id));
    const before = await used(lin);
    bodyOf(await lin.call("POST", `/contacts/${id}/end`));
    expect(await used(lin)).toBe(before);
    expect(await rowOf(id)).toMatchObject({ state: "wrapup", held_since: null, session_id: null });
  });
});

describe("a fan who gave up waiting", () => {
  const leave = (fan: string) => floor.say(fan, { kind: "event", event: { name: "unfollowed" } });
  async function gaveUp() {
    const fan = newFan();
    await floor.say(fan, SAYS.person);
    const { id } = await floor.contactOf(fan);
    const before = await rowOf(id);
    now += MINUTE;
    await leave(fan);
    expect(await rowOf(id)).toMatchObject({ state: "abandoned" });
    return { fan, id, before };
  }

  it("has her old place again where she is back in time", async () => {
    const { fan, id, before } = await gaveUp();
    now += MINUTE;
    await floor.say(fan, "还在吗");
    expect(await floor.contactOf(fan)).toEqual({ id, state: "queued" });
    expect(await rowOf(id)).toMatchObject({
      queue_reason: "returned",
      enqueued_at: before?.["enqueued_at"],
      entered_at: before?.["entered_at"],
      ended_at: null,
      resolution: null,
    });
    await floor.seat(id, wang);
    expect(await rowOf(id)).toMatchObject({ state: "active", owner_id: wang.id });
  });

  it("comes anew where she is not", async () => {
    const { fan, id } = await gaveUp();
    now += 10 * MINUTE;
    await floor.say(fan, "还在吗");
    expect((await floor.contactOf(fan)).id).not.toBe(id);
    expect(await rowOf(id)).toMatchObject({ state: "abandoned" });
  });
});
