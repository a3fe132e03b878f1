import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";

import { type ApiNode, browser, openApiNode, signedIn } from "../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openTables, type Tables } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let node: ApiNode;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  node = await openApiNode({ url: database.url });
});

afterAll(async () => {
  expect(node.bugs).toEqual([]);
  await node.close();
  await tables.close();
  await database.drop();
});

const agent = () => signedIn(tables, [{ role: "agent", queues: "all" }]);
const english = { language: "en" };
const code = (body: unknown): unknown => (body as { error?: { code: string } } | undefined)?.error?.code;
const languageOf = (id: string) => tables.value<string>("SELECT language FROM staff WHERE id = $1", [id]);
const auditOf = (id: string) =>
  tables.rows("SELECT actor, action, subject, data FROM audit WHERE subject_id = $1 ORDER BY id", [id]);

describe("an action", () => {
  it("changes what it is about, and is in the audit with who did it", async () => {
    const { id, cookie } = await agent();
    const answer = await browser(node, cookie)("PUT", "/me/language", english);
    expect(answer).toMatchObject({ status: 200, body: english });
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await languageOf(id)).toBe("en");
    expect(await auditOf(id)).toEqual([
      { actor: `staff:${id}`, action: "staff.language_changed", subject: "staff", data: english },
    ]);
  });

  it("that is repeated with its key is answered the same, and done once", async () => {
    const { id, cookie } = await agent();
    const call = browser(node, cookie);
    const same = { "idempotency-key": randomUUID() };
    const answers = await Promise.all([1, 2, 3, 4].map(() => call("PUT", "/me/language", english, same)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [200, english]));
    expect(await auditOf(id)).toHaveLength(1);
    expect(await tables.value("SELECT version FROM staff WHERE id = $1", [id])).toBe(2);
  });

  it("refuses a key that belongs to another request, also after it was changed back", async () => {
    const { id, cookie } = await agent();
    const call = browser(node, cookie);
    const same = { "idempotency-key": "one" };
    await call("PUT", "/me/language", english, same);
    const { status, body } = await call("PUT", "/me/language", { language: "zh-CN" }, same);
    expect([status, code(body)]).toEqual([409, "idempotency_key_reused"]);
    expect(await languageOf(id)).toBe("en");
  });

  it("keeps one person's keys apart from another's", async () => {
    const [one, two] = [await agent(), await agent()];
    const same = { "idempotency-key": "shared" };
    await browser(node, one.cookie)("PUT", "/me/language", english, same);
    expect((await browser(node, two.cookie)("PUT", "/me/language", english, same)).status).toBe(200);
    expect(await languageOf(two.id)).toBe("en");
  });
});

