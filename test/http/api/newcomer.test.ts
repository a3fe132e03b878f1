import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { dayOfNursery } from "../../../src/core/nursery/nursery.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let amy: Agent;
let bob: Agent;

beforeAll(async () => {
  floor = await openDeskFloor();
  amy = await floor.agent("阿美");
  bob = await floor.agent("阿博");
});
afterAll(() => floor.close());

const DAY = 86_400_000;
const dateOf = (at: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(at);
const isNew = (agent: Agent, nursery?: object) =>
  floor.tables.rows("UPDATE staff SET abilities = $2 WHERE id = $1", [agent.id, nursery ? { nursery } : {}]);

describe("the mentor of a new agent", () => {
  /** Of another queue: she sees nothing of this one's by herself. */
  let mentor: Agent;
  beforeAll(async () => {
    mentor = await floor.agent("带教", { grants: [{ role: "agent", queues: [randomUUID()] }] });
  });
  const sees = async (conversationId: string): Promise<number> =>
    (await mentor.call("GET", `/conversations/${conversationId}`)).status;
  const asked = async () =>
    bodyOf<{ consults: { consultationId: string }[] }>(await mentor.call("GET", "/desk")).consults;

  it("sees what she has in hand, for as long as she is new", async () => {
    const { conversationId } = await floor.serve("fan 11", amy);
    expect(await sees(conversationId)).toBe(403);
    await isNew(amy, { since: dateOf(Date.now()), caps: [9], mentorId: mentor.id });
    expect(await sees(conversationId)).toBe(200);
    expect(await sees((await floor.serve("fan 12", bob)).conversationId)).toBe(403);
    await isNew(amy);
    expect(await sees(conversationId)).toBe(403);
  });

  it("gets her call for help beside the leaders, and sees to it as one of them; nobody else's", async () => {
    const hers = await floor.serve("fan 13", amy);
    const others = await floor.serve("fan 14", bob);
    await isNew(amy, { since: dateOf(Date.now()), caps: [9], mentorId: mentor.id });
    const flag = async (who: Agent, contactId: string) =>
      bodyOf<{ consultationId: string; leaders: number }>(
        await who.call("POST", `/contacts/${contactId}/flag`, { reason: "unsure" }),
      );
    const foreign = await flag(bob, others.id);
    expect(foreign.leaders).toBe(0);
    const { consultationId, leaders } = await flag(amy, hers.id);
    expect(leaders).toBe(1);
    expect((await asked()).map((one) => one.consultationId)).toEqual([consultationId]);
    const take = (id: string) => mentor.call("POST", `/consultations/${id}/take`);
    expect(refusalOf(await take(foreign.consultationId))).toMatchObject({ code: "consult_not_yours" });
    bodyOf(await take(consultationId));
    bodyOf(await mentor.call("POST", `/consultations/${consultationId}/answer`, { note: "先道歉" }));
    expect(await asked()).toEqual([]);
    await isNew(amy);
  });
});

describe("what a new agent reads of herself", () => {
  const own = async () => bodyOf<{ nursery: object | null }>(await amy.call("GET", "/me/nursery")).nursery;

  it("is her day, how many at once, and her mentor for as long as that one can sign in", async () => {
    const mentor = await floor.agent("带教小周");
    expect(await own()).toBeNull();
    const nursery = { since: dateOf(Date.now() - DAY), caps: [1, 2, 3] };
    await isNew(amy, nursery);
    expect(await own()).toEqual({ day: 2, cap: 2, mentor: null });
    await isNew(amy, { ...nursery, mentorId: mentor.id });
    expect(await own()).toEqual({ day: 2, cap: 2, mentor: { id: mentor.id, name: mentor.name } });
    await floor.tables.rows("UPDATE staff SET state = 'disabled' WHERE id = $1", [mentor.id]);
    expect(await own()).toMatchObject({ mentor: null });
    await isNew(amy);
  });
});

describe("a contact that a new agent gets", () => {
  it("is marked with her day at the desk, in the history and in the ticket, whatever becomes of her", async () => {
    await isNew(amy, { since: dateOf(Date.now() - 2 * DAY), caps: [5] });
    const { id, conversationId } = await floor.serve("fan 1", amy);
    await isNew(amy);
    type Listed = {
      readonly items: readonly { contactId: string; ticketId: string; newcomerDay: number | null }[];
    };
    const { items } = bodyOf<Listed>(await amy.call("GET", "/lists/mine"));
    const one = items.find(({ contactId }) => contactId === id);
    expect(one).toMatchObject({ newcomerDay: 3 });
    expect(await amy.call("GET", `/conversations/${conversationId}/customer`)).toMatchObject({
      body: { contacts: [{ contactId: id, newcomerDay: 3 }] },
    });
    expect(await amy.call("GET", `/tickets/${one?.ticketId}`)).toMatchObject({
      body: { contacts: [{ contactId: id, newcomerDay: 3 }] },
    });
  });

  it("is none of anybody else's, nor once a colleague has it", async () => {
    const { conversationId } = await floor.serve("fan 2", bob);
    const mark = async (who: Agent, of: string) =>
      bodyOf<{ contacts: { newcomerDay: number | null }[] }>(
        await who.call("GET", `/conversations/${of}/customer`),
      ).contacts[0]?.newcomerDay;
    expect(await mark(bob, conversationId)).toBeNull();
    await floor.tables.rows("UPDATE contact SET owner_id = $2 WHERE conversation_id = $1", [
      await floor.conversationOf("fan 1"),
      bob.id,
    ]);
    expect(await mark(bob, await floor.conversationOf("fan 1"))).toBeNull();
  });

  it.each(["2026-11-20T15:59:59Z", "2026-11-24T15:59:59Z", "2026-11-24T16:00:00Z", "2026-11-27T03:00:00Z"])(
    "counts her days in the database as the rule does, at %s",
    async (moment) => {
      const day = await floor.tables.value<number>("SELECT nursery_day('2026-11-25', $1)", [moment]);
      const nursery = { since: "2026-11-25", caps: [1] };
      expect(day).toBe(1 + dayOfNursery(nursery, Date.parse(moment), "Asia/Shanghai"));
    },
  );
});
