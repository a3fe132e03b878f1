import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { fan } from "../http/fan/fan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openRows, type Rows } from "../support/rows.ts";
import { type Server, spawnServer, startServer, whenReady } from "../support/server.ts";
import { passTime } from "./prepare.ts";

let database: TestDatabase;
let rows: Rows;
let dataDir: string;
let after: Server | undefined;

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  dataDir = await mkdtemp(join(tmpdir(), "seatbridge-joining-"));
});

afterAll(async () => {
  await after?.stop();
  await rows.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Two texts of an agent that are in the outbox at once. */
async function saySoon(openid: string): Promise<string> {
  const [said] = await rows.query<{ id: string }>(
    /* sql */ `
    WITH moved AS (
      UPDATE conversation SET seq = seq + 2
      WHERE identity_id = (SELECT id FROM identity WHERE external_id = $1) RETURNING id, seq
    ), said AS (
      INSERT INTO message (conversation_id, seq, at, author, content)
      SELECT id, seq - 1 + n, now(), 'agent', jsonb_build_object('kind', 'text', 'text', (ARRAY['查到了', '今天发货'])[n + 1])
      FROM moved, generate_series(0, 1) n RETURNING conversation_id, seq, at
    )
    INSERT INTO outbox (conversation_id, seq, class, state, at)
    SELECT conversation_id, seq, 'agent', 'queued', at FROM said RETURNING conversation_id::text AS id`,
    [openid],
  );
  return said?.id ?? "";
}

const statesOf = async (id: string): Promise<readonly string[]> =>
  (
    await rows.query<{ state: string }>(
      `SELECT concat_ws(' ', state, code) AS state FROM outbox WHERE conversation_id = $1 AND class = 'agent' ORDER BY seq`,
      [id],
    )
  ).map(({ state }) => state);

it("a process that dies before it tells of a message of two texts leaves both in doubt, and neither is sent again", async () => {
  const options = { databaseUrl: database.url, dataDir };
  const dying = await spawnServer({ ...options, env: { SEATBRIDGE_CRASH: "send.delivered:1" } });
  const phone = await fan(await whenReady(dying)).as("两句话的");
  await phone.act({ does: "write", text: "几时发货" });
  const id = await saySoon(phone.openid);
  await dying.exited;
  expect(await statesOf(id)).toEqual(["sending", "sending"]);

  after = await startServer(options);
  await passTime(rows, "leases");
  while ((await statesOf(id)).includes("sending"));
  expect(await statesOf(id)).toEqual(["unknown process_died", "unknown process_died"]);
  const { thread } = await (await fan(after).as("两句话的")).phone();
  // The practice platform forgot with its process what it had shown: what is there was sent again.
  expect(thread.filter((item) => item.side === "account" && item.via === "api")).toEqual([]);
}, 60_000);
