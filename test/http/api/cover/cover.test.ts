import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../../support/desk.ts";
import { openSeatNode, type SeatNode } from "../../../support/seat-node.ts";
import { expectContactsFold, expectSeatsSound } from "../../../support/seat-checks.ts";

type Covering = {
  readonly toAnswer: readonly {
    readonly contactId: string;
    readonly cause: string;
    readonly owner: { readonly id: string };
    readonly waitingSince: string | null;
  }[];
  readonly meanwhile: readonly { readonly conversationId: string; readonly answers: number }[];
};

let floor: DeskFloor;
let seating: SeatNode;
let amy: Agent;
let bob: Agent;
let eve: Agent;
let now = Date.now();

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  amy = await floor.agent("阿美", { capacity: 20 });
  bob = await floor.agent("阿博");
  eve = await floor.agent("外组");
  await floor.tables.rows("DELETE FROM queue_member WHERE staff_id = $1", [eve.id]);
  seating = openSeatNode(floor.url, () => now);
});
afterAll(async () => {
  await seating.close();
  await floor.close();
});
afterEach(async () => {
  await stands(amy, "ready");
  await look();
  await floor.tables.rows("UPDATE cover SET known_at = now() WHERE ended_at IS NOT NULL");
  await policy({});
  await expectSeatsSound(floor.tables);
  await expectContactsFold(floor.tables);
});

const stands = (agent: Agent, presence: string, minutes = 0, alone: string | null = null) =>
  floor.tables.rows(
    `UPDATE agent_session SET presence = $2::presence, state_since = $3, back_at = $4, alone_with = $5, version = version + 1
     WHERE staff_id = $1`,
    [agent.id, presence, new Date(now), minutes === 0 ? null : new Date(now + minutes * 60_000), alone],
  );
const policy = (one: object) => floor.tables.rows("UPDATE queue SET policy = $1", [one]);
async function look(): Promise<void> {
  await floor.tables.rows("UPDATE agent_session SET beat_at = $1", [new Date(now)]);
  await seating.settle();
}
const covering = async (agent: Agent): Promise<Covering> =>
  bodyOf<{ covering: Covering }>(await agent.call("GET", "/desk")).covering;
const cards = async (agent: Agent) =>
  (await covering(agent)).toAnswer.flatMap(({ contactId, waitingSince }) =>
    waitingSince === null ? [] : [contactId],
  );
const answer = (agent: Agent, conversationId: string) =>
  agent.call("POST", `/conversations/${conversationId}/replies`, { text: "我是代管同事，马上为您查" });

let fans = 0;
/** A fan of Amy's who waits for a word. */
async function waits() {
  fans += 1;
  const served = await floor.serve(`fan ${fans}`, amy);
  await floor.say(`fan ${fans}`, "还在吗");
  return { ...served, fan: `fan ${fans}` };
}

describe("代管", () => {
  it("is her colleagues' of the queue while she has a long break; she stays the owner and is told what was said", async () => {
    const { id, conversationId, fan } = await waits();
    await stands(amy, "break", 30);
    await look();
    expect(await covering(bob)).toMatchObject({
      toAnswer: [{ contactId: id, cause: "break", owner: { id: amy.id } }],
    });
    expect(await cards(eve)).toEqual([]);
    expect(await cards(amy)).toEqual([]);
    expect(refusalOf(await answer(eve, conversationId)).code).toBe("contact_not_yours");
    bodyOf(await bob.call("GET", `/conversations/${conversationId}`));
    bodyOf(await answer(bob, conversationId));
    expect(await cards(bob)).toEqual([]);
    await floor.say(fan, "好的谢谢，那什么时候到");
    expect(await cards(bob)).toEqual([id]);
    bodyOf(await answer(bob, conversationId));
    expect(
      await floor.tables.rows(
        "SELECT staff_id FROM message WHERE conversation_id = $1 AND author = 'agent' ORDER BY seq",
        [conversationId],
      ),
    ).toEqual([{ staff_id: bob.id }, { staff_id: bob.id }]);
    expect(await floor.tables.value("SELECT owner_id FROM contact WHERE id = $1", [id])).toBe(amy.id);

    await stands(amy, "ready");
    await look();
    expect(await covering(amy)).toMatchObject({ meanwhile: [{ conversationId, answers: 2 }] });
    expect(refusalOf(await answer(bob, conversationId)).code).toBe("contact_not_yours");
    bodyOf(await amy.call("POST", `/cover/${conversationId}/known`, {}));
    expect(await covering(amy)).toMatchObject({ meanwhile: [] });
  });

  it.each([
    ["a short break", () => stands(amy, "break", 3), false],
    ["being set away", () => stands(amy, "auto_away"), true],
    ["a telephone call", () => stands(amy, "ready", 0, "00000000-0000-7000-8000-00000000000c"), true],
  ])("by %s", async (_, leave, covered) => {
    const { id } = await waits();
    await leave();
    await look();
    expect((await cards(bob)).includes(id)).toBe(covered);
  });

  it("is nobody's where the queue says so, until somebody has waited too long", async () => {
    await policy({ cover: "none" });
    const { id } = await waits();
    await stands(amy, "break", 30);
    await look();
    expect(await cards(bob)).not.toContain(id);
    now += 5 * 60_000 + 1;
    await look();
    expect(await cards(bob)).toContain(id);
  });

  it("is her partner's alone by pairs, until somebody has waited too long", async () => {
    await policy({ cover: "pair" });
    await floor.tables.rows(
      "UPDATE staff SET abilities = abilities || jsonb_build_object('partnerId', $2::text) WHERE id = $1",
      [amy.id, eve.id],
    );
    const { id, conversationId } = await waits();
    await stands(amy, "auto_away");
    await look();
    expect([await cards(eve), await cards(bob)].map((ids) => ids.includes(id))).toEqual([true, false]);
    now += 5 * 60_000 + 1;
    await look();
    expect(await cards(bob)).toContain(id);
    bodyOf(await answer(bob, conversationId));
  });
});
