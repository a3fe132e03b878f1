import { createHash } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Browser, browser, signedIn } from "../support/api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { auditOf, code } from "../support/house.ts";
import { type Server, startServer } from "../support/server.ts";
import { openTables, type Tables } from "../support/tables.ts";
import { openTokenServer, type TokenServer } from "../support/token-server.ts";

let database: TestDatabase;
let tables: Tables;
let brand: TokenServer;
let server: Server;
let admin: Browser;

/** What both the emulated platform and a practice account's adapter know. */
const secretOf = ({ token }: Server["account"]): string =>
  createHash("sha256").update(`secret ${token}`).digest("hex").slice(0, 32);

const ask = async (path: string, init: RequestInit = {}): Promise<{ access_token: string }> => {
  const answer = await fetch(`${server.url}/emulator/wechat/cgi-bin/${path}`, init);
  return (await answer.json()) as { access_token: string };
};
/** Some other system asks the platform, with the same secret as we. */
const plainToken = async (): Promise<string> => {
  const { appId } = server.account;
  const query = new URLSearchParams({ appid: appId, secret: secretOf(server.account) });
  return (await ask(`token?grant_type=client_credential&${query.toString()}`)).access_token;
};
const forceToken = async (): Promise<string> => {
  const body = {
    grant_type: "client_credential",
    appid: server.account.appId,
    secret: secretOf(server.account),
    force_refresh: true,
  };
  return (await ask("stable_token", { method: "POST", body: JSON.stringify(body) })).access_token;
};

/** A call that takes a token: what is under the thread now. */
const callPlatform = () => admin("GET", `/accounts/${server.account.id}/menu/live`);
const kept = (): Promise<string> =>
  tables.value("SELECT token FROM platform_token WHERE account_id = $1", [server.account.id]);
const forget = () => tables.rows("DELETE FROM platform_token");
/** Of a practice account no form asks: its settings are written as they would be kept. */
const configure = (more: object) =>
  tables.rows("UPDATE account SET config = config || $2 WHERE id = $1", [server.account.id, more]);

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  brand = await openTokenServer();
  server = await startServer({ databaseUrl: database.url });
  const { cookie } = await signedIn(tables, [{ role: "admin", queues: "all" }]);
  admin = browser({ url: server.url }, cookie);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await brand?.close();
  await tables?.close();
  await database?.drop();
});

describe("an account with a secret of its own", () => {
  it("goes on where another client of the same secret ends its token", async () => {
    expect((await callPlatform()).status).toBe(200);
    const first = await kept();
    const theirs = await forceToken();
    expect(theirs).not.toBe(first);
    expect((await callPlatform()).status).toBe(200);
    expect(await kept()).toBe(theirs);
  });
});

