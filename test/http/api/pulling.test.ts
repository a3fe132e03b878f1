import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let amy: Agent;
let bob: Agent;
let now = Date.now();

type Pullable = {
  readonly items: readonly { readonly contactId: string }[];
  readonly waiting: number;
  readonly hindrance: string | null;
};
const look = async (who: Agent): Promise<Pullable> => bodyOf<Pullable>(await who.call("GET", "/pullable"));
const shown = async (who: Agent): Promise<readonly string[]> =>
  (await look(who)).items.map(({ contactId }) => contactId);

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now, policy: { mode: "pull", rings: [0, 60_000] } });
  amy = await floor.agent("阿美", { capacity: 1 });
  bob = await floor.agent("阿博");
  await floor.tables.rows("UPDATE queue_member SET level = 1 WHERE staff_id = $1", [bob.id]);
});
afterAll(() => floor.close());

describe("GET /pullable", () => {
  it("shows whom she may take now, whoever has waited longest first, and takes what was shown", async () => {
    expect(await look(amy)).toEqual({ items: [], waiting: 0, hindrance: null });
    await floor.say("fan 1", SAYS.person);
    now += 5_000;
    await floor.say("fan 2", SAYS.person);
    const [first, second] = [await floor.contactOf("fan 1"), await floor.contactOf("fan 2")];
    expect(await shown(amy)).toEqual([first.id, second.id]);
    expect((await amy.call("POST", `/contacts/${first.id}/take`, {})).status).toBe(200);
    expect(await look(amy)).toMatchObject({
      items: [{ contactId: second.id }],
      waiting: 1,
      hindrance: "at_capacity",
    });
  });

  it("opens by age to whoever stands in a later ring", async () => {
    expect(await look(bob)).toMatchObject({ items: [], waiting: 1, hindrance: null });
    now += 60_000;
    expect(await shown(bob)).toEqual([(await floor.contactOf("fan 2")).id]);
  });

  it("puts a complaint before whoever has waited a little longer", async () => {
    await floor.tables.rows("UPDATE agent_session SET beat_at = $1", [new Date(now)]);
    await floor.say("fan 3", SAYS.person);
    const { id } = await floor.contactOf("fan 3");
    await floor.tables.rows("UPDATE contact SET lane = 'complaint' WHERE id = $1", [id]);
    now += 60_000;
    expect(await shown(bob)).toEqual([id, (await floor.contactOf("fan 2")).id]);
  });

  it("shows nothing, and says why, to whoever is not ready or on no seat, and nobody of a queue that offers", async () => {
    await bob.call("PUT", "/seat/presence", { to: "not_ready" });
    expect(await look(bob)).toMatchObject({ items: [], waiting: 2, hindrance: "not_ready" });
    const chief = await floor.agent("班长", {
      grants: [{ role: "supervisor", queues: "all" }],
      capacity: null,
    });
    expect(await look(chief)).toMatchObject({ items: [], waiting: 2, hindrance: "not_seated" });
    const elsewhere = await floor.agent("别组", { grants: [{ role: "agent", queues: [randomUUID()] }] });
    expect(await look(elsewhere)).toMatchObject({ items: [], waiting: 0 });
    const admin = await floor.agent("管理", { grants: [{ role: "admin", queues: "all" }], capacity: null });
    expect(refusalOf(await admin.call("GET", "/pullable"))).toMatchObject({ status: 403 });
    await floor.tables.rows("UPDATE queue SET policy = '{}'");
    expect(await look(bob)).toMatchObject({ items: [], waiting: 0 });
  });
});
