import { mkdtemp, readFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { tell, write } from "../support/knock.ts";
import { openRows, type Rows } from "../support/rows.ts";
import { startServer } from "../support/server.ts";

/** Listens there for a moment; rejects where somebody else does. */
async function expectFree(url: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(Number(new URL(url).port), "127.0.0.1", resolve);
  });
  await new Promise((closed) => probe.close(closed));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("a server with its own PostgreSQL", () => {
  const told = { from: "o_own", action: { does: "write", text: "几时发货" }, messageId: "5001" } as const;

  it("answers, stops without a trace, and starts again with all it knew", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "seatbridge-own-"));
    const first = await startServer({ dataDir });
    const answer = await tell(first, told);
    expect(answer).toMatchObject({ kind: "message", text: expect.stringContaining("48 小时") });
    const lock = await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8");
    const postgres = Number(lock.split("\n", 1)[0]);
    expect(isAlive(postgres)).toBe(true);
    expect(await first.stop()).toEqual({ code: 0, signal: null, stderr: "" });
    expect(isAlive(postgres)).toBe(false);
    await expectFree(first.url);

    const second = await startServer({ dataDir });
    expect(second.account).toEqual(first.account);
    expect(await tell(second, told)).toEqual(answer);
    expect(await write(second, "o_own", "保修多久")).toMatchObject({ kind: "message" });
    expect(await second.stop()).toMatchObject({ code: 0, stderr: "" });
  }, 60_000);
});

describe("a stop", () => {
  let database: TestDatabase;
  let rows: Rows;
  /** A message with these words takes the database a while. */
  const slow = /* sql */ `
    CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_sleep(0.7);
      RETURN NEW;
    END $$;
    CREATE TRIGGER take_time BEFORE INSERT ON message FOR EACH ROW WHEN (NEW.author = 'fan') EXECUTE FUNCTION take_time()`;

  beforeAll(async () => {
    database = await testDatabase();
    rows = await openRows(database.url);
    await rows.query(slow);
  });

  afterAll(async () => {
    await rows?.close();
    await database?.drop();
  });

  const untilItSleeps = async (): Promise<void> => {
    const asleep =
      "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
    while ((await rows.query(asleep)).length === 0);
  };

  it("answers what is under way, frees the port, and leaves nothing leased or half said", async () => {
    const server = await startServer({ databaseUrl: database.url });
    const silent = connect(Number(new URL(server.url).port), "127.0.0.1");
    silent.on("error", () => undefined);
    const answers = ["o_a", "o_b", "o_c"].map((fan) => write(server, fan, "几时发货"));
    await untilItSleeps();
    const stopped = server.stop();
    expect(await server.log.until(({ msg }) => msg === "stopping")).toMatchObject({ why: "SIGTERM" });

    await expect(write(server, "o_late", "几时发货")).rejects.toMatchObject({
      code: expect.stringMatching(/ECONN/),
    });
    for (const answer of answers) expect(await answer).toMatchObject({ kind: "message" });
    // A connection that has said nothing holds nobody up.
    expect(await stopped).toEqual({ code: 0, signal: null, stderr: "" });
    expect(server.log.all().at(-1)).toMatchObject({ msg: "stopped" });
    await expectFree(server.url);

    expect(await rows.query("SELECT 1 FROM inbox")).toHaveLength(3);
    expect(await rows.query("SELECT 1 FROM inbox WHERE lease_until IS NOT NULL")).toEqual([]);
    expect(await rows.query("SELECT DISTINCT seen FROM outbox_seen")).toEqual([{ seen: "written" }]);
    const left =
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    expect(await rows.query(`${left} AND backend_type = 'client backend'`)).toEqual([]);
  }, 30_000);

  it("that is asked for twice ends at once, and nothing acknowledged is lost", async () => {
    const server = await startServer({ databaseUrl: database.url });
    const answer = write(server, "o_twice", "几时发货").catch(() => "broken");
    await untilItSleeps();
    void server.stop();
    await server.log.until(({ msg }) => msg === "stopping");
    expect(await server.stop()).toMatchObject({ code: 143 });
    expect(await answer).toBe("broken");
    await expectFree(server.url);
  }, 30_000);
});