describe("a call that changes something", () => {
  it.each<[string, Record<string, string | undefined>]>([
    ["from another site", { origin: "https://evil.example" }],
    ["from a site that only begins like ours", { origin: "http://127.0.0.1.evil.example" }],
    ["from another port", { origin: "http://127.0.0.1:1" }],
    ["from nowhere", { origin: undefined }],
    ["from a sandboxed frame", { origin: "null" }],
    ["without the console's header", { "x-seatbridge": undefined }],
  ])("is refused %s", async (_, headers) => {
    const { id, cookie } = await agent();
    const { status, body } = await browser(node, cookie)("PUT", "/me/language", english, headers);
    expect([status, code(body)]).toEqual([403, "origin_wrong"]);
    expect(await languageOf(id)).toBe("zh-CN");
  });

  it.each([undefined, "", "k".repeat(65), "two words"])("needs a key of its own: %p is none", async (key) => {
    const { cookie } = await agent();
    const { status, body } = await browser(node, cookie)("PUT", "/me/language", english, {
      "idempotency-key": key,
    });
    expect([status, code(body)]).toEqual([400, "idempotency_key_missing"]);
  });

  it.each<[unknown, Record<string, string>, number, string]>([
    ["{", {}, 400, "body_malformed"],
    ['{"language":"en\\u0000"}', {}, 400, "body_malformed"],
    ["language=en", { "content-type": "application/x-www-form-urlencoded" }, 415, "body_not_json"],
    ['{"language":"en"}', { "content-type": "text/plain" }, 415, "body_not_json"],
    [{ language: "en", padding: "x".repeat(256 * 1024) }, {}, 413, "body_too_large"],
    [{ language: "de" }, {}, 400, "input_invalid"],
    [{ language: "en", more: 1 }, {}, 400, "input_invalid"],
    [[], {}, 400, "input_invalid"],
    [undefined, {}, 400, "input_invalid"],
  ])("is refused with a body that is no good: %#", async (body, headers, status, expected) => {
    const { cookie } = await agent();
    const answer = await browser(node, cookie)("PUT", "/me/language", body, headers);
    expect([answer.status, code(answer.body)]).toEqual([status, expected]);
  });

  it.each<[string, string, string]>([
    ["one half", "\\ud83d", "\ufffd"],
    ["the other half", "\\uDE00", "\ufffd"],
    ["both the wrong way round", "\\ude00\\ud83d", "\ufffd\ufffd"],
    ["both", "\\ud83d\\ude00", "😀"],
    ["the spelling of one", "\\\\ud83d", "\\ud83d"],
  ])("makes whole what a browser cut, in a name too: %s", async (what, escape, shown) => {
    const { cookie } = await signedIn(tables, [{ role: "admin", queues: "all" }]);
    const { status, body } = await browser(node, cookie)(
      "POST",
      "/queue-groups",
      `{"name":"${what}${escape}"}`,
    );
    expect([status, (body as { name: string }).name]).toEqual([200, what + shown]);
  });

  it.each([
    [32, 400, "input_invalid"],
    [33, 400, "body_malformed"],
    [100_000, 400, "body_malformed"],
  ])("is read %i levels deep or not at all", async (levels, status, expected) => {
    const { cookie } = await agent();
    const body = `{"language":${"[".repeat(levels - 1)}"]]]"${"]".repeat(levels - 1)}}`;
    const answer = await browser(node, cookie)("PUT", "/me/language", body);
    expect([answer.status, code(answer.body)]).toEqual([status, expected]);
  });

  it("takes no NUL, which the database could not keep, from an address either", async () => {
    const { cookie } = await signedIn(tables, [{ role: "auditor", queues: "all" }]);
    const call = browser(node, cookie);
    for (const path of ["/audit?subject=%00", "/staff?search=a%00", "/staff/%00"]) {
      const { status, body } = await call("GET", path);
      expect([path, status, code(body)]).toEqual([path, 400, "input_invalid"]);
    }
  });

  it("is refused without a cookie, and with one that nobody gave out", async () => {
    for (const cookie of [undefined, "seatbridge=", "seatbridge=made-up", "other=1; seatbridge"]) {
      const { status, body } = await browser(node, cookie)("PUT", "/me/language", english);
      expect([status, code(body)]).toEqual([401, "signed_out"]);
    }
  });
});

describe("a refusal", () => {
  it("is told in the language of whoever asks", async () => {
    const ask = async (cookie: string | undefined, headers = {}) =>
      (await browser(node, cookie)("GET", "/nothing", undefined, headers)).body;
    const zh = { error: { code: "not_found", params: {}, message: "这个地址没有内容。" } };
    const en = { error: { message: "There is nothing at this address." } };
    expect(await ask(undefined)).toMatchObject(zh);
    expect(await ask(undefined, { "accept-language": "en" })).toMatchObject(en);
    expect(await ask("seatbridge-language=en", { "accept-language": "zh" })).toMatchObject(en);
    const { cookie } = await agent();
    expect(await ask(cookie, { "accept-language": "en" })).toMatchObject(zh);
  });

  it("carries the number that its answer has in the header", async () => {
    const { body, headers } = await browser(node)("GET", "/nothing");
    expect((body as { error: { requestId: string } }).error.requestId).toBe(headers.get("x-request-id"));
  });

  it("tells an address that is not there from one that has another method", async () => {
    const { cookie } = await agent();
    const call = browser(node, cookie);
    expect((await call("DELETE", "/me/language")).status).toBe(405);
    expect((await call("GET", "/me/language")).status).toBe(405);
    expect((await call("GET", "")).status).toBe(404);
  });
});
