import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { dayOfNursery } from "../../../src/core/nursery/nursery.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor } from "../../support/desk.ts";

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

describe("a contact that a new agent gets", () => {
  it("is marked with her day at the desk, in the history and in the ticket, whatever becomes of her", async () => {
    await isNew(amy, { since: dateOf(Date.now() - 2 * DAY), caps: [5] });
    const { id, conversationId } = await floor.serve("fan 1", amy);
    await isNew(amy);
    type Listed = {
      readonly items: readonly { contactId: string; ticketId: string; newcomerDay: number | null }[];
    };
    const { items } = bodyOf<Listed>(await amy.call("GET", "/lists/mine"));
    expect(items).toMatchObject([{ contactId: id, newcomerDay: 3 }]);
    expect(await amy.call("GET", `/conversations/${conversationId}/customer`)).toMatchObject({
      body: { contacts: [{ contactId: id, newcomerDay: 3 }] },
    });
    expect(await amy.call("GET", `/tickets/${items[0]?.ticketId}`)).toMatchObject({
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
