import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { brokenInHistory, brokenNow, openContacts } from "../../scripts/simulation/floor/promises.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openSeatFloor, type SeatFloor } from "../support/seat-floor.ts";
import { openSeatNode, type SeatNode } from "../support/seat-node.ts";

const NOW = Date.now();

let database: TestDatabase;
let floor: SeatFloor;
let node: SeatNode;
let contactId: string;

beforeAll(async () => {
  database = await testDatabase();
  floor = await openSeatFloor(database.url, NOW);
});
afterAll(async () => {
  await floor.close();
  await database.drop();
});
beforeEach(async () => {
  await floor.clear();
  const queue = await floor.queue();
  node = openSeatNode(database.url, () => NOW);
  await floor.agent("amy", [queue]);
  contactId = await floor.waits(queue, NOW);
  await node.settle();
  await node.close();
});

const spoil = (sql: string): Promise<unknown> => floor.tables.rows(sql);

describe("the promises of the sim's real floor", () => {
  it("hold where a fan was offered to an agent", async () => {
    expect(await floor.contact(contactId)).toMatchObject({ state: "offered" });
    expect(await brokenNow(floor.client)).toEqual([]);
    expect(await brokenInHistory(floor.client)).toEqual([]);
    expect(await openContacts(floor.client)).toEqual([expect.stringMatching(`^${contactId}, offered in `)]);
  });

  it.each([
    [
      "UPDATE agent_session SET used = used + 1",
      ["counts other units than it holds", "has more than it has room for"],
    ],
    ["UPDATE agent_session SET presence = 'not_ready'", ["is offered to somebody who is not ready"]],
    [
      "UPDATE offer SET ended_at = now(), outcome = 'withdrawn'",
      ["counts other units than it holds", "is offered without a live offer"],
    ],
  ])("are seen broken after %s", async (sql, broken) => {
    await spoil(sql);
    const found = (await brokenNow(floor.client)).map((one) => one.slice(contactId.length + 1));
    expect(found).toEqual(broken);
  });

  it("are seen broken where a contact is not what its events say", async () => {
    await spoil("UPDATE contact SET event_seq = event_seq + 1");
    expect(await brokenInHistory(floor.client)).toContainEqual(expect.stringContaining(contactId));
  });
});
