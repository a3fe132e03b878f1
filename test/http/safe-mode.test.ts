import { randomBytes, randomFillSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import {
  fanMessage,
  readPassiveReply,
  sign,
  type SimulatedAccount,
  verification,
} from "../../emulator/wechat/index.ts";
import { decrypt, encrypt } from "../../emulator/wechat/sealed/cipher.ts";
import { createIds } from "../../src/core/kernel/id.ts";
import { ensurePractice } from "../../src/serve/practice/practice.ts";
import { createDataSource } from "../../src/store/data-source.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Answer, type Knock, knock, type Told } from "../support/knock.ts";
import { answerAtOnce, countRows, openRows, type Rows, threadOf } from "../support/rows.ts";
import { counterOf, type PracticeAccount, type Server, startServer } from "../support/server.ts";
import { fan } from "./fan/fan.ts";
import { signed } from "./refusals.ts";

const keys = {
  mode: "safe",
  encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
  previousEncodingAesKey: "AdiqDDDvUNCeE1ZW5XJmjf9fqNBJpGBs4vL4cHKmHBS",
} as const;
const compatibleId = "0190a0e0-0000-7000-8000-00000000c0de";

let database: TestDatabase;
let server: Server;
let rows: Rows;

/** The practice account as its first start makes it, then set to safe mode; beside it one in compatible mode. */
beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  await answerAtOnce(rows);
  const source = await createDataSource(database.url).initialize();
  const ids = createIds(Date.now, (bytes) => randomFillSync(bytes));
  await ensurePractice(source, { ids, clock: Date.now, secret: () => randomBytes(16).toString("hex") });
  await source.destroy();
  await rows.query("UPDATE account SET config = config || $1 WHERE platform = 'wechat-oa'", [keys]);
  await rows.query(
    `INSERT INTO account (id, platform, name, simulated, config, created_at)
     SELECT $1, platform, 'compatible', simulated, config || '{"mode": "compatible"}', now() FROM account
     WHERE platform = 'wechat-oa'`,
    [compatibleId],
  );
  server = await startServer({ databaseUrl: database.url });
}, 60_000);

afterAll(async () => {
  await rows?.close();
  await server?.stop();
  await database?.drop();
});

let told = 0;
const text = (words: string): Told => ({
  from: `o_safe_${(told += 1)}`,
  action: { does: "write", text: words },
  messageId: String(80_000 + told),
});

/** As the platform posts it to that account; its own mode is that of the practice account. */
const callOf = (message: Told, account: SimulatedAccount = server.account): Knock =>
  fanMessage({ account, at: Date.now(), ...message });

const seenIn = ({ status, body }: Answer, account: SimulatedAccount = server.account) =>
  readPassiveReply(status, body, account);

