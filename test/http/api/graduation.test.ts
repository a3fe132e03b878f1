import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

const DAY = 86_400_000;

type Listed = {
  readonly items: readonly {
    readonly id: string;
    readonly day: number;
    readonly cap: number;
    readonly usualCap: number;
    readonly contacts: number;
    readonly lastDays: readonly { readonly day: number; readonly contacts: number }[];
    readonly reviewed: number;
    readonly reviews: object;
    readonly inHand: readonly { readonly contactId: string }[];
    readonly presence: string | null;
    readonly isLed: boolean;
  }[];
  readonly graduates: readonly {
    readonly id: string;
    readonly by: { readonly id: string };
    readonly reason: string;
  }[];
};

let floor: DeskFloor;
let amy: Agent;
let leader: Agent;
let stranger: Agent;
let mentor: Agent;

const dateOf = (at: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(at);
const isNew = (nursery?: object) =>
  floor.tables.rows("UPDATE staff SET abilities = $2, graduation = NULL WHERE id = $1", [
    amy.id,
    { skills: { zh: 3 }, ...(nursery && { nursery }) },
  ]);
const listed = async (who: Agent): Promise<Listed> => bodyOf<Listed>(await who.call("GET", "/newcomers"));
const graduate = (who: Agent, body: object = { reason: "steady" }) =>
  who.call("POST", `/newcomers/${amy.id}/graduation`, body);
const undo = (who: Agent) => who.call("POST", `/newcomers/${amy.id}/graduation/undo`);
const capacity = async (): Promise<unknown> => {
  const [row] = await floor.tables.rows<{ capacity: number }>(
    "SELECT capacity FROM agent_session WHERE staff_id = $1 AND presence <> 'offline'",
    [amy.id],
  );
  return row?.capacity;
};

beforeAll(async () => {
  floor = await openDeskFloor();
  amy = await floor.agent("阿美", { capacity: 2 });
  mentor = await floor.agent("带教", { capacity: null });
  leader = await floor.agent("班长", {
    capacity: null,
    grants: [{ role: "supervisor", queues: [floor.queueId] }],
  });
  stranger = await floor.agent("别组班长", {
    capacity: null,
    grants: [{ role: "supervisor", queues: [randomUUID()] }],
  });
});
afterAll(() => floor.close());
/** Her third day: two at once, five as is usual for her. */
beforeEach(async () => {
  await isNew({ since: dateOf(Date.now() - 2 * DAY), caps: [1, 1, 2], mentorId: mentor.id, reviewed: 5 });
  await floor.tables.rows("UPDATE agent_session SET capacity = 2 WHERE staff_id = $1", [amy.id]);
});

describe("the list of new agents", () => {
  it("tells her leader and her mentor what she has done, and nobody else", async () => {
    const { id } = await floor.serve("fan 1", amy);
    const [row] = (await listed(leader)).items;
    expect(row).toMatchObject({
      id: amy.id,
      day: 3,
      cap: 2,
      usualCap: 5,
      contacts: 1,
      lastDays: [
        { day: 1, contacts: 0 },
        { day: 2, contacts: 0 },
        { day: 3, contacts: 1 },
      ],
      reviewed: 5,
      reviews: { waiting: 0, approved: 0, edited: 0, returned: 0 },
      isLed: true,
    });
    expect(row?.inHand.map(({ contactId }) => contactId)).toEqual([id]);
    const [hers] = (await listed(mentor)).items;
    expect(hers).toMatchObject({ id: amy.id, isLed: false });
    expect(hers?.inHand).toHaveLength(1);
    expect(await listed(stranger)).toEqual({ items: [], graduates: [] });
    expect(await listed(amy)).toEqual({ items: [], graduates: [] });
  });
});

describe("a new agent whom her leader finds ready", () => {
  it("is new no more: her cap goes, her replies leave at once, and what she has stays hers", async () => {
    bodyOf(await graduate(leader, { reason: "experienced", note: "做过三年" }));
    expect(await capacity()).toBe(5);
    const { items, graduates } = await listed(leader);
    expect(items).toEqual([]);
    expect(graduates).toMatchObject([
      { id: amy.id, by: { id: leader.id }, reason: "experienced", note: "做过三年", isLed: true },
    ]);
    const [{ abilities } = { abilities: {} }] = await floor.tables.rows<{ abilities: object }>(
      "SELECT abilities FROM staff WHERE id = $1",
      [amy.id],
    );
    expect(abilities).toEqual({ skills: { zh: 3 } });
    const { conversationId } = await floor.serve("fan 2", amy);
    const said = await amy.call("POST", `/conversations/${conversationId}/replies`, { text: "您好" });
    expect(bodyOf<{ reviewId?: string | null }>(said).reviewId ?? null).toBeNull();
    expect(await floor.tables.rows("SELECT FROM consultation WHERE kind = 'review'")).toEqual([]);
  });

  it("is new again where that is undone, as she was", async () => {
    bodyOf(await graduate(leader));
    bodyOf(await undo(leader));
    expect(await capacity()).toBe(2);
    expect((await listed(leader)).graduates).toEqual([]);
    expect((await listed(mentor)).items).toMatchObject([{ id: amy.id, day: 3, cap: 2, reviewed: 5 }]);
  });

  it("keeps how many at once her leader set for this sign-in", async () => {
    await floor.tables.rows("UPDATE agent_session SET capacity = 1 WHERE staff_id = $1", [amy.id]);
    bodyOf(await graduate(leader));
    expect(await capacity()).toBe(1);
  });

  it("is ready once, by a leader of hers, with a reason", async () => {
    expect(refusalOf(await graduate(stranger))).toMatchObject({ code: "staff_gone" });
    expect((await graduate(mentor)).status).toBe(403);
    expect((await graduate(leader, {})).status).toBe(400);
    expect((await graduate(leader, { reason: "other", note: "长".repeat(201) })).status).toBe(400);
    expect(refusalOf(await undo(leader))).toMatchObject({ code: "graduation_over" });
    const both = await Promise.all([graduate(leader), graduate(leader)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect(refusalOf(await graduate(leader))).toMatchObject({ code: "not_new" });
  });

  it("never says so of herself", async () => {
    const nursery = { since: dateOf(Date.now()), caps: [1] };
    const set = (abilities: object) =>
      floor.tables.rows("UPDATE staff SET abilities = $2 WHERE id = $1", [leader.id, abilities]);
    await set({ nursery });
    const hers = (await listed(leader)).items.find(({ id }) => id === leader.id);
    expect(hers).toMatchObject({ isLed: false });
    const refused = await leader.call("POST", `/newcomers/${leader.id}/graduation`, { reason: "steady" });
    expect(refusalOf(refused)).toMatchObject({ status: 409, code: "graduate_self" });
    expect((await listed(leader)).items.map(({ id }) => id)).toContain(leader.id);
    await set({});
  });

  it("stays as an administrator made her since: an old end is not undone", async () => {
    bodyOf(await graduate(leader));
    await floor.tables.rows("UPDATE staff SET abilities = $2 WHERE id = $1", [
      amy.id,
      { nursery: { since: dateOf(Date.now()), caps: [3] } },
    ]);
    expect(refusalOf(await undo(leader))).toMatchObject({ code: "graduation_over" });
    expect((await listed(leader)).graduates).toEqual([]);
  });
});