describe("the brand's other systems", () => {
  const share = (end = "") => `/accounts/${server.account.id}/token-share${end}`;
  const lend = (key: string) =>
    fetch(`${server.url}/api/v1/tokens/${server.account.id}`, {
      headers: { authorization: `Bearer ${key}` },
    });
  const said = async (answer: Response) => ({ status: answer.status, body: (await answer.json()) as object });
  type Kept = { key: string | null; share: { version: number; addresses: string[] } };
  const keep = async (body: object) => (await admin("PUT", share(), body)).body as Kept;

  it("get the token of now by a key that is told once, each token and address with a line of the audit", async () => {
    expect(await said(await lend("nothing"))).toMatchObject({
      status: 401,
      body: { error: { code: "token_key_wrong" } },
    });
    const made = await keep({ version: 0, addresses: [] });
    const key = made.key ?? "";
    expect(key).toMatch(/^[\w-]{43}$/);
    const first = await said(await lend(key));
    expect(first).toMatchObject({ status: 200, body: { access_token: await kept() } });
    expect((first.body as { expires_in: number }).expires_in).toBeGreaterThan(6_000);
    await lend(key);
    const lines = await auditOf({ tables }, "token.lent");
    expect(lines).toMatchObject([{ actor: "public", data: { address: "127.0.0.1" } }]);
    expect((await admin("GET", share())).body).toMatchObject({
      share: { readers: [{ address: "127.0.0.1" }] },
    });
    expect(JSON.stringify(await tables.rows("SELECT * FROM token_share"))).not.toContain(key);
    const anew = await keep({ version: made.share.version, addresses: [], newKey: true });
    expect((await lend(key)).status).toBe(401);
    expect((await lend(anew.key ?? "")).status).toBe(200);
  });

  it("get none from another address, nor more often than thirty times a minute, nor once it has ended", async () => {
    const { share: now } = (await admin("GET", share())).body as Kept;
    const { key, share: made } = await keep({
      version: now.version,
      addresses: ["203.0.113.9"],
      newKey: true,
    });
    expect(await said(await lend(key ?? ""))).toMatchObject({
      status: 403,
      body: { error: { code: "token_address_wrong", params: { address: "127.0.0.1" } } },
    });
    const open = await keep({ version: made.version, addresses: ["127.0.0.1"] });
    expect(open.key).toBeNull();
    const answers = await Promise.all(Array.from({ length: 70 }, () => lend(key ?? "")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    expect((await admin("POST", share("/end"), { version: open.share.version })).body).toEqual({
      share: null,
    });
    expect((await lend(key ?? "")).status).toBe(401);
  });
});

describe("an account whose token the brand's server gives", () => {
  /** As the brand's server has it: it keeps what it was given, until it is told that this was refused. */
  let cached: string;
  beforeAll(async () => {
    await configure({ tokenSource: "theirs", tokenUrl: brand.url, tokenSecret: "key-of-the-mall" });
    // Each node hears of it within seconds.
    brand.answer = () => ({ body: "<html>starting</html>" });
    while (brand.asked.length === 0) {
      await forget();
      await callPlatform();
    }
  }, 30_000);
  it("says what is wrong where that server answers a page, and asks nobody else", async () => {
    expect((await callPlatform()).body).toMatchObject({
      error: { code: "platform_refused", params: { code: "token_server_unreadable" } },
    });
    const { items } = (await admin("GET", "/accounts")).body as { items: { id: string; status: object }[] };
    expect(items.find(({ id }) => id === server.account.id)?.status).toMatchObject({
      token: { failedCode: "token_server_unreadable" },
    });
    expect(await kept()).toBeNull();
    const health = (await (await fetch(`${server.url}/health`)).json()) as { accounts: { id: string }[] };
    expect(health.accounts.find(({ id }) => id === server.account.id)).toMatchObject({ token: "theirs" });
    // It is well again, and nobody waits for the pause to end.
    await forget();
    brand.asked.length = 0;
    cached = await plainToken();
    brand.answer = async (forced) => {
      if (forced) cached = await plainToken();
      return { body: JSON.stringify({ access_token: cached, expires_in: 7_200 }) };
    };
  });

  it("asks that server alone, as who it is known by", async () => {
    expect((await callPlatform()).status).toBe(200);
    expect((await callPlatform()).status).toBe(200);
    expect(brand.asked).toEqual([{ query: "", authorization: "Bearer key-of-the-mall" }]);
    expect(await kept()).toBe(cached);
  });

  it("has it get a new one where the platform refuses the one it keeps, once a minute at most", async () => {
    await callPlatform();
    await killTokens();
    expect((await callPlatform()).status).toBe(200);
    expect(brand.asked.map(({ query }) => query)).toEqual(["", "", "?force_refresh=true"]);
    expect(await kept()).toBe(cached);
    await killTokens();
    expect(code(await callPlatform())).toBe("platform_refused");
    expect(brand.asked.map(({ query }) => query)).toEqual(["", "", "?force_refresh=true", ""]);
    expect(await kept()).toBe(cached);
  });
});

async function killTokens(): Promise<void> {
  const body = JSON.stringify({ account: server.account.id, fan: "-", trick: "kill_tokens" });
  const headers = { "content-type": "application/json", "x-seatbridge": "1" };
  const { status } = await fetch(`${server.url}/fan/api/trick`, { method: "POST", headers, body });
  expect(status).toBe(200);
}