describe("a message in safe mode", () => {
  it("is answered in the same request, encrypted for the platform", async () => {
    expect(server.account.mode).toBe("safe");
    const message = text("几时发货");
    const answer = await knock(server, callOf(message));
    expect(answer.type).toBe("application/xml; charset=utf-8");
    expect(answer.body).toMatch(/^<xml><Encrypt>/);
    expect(await seenIn(answer)).toMatchObject({
      kind: "message",
      to: message.from,
      text: expect.stringContaining("48 小时"),
    });
  });

  it("is stored in clear, once", async () => {
    const message = text("几时发货 暗语");
    await knock(server, callOf(message));
    const [said] = await threadOf(rows, message.from);
    expect(said?.content.text).toBe("几时发货 暗语");
    const kept = await rows.query("SELECT raw FROM inbox WHERE raw LIKE $1", [`%${message.messageId}%`]);
    expect(kept).toEqual([{ raw: expect.stringContaining("暗语") }]);
  });

  it("has one effect and one answer, which is never encrypted the same way twice", async () => {
    const message = text("保修多久");
    const deliver = () => knock(server, callOf(message));
    const first = await deliver();
    const before = await countRows(rows);
    const all = [first, await deliver(), await deliver()];
    expect(await countRows(rows)).toEqual(before);
    expect(new Set(all.map(({ body }) => body)).size).toBe(3);
    expect(new Set(all.map(({ body }) => body.replace(/.*<Nonce>/, ""))).size).toBe(3);
    const opened = all.map(({ body }) =>
      decrypt(server.account, /Encrypt><!\[CDATA\[(.*?)\]/.exec(body)?.[1] ?? ""),
    );
    expect(new Set(opened).size).toBe(1);
    expect(await threadOf(rows, message.from)).toHaveLength(2);
  });

  it("has one effect, however many deliveries overlap", async () => {
    const message = text("怎么开发票");
    const answers = await Promise.all(Array.from({ length: 30 }, () => knock(server, callOf(message))));
    const seen = await Promise.all(answers.map((answer) => seenIn(answer)));
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await threadOf(rows, message.from)).toHaveLength(2);
  });

  it("is silence in clear where nothing is said", async () => {
    expect(await knock(server, callOf(text("谢谢")))).toMatchObject({ status: 200, body: "success" });
  });

  it("may come with the key before; the answer has the current one", async () => {
    const old = { ...server.account, encodingAesKey: keys.previousEncodingAesKey };
    const answer = await knock(server, callOf(text("几时发货"), old));
    expect(await seenIn(answer)).toMatchObject({ kind: "message" });
    expect(await seenIn(answer, old)).toMatchObject({ kind: "trouble" });
  });

  it("leaves the verification of the address plain", async () => {
    const { search } = verification(server.account, Date.now(), "583739");
    expect(await knock(server, { method: "GET", search })).toMatchObject({ status: 200, body: "583739" });
  });
});

/** What is refused, and why to us. */
const refusals: readonly (readonly [string, () => Knock, string])[] = [
  [
    "a plain message, well signed",
    () => callOf(text("密语"), { ...server.account, mode: "plain" }),
    "encryption_missing",
  ],
  ["another token", () => callOf(text("密语"), { ...server.account, token: "another" }), "signature_wrong"],
  [
    "another key",
    () => callOf(text("密语"), { ...server.account, encodingAesKey: "B".repeat(43) }),
    "decryption_failed",
  ],
  [
    "another receiver",
    () => callOf(text("密语"), { ...server.account, appId: "wx0000000000000000" }),
    "decryption_failed",
  ],
  ["a wrong msg_signature", () => changed({ msg_signature: "0".repeat(40) }), "signature_wrong"],
  ["no msg_signature", () => changed({ msg_signature: "" }), "parameter_missing"],
  [
    "the time of an hour ago",
    () => callOf({ ...text("密语"), at: Date.now() - 3_600_000 }),
    "timestamp_stale",
  ],
  ["no body", () => ({ ...callOf(text("密语")), body: "" }), "body_malformed"],
  ["what is no base64", () => sealed("密语 is no base64"), "decryption_failed"],
  ["what is no whole block", () => sealed(Buffer.alloc(40).toString("base64")), "decryption_failed"],
  ["what is only zeros", () => sealed(Buffer.alloc(64).toString("base64")), "decryption_failed"],
  ["what holds no XML", () => sealed(encrypt(server.account, "密语", randomBytes(16))), "body_malformed"],
  [
    "a type of document",
    () => sealed(encrypt(server.account, "<!DOCTYPE x><xml/>", randomBytes(16))),
    "body_malformed",
  ],
  [
    "a type of document around it",
    () => ({ ...callOf(text("密语")), body: "<!DOCTYPE x><xml/>" }),
    "body_malformed",
  ],
];

function changed(parameters: Readonly<Record<string, string>>): Knock {
  const { search, ...call } = callOf(text("密语"));
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(parameters)) query.set(name, value);
  return { ...call, search: `?${query.toString()}` };
}

/** Signed by whoever knows the token. */
function sealed(encrypted: string): Knock {
  const query = signed(server.account);
  const [timestamp, nonce] = [query.get("timestamp") ?? "", query.get("nonce") ?? ""];
  query.set("encrypt_type", "aes");
  query.set("msg_signature", sign(server.account.token, timestamp, nonce, encrypted));
  return { search: `?${query.toString()}`, body: `<xml><Encrypt>${encrypted}</Encrypt></xml>` };
}

