import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { callOf, knock, write } from "../support/knock.ts";
import { openRows, type Rows, threadOf } from "../support/rows.ts";
import { counterOf, type Server, startServer } from "../support/server.ts";

let database: TestDatabase;
let server: Server;
let rows: Rows;

/** Whatever the reason will be one day: the database takes everything but these words. */
const poison = "有毒的话";
const refuse = /* sql */ `
  CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.content->>'text' LIKE '%${poison}%' THEN RAISE EXCEPTION 'poison: %', NEW.content; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER refuse_poison BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION refuse_poison()`;

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  await rows.query(refuse);
  server = await startServer({ databaseUrl: database.url });
}, 60_000);

afterAll(async () => {
  await rows?.close();
  await server?.stop();
  await database?.drop();
});

const stateOf = (fan: string) =>
  rows.query<{ state: string; rule: string }>(
    "SELECT state, rule FROM inbox WHERE raw LIKE $1 ORDER BY coalesce(stored_order, 0), seq",
    [`%${fan}%`],
  );

it("harms only itself, wherever in a batch it is", async () => {
  const fans = Array.from({ length: 60 }, (_, n) => `o_p${n}x`);
  const isPoisoned = (fan: string): boolean => fan === "o_p0x" || fan === "o_p31x" || fan === "o_p59x";
  const answers = await Promise.all(
    fans.map((fan) => write(server, fan, isPoisoned(fan) ? poison : "几时发货")),
  );
  fans.forEach((fan, index) =>
    expect([fan, answers[index]?.kind]).toEqual([fan, isPoisoned(fan) ? "nothing" : "message"]),
  );
  const stored = await rows.query("SELECT rule FROM inbox WHERE state = 'stored'");
  expect(stored).toEqual([{ rule: "poison" }, { rule: "poison" }, { rule: "poison" }]);
  expect(await counterOf(server, "messages_stored_total", { why: "poison" })).toBeGreaterThanOrEqual(3);
});

it("keeps the order of its own fan: what she writes next waits behind it", async () => {
  const fan = "o_behind";
  await write(server, fan, poison);
  expect(await write(server, fan, "几时发货")).toEqual({ kind: "nothing" });
  expect(await stateOf(fan)).toEqual([
    { state: "stored", rule: "poison" },
    { state: "stored", rule: "behind" },
  ]);
  expect(await threadOf(rows, fan)).toEqual([]);
});

it("is acknowledged once and has one row, however often it is delivered", async () => {
  const told = { from: "o_again", action: { does: "write", text: poison }, messageId: "6001" } as const;
  const answers = await Promise.all([1, 2, 3].map(() => knock(server, callOf(server, told))));
  expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([200, "success"]));
  expect(await stateOf("o_again")).toHaveLength(1);
});

it("becomes a dead letter that a person gets, and lets the next message through", async () => {
  const fan = "o_behind";
  // As if its tries were used up.
  await rows.query("UPDATE inbox SET attempts = 5, lease_until = NULL WHERE rule = 'poison'");
  await server.log.until(({ msg, rule }) => msg === "taken" && rule === "unstaffed", 5_000);
  expect(await stateOf(fan)).toEqual([
    { state: "dead", rule: "attempts_used_up" },
    { state: "waiting", rule: "unstaffed" },
  ]);
  // Nobody is signed in here, which she is told.
  expect(await threadOf(rows, fan)).toMatchObject([
    { author: "fan", content: { kind: "unknown", type: "dead_letter", text: "" } },
    { author: "fan", content: { kind: "text", text: "几时发货" } },
    { author: "bot", content: { text: expect.stringContaining("现在客服不在线") } },
  ]);
  const contacts = await rows.query(
    `SELECT c.state, c.queue_reason FROM contact c JOIN conversation v ON v.id = c.conversation_id
     JOIN identity i ON i.id = v.identity_id WHERE i.external_id = $1`,
    [fan],
  );
  expect(contacts).toEqual([{ state: "left_message", queue_reason: "message_dead" }]);
}, 10_000);

it("is told of by codes: neither its words nor its fan are in the log", () => {
  const log = JSON.stringify(server.log.all());
  expect(log).toContain('"why":"poison"');
  expect(log).not.toMatch(new RegExp(`${poison}|o_p31x|o_behind`));
});
