import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
let now = Date.now();

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  lin = await floor.agent("小林", { capacity: 2 });
});
afterAll(() => floor.close());

type Floor = {
  readonly queues: readonly { id: string; waiting: number; waitingSince: string | null }[];
  readonly agents: readonly { name: string; used: number; capacity: number; talks: number }[];
};
const look = async (agent: Agent): Promise<Floor> => bodyOf<Floor>(await agent.call("GET", "/floor"));

describe("GET /floor", () => {
  it("counts who waits and since when, and shows who has how much in hand", async () => {
    const boss = await floor.agent("班长", {
      grants: [{ role: "supervisor", queues: "all" }],
      capacity: null,
    });
    await floor.serve("fan 1", lin);
    const since = new Date(now).toISOString();
    await floor.say("fan 2", SAYS.person);
    now += 5_000;
    await floor.say("fan 3", SAYS.person);
    const { queues, agents } = await look(boss);
    expect(queues.find(({ id }) => id === floor.queueId)).toMatchObject({
      waiting: 2,
      waitingSince: since,
      talks: 1,
      ready: 1,
      free: 1,
    });
    expect(agents).toMatchObject([{ name: "小林", used: 1, capacity: 2, talks: 1, owed: 0 }]);
  });

  it("shows the queues of her own alone, and to whoever sees numbers alone nobody's name", async () => {
    const elsewhereId = randomUUID();
    await floor.tables.rows(
      `INSERT INTO queue (id, group_id, key, name, created_at)
       SELECT $1, group_id, 'elsewhere', '别组', now() FROM queue WHERE id = $2`,
      [elsewhereId, floor.queueId],
    );
    const elsewhere = await floor.agent("别组班长", {
      grants: [{ role: "supervisor", queues: [elsewhereId] }],
      capacity: null,
    });
    expect(await look(elsewhere)).toMatchObject({
      queues: [{ id: elsewhereId, waiting: 0, ready: 0 }],
      agents: [],
    });
    const executive = await floor.agent("老板", {
      grants: [{ role: "executive", queues: "all" }],
      capacity: null,
    });
    const { queues, agents } = await look(executive);
    expect(queues.length).toBeGreaterThan(0);
    expect(agents).toEqual([]);
    expect(refusalOf(await lin.call("GET", "/floor"))).toMatchObject({ status: 403 });
  });
});