describe("a refusal in safe mode", () => {
  it("is the same whatever was wrong, leaves nothing behind, and tells the reason to us alone", async () => {
    const before = await countRows(rows);
    const seen: { readonly requestId: string; readonly reason: string }[] = [];
    for (const [name, call, reason] of refusals) {
      const { requestId, ...answer } = await knock(server, call());
      expect({ name, ...answer }).toEqual({
        name,
        status: 403,
        type: "text/plain; charset=utf-8",
        body: "refused",
      });
      seen.push({ requestId, reason });
    }
    expect(await countRows(rows)).toEqual(before);

    const account = server.account.id;
    for (const reason of new Set(seen.map((one) => one.reason))) {
      const count = seen.filter((one) => one.reason === reason).length;
      expect([reason, await counterOf(server, "webhook_refused_total", { account, reason })]).toEqual([
        reason,
        count,
      ]);
    }
    for (const { requestId, reason } of seen) {
      const line = await server.log.until(({ request }) => request === requestId);
      expect(line).toMatchObject({ msg: "refused", account, reason });
    }
    const log = JSON.stringify(server.log.all());
    for (const secret of ["密语", keys.encodingAesKey, keys.previousEncodingAesKey, server.account.token]) {
      expect(log).not.toContain(secret);
    }
  });

  it("does not keep anybody from being answered afterwards", async () => {
    expect(await seenIn(await knock(server, callOf(text("几时发货"))))).toMatchObject({ kind: "message" });
  });
});

describe("compatible mode", () => {
  let account: PracticeAccount;
  beforeAll(async () => {
    const known = await readFile(join(server.dataDir, "simulated.json"), "utf8");
    account =
      (JSON.parse(known) as PracticeAccount[]).find(({ id }) => id === compatibleId) ?? server.account;
  });
  const post = (call: Knock) => knock(server, { ...call, account: compatibleId });

  it("answers in the mode in which the message came", async () => {
    const both = await post(callOf(text("转人工"), account));
    expect(both.body).toContain("<Encrypt>");
    expect(await seenIn(both, account)).toMatchObject({ kind: "message" });
    const clear = await post(callOf(text("转人工"), { ...account, mode: "plain" }));
    expect(clear.body).toContain("<Content>");
  });

  it("trusts what is encrypted, whatever stands beside it", async () => {
    const message = text("转人工");
    const { body = "", ...call } = callOf(message, account);
    await post({ ...call, body: String(body).replace("转人工", "别的话") });
    const [said] = await threadOf(rows, message.from);
    expect(said?.content.text).toBe("转人工");
  });
});

describe("the simulator of an account in safe mode", () => {
  it("shows her the answer, and both sides of what went over the wire", async () => {
    const { act, phone } = await fan(server).as("小安");
    const { entry } = await act({ does: "write", text: "几时发货" });
    expect(entry.verdict).toEqual({ kind: "reply", type: "text" });
    expect(entry.body).toContain("几时发货");
    expect(entry.attempts).toEqual([
      expect.objectContaining({
        sealed: expect.not.stringContaining("几时发货"),
        answer: expect.stringContaining("<Encrypt>"),
        opened: expect.stringContaining("48 小时"),
      }),
    ]);
    const { thread } = await phone();
    expect(thread.at(-1)).toMatchObject({ side: "account", via: "passive" });
  });

  it("refuses who does not know the token", async () => {
    const { act } = await fan(server).as("小安");
    const { entry } = await act({ does: "write", text: "几时发货" }, { forged: true });
    expect(entry).toMatchObject({
      verdict: { kind: "trouble" },
      attempts: [{ status: 403, answer: "refused" }],
    });
  });

  it("gives no key to a browser", async () => {
    const { phone } = await fan(server).as("小安");
    const told = JSON.stringify([await phone(), await fan(server).get("/accounts?")]);
    for (const secret of [keys.encodingAesKey, keys.previousEncodingAesKey, server.account.token]) {
      expect(told).not.toContain(secret);
    }
  });
});
