import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Knock, knock, write } from "../support/knock.ts";
import { type RawAnswer, sendRaw } from "../support/raw-http.ts";
import { answerAtOnce, countRows, openRows, type Rows } from "../support/rows.ts";
import { counterOf, type Server, startServer } from "../support/server.ts";
import { bodyRefusals } from "./body-refusals.ts";
import { bodyOf, post, queryRefusals, secret, signed } from "./refusals.ts";

let database: TestDatabase;
let server: Server;
let rows: Rows;

/** Connections that never come to the end of a head or a body: begun first, looked at last. */
let unfinished: readonly Promise<RawAnswer>[];
/** Both have ten seconds at most, and it is looked each second. */
const unfinishedMsMax = 14_000;

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  await answerAtOnce(rows);
  server = await startServer({ databaseUrl: database.url });
  const { search, body } = post(server.account, bodyOf(server.account));
  const head = `POST /webhooks/${server.account.id}${search} HTTP/1.1\r\nHost: h\r\nContent-Length: 10000\r\n`;
  unfinished = [head, `${head}\r\n${String(body)}`].map((bytes) =>
    sendRaw(server.url, bytes, { waitMs: unfinishedMsMax }),
  );
}, 60_000);

afterAll(async () => {
  await rows?.close();
  await server?.stop();
  await database?.drop();
});

/** What was refused, to be found in counters and log at the end: those are slow to ask for, or written late. */
const seen: { name: string; requestId?: string; status: number; reason: string }[] = [];

async function expectRefused(name: string, call: Knock, status: number, reason: string): Promise<void> {
  const before = await countRows(rows);
  // A body that is too large may be cut off before its sender reads the answer.
  const answer = await knock(server, call).catch((error: unknown) => {
    if (status === 413) return undefined;
    throw error;
  });
  if (answer === undefined) {
    seen.push({ name, status, reason });
  } else {
    const { requestId, ...said } = answer;
    expect(said).toMatchObject({ status, body: expect.not.stringContaining(secret) });
    seen.push({ name, requestId, status, reason });
  }
  expect(await countRows(rows)).toEqual(before);
}

describe("the door", () => {
  it.each(queryRefusals)("refuses %s", (name, call, status, reason) =>
    expectRefused(name, call(server.account), status, reason),
  );

  it.each(bodyRefusals)("refuses %s in a body", (name, call, status, reason) =>
    expectRefused(name, call(server.account), status, reason),
  );

  it("refuses a nonce that comes again with another body, but not with the same", async () => {
    const query = signed(server.account);
    const body = bodyOf(server.account, { MsgId: "900", FromUserName: "o_replay" });
    expect(await knock(server, post(server.account, body, query))).toMatchObject({ status: 200 });
    const other = post(server.account, body.replace(secret, `${secret}!`), query);
    await expectRefused("a replayed nonce", other, 403, "nonce_replayed");
    expect(await knock(server, post(server.account, body, query))).toMatchObject({ status: 200 });
  });

  it("refuses a message with the signature of a verification", async () => {
    const query = signed(server.account);
    const echoed = new URLSearchParams([...query, ["echostr", "1"]]);
    expect(await knock(server, { method: "GET", search: `?${echoed.toString()}` })).toMatchObject({
      status: 200,
    });
    const message = post(server.account, bodyOf(server.account), query);
    await expectRefused("a verification's nonce", message, 403, "nonce_replayed");
  });

  it("takes a body whose elements are named like prototypes as what it is", async () => {
    const fields = { FromUserName: "o_proto", Content: "几时发货", MsgId: "901" };
    const odd = "<__proto__><kind>x</kind></__proto__><constructor>y</constructor><toString>z</toString>";
    const body = bodyOf(server.account, fields).replace("<xml>", `<xml>${odd}`);
    const { status, body: answer } = await knock(server, post(server.account, body));
    expect({ status, answer }).toEqual({ status: 200, answer: expect.stringContaining("48 小时") });
  });

  it("answers fans all the while", async () => {
    expect(await write(server, "o_fine", "几时发货")).toMatchObject({ kind: "message" });
  });

  it("counts every refusal by its reason", async () => {
    for (const reason of new Set(seen.map((one) => one.reason))) {
      const count = seen.filter((one) => one.reason === reason).length;
      expect([reason, await counterOf(server, "webhook_refused_total", { reason })]).toEqual([reason, count]);
    }
  });

  it("writes one line for each refusal, with its reason and none of the text", async () => {
    const told = seen.filter(({ requestId }) => requestId !== undefined);
    await server.log.until(({ request }) => request === told.at(-1)?.requestId);
    const lines = server.log.all().filter(({ msg }) => msg === "refused");
    for (const { name, requestId, status, reason } of told) {
      const own = lines.filter(({ request }) => request === requestId);
      expect({ name, own }).toMatchObject({ name, own: [{ status, reason }] });
    }
    expect(server.log.all().filter((line) => JSON.stringify(line).includes(secret))).toEqual([]);
    expect(server.log.all().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it("does not wait for ever for what never comes to its end", async () => {
    const before = await countRows(rows);
    for (const { statuses, ended } of await Promise.all(unfinished)) {
      expect({ statuses, ended }).toEqual({ statuses: [408], ended: true });
    }
    expect(await countRows(rows)).toEqual(before);
  }, 20_000);
});
