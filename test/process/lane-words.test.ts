import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { write } from "../support/knock.ts";
import { openRows, type Rows } from "../support/rows.ts";
import { type Server, startServer } from "../support/server.ts";

let database: TestDatabase;
let rows: Rows;
let server: Server;

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  server = await startServer({ databaseUrl: database.url });
}, 60_000);

afterAll(async () => {
  await rows?.close();
  await server?.stop();
  await database?.drop();
});

const SAYS = "蒸汽阀咋弄";
type Told = { readonly laneBy?: { readonly words: string; readonly own?: string } };

/** What a new fan's sentence is taken for. */
async function matterOf(fan: string) {
  const reply = await write(server, fan, SAYS);
  const [contact] = await rows.query<{ id: string; lane: string | null }>(
    `SELECT k.id, k.lane FROM contact k JOIN conversation c ON c.id = k.conversation_id
     JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1`,
    [fan],
  );
  const events = await rows.query<{ data: Told }>(
    "SELECT data FROM event WHERE subject = 'contact' AND subject_id = $1 ORDER BY seq",
    [contact?.id],
  );
  const by = events.map(({ data }) => data.laneBy?.own).find((own) => own !== undefined);
  return { reply: JSON.stringify(reply), lane: contact?.lane, by };
}

it("a word that the house adds as a danger is obeyed at the door, and the decision keeps which it was", async () => {
  expect((await matterOf("o_before")).lane).not.toBe("risk");
  const id = randomUUID();
  await rows.query(
    `INSERT INTO lane_word (id, lane, rule, word, added_at, added_by)
     VALUES ($1, 'risk', 'risk_injury', '蒸汽阀', now(), 'test')`,
    [id],
  );
  // Nobody wakes the node: it looks by itself.
  for (let nth = 0; ; nth += 1) {
    const told = await matterOf(`o_after_${nth}`);
    if (told.lane === "risk") {
      expect(told).toMatchObject({ by: id, reply: expect.stringContaining("120") });
      break;
    }
    await delay(200);
  }
}, 60_000);
