import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Browser, browser, signedIn } from "../support/api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { callOf, knock } from "../support/knock.ts";
import { type Server, startServer } from "../support/server.ts";
import { openTables, type Tables } from "../support/tables.ts";
import { deliver, tell } from "./platform.ts";

type Step = {
  readonly step: string;
  readonly state: string;
  readonly ms: number | null;
  readonly code: string | null;
  readonly detail: string | null;
};
type Check = { readonly over: boolean; readonly steps: readonly Step[] };

let database: TestDatabase;
let tables: Tables;
/** The browser asks the one, the platform calls the other. */
let asked: Server;
let called: Server;
let admin: Browser;

beforeAll(async () => {
  database = await testDatabase();
  asked = await startServer({ databaseUrl: database.url });
  called = await startServer({ databaseUrl: database.url });
  tables = await openTables(database.url);
  admin = browser(asked, (await signedIn(tables, [{ role: "admin", queues: "all" }])).cookie);
}, 90_000);
afterAll(async () => {
  await tables.close();
  await Promise.all([asked, called].map((server) => server.stop()));
  await database.drop();
});

const path = () => `/accounts/${called.account.id}/check`;
const step = (check: Check, name: string) => check.steps.find((one) => one.step === name);

/** Asks until it is so; the test's own limit ends what never is. */
async function until(isSo: (check: Check) => boolean): Promise<Check> {
  for (;;) {
    const { check } = (await admin("GET", path())).body as { check: Check };
    if (isSo(check)) return check;
  }
}

/** Begun, and known to the node that is called: it notes the first thing that comes. */
async function begin(): Promise<void> {
  expect((await admin("POST", path())).status).toBe(200);
  for (;;) {
    await knock(called, { search: "?signature=0&timestamp=0&nonce=0", account: "nobody" });
    const { check } = (await admin("GET", path())).body as { check: Check };
    if (step(check, "received")?.code === "account_unknown") return;
  }
}

describe("an end-to-end check on two nodes", () => {
  it("names what the door of the other node refuses, and goes on to the word that is right", async () => {
    await begin();
    const forged = callOf(called, { from: "forger", action: { does: "write", text: "几时发货" } });
    await knock(called, { ...forged, search: forged.search.replace(/signature=\w{4}/, "signature=0000") });
    const refused = await until((check) => step(check, "verified")?.state === "failed");
    expect(step(refused, "received")).toMatchObject({ state: "done" });
    expect(step(refused, "verified")).toMatchObject({ code: "signature_wrong" });

    await deliver(called, tell("checker", 0, "几时发货"));
    const answered = await until((check) => step(check, "seen")?.state === "now");
    expect(answered.steps.map(({ state }) => state)).toEqual([...Array<string>(6).fill("done"), "now"]);
    expect(step(answered, "matched")).toMatchObject({ code: "answered", detail: "什么时候发货" });
    expect(step(answered, "accepted")).toMatchObject({ code: "passive" });
    const moments = answered.steps.slice(0, 6).map(({ ms }) => ms ?? -1);
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
    expect(moments[0]).toBe(0);

    // As if the platform had not asked again for its twenty seconds.
    await tables.rows("UPDATE outbox SET passive_until = passive_until - interval '1 minute'");
    const over = await until((check) => check.over);
    expect(step(over, "seen")).toMatchObject({ state: "done", code: "passive" });
  }, 60_000);

  it("follows an answer that leaves by the platform's interface, and says what that makes of it", async () => {
    await begin();
    await deliver(called, tell("stranger", 0, "橘色钢琴在月球上游泳"));
    const paused = await until((check) => step(check, "matched")?.state !== "ahead");
    expect(step(paused, "stored")).toMatchObject({ state: "done" });
    // The moment is noted right behind the outcome, by whichever node has sent it.
    const sent = await until((check) => check.over && step(check, "accepted")?.ms !== null);
    expect(step(sent, "matched")).toMatchObject({ state: "done", code: "missed" });
    // The emulator knows no such fan, as a platform would not know her who has left.
    expect(step(sent, "accepted")).toMatchObject({ state: "failed", code: "rejected" });
  }, 60_000);
});
