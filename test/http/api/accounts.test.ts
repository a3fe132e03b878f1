import { randomUUID } from "node:crypto";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import type { Seen } from "../../../src/action/account/ports.ts";
import type { Role } from "../../../src/core/access/role.ts";
import { accountRoutes } from "../../../src/http/routes/accounts.ts";
import { allRoutes } from "../../../src/http/routes/all.ts";
import { accountKinds, createAccountProbe } from "../../../src/serve/channel/kinds.ts";
import { type Answer, type Browser, browser, signedIn } from "../../support/api.ts";
import { auditOf, code, type House, openHouse } from "../../support/house.ts";
import { openStandInPlatform, type StandInPlatform } from "../../support/stand-in-platform.ts";
import { testVault } from "../../support/vault.ts";

type Account = {
  id: string;
  name: string;
  state: string;
  settings: Record<string, unknown>;
  secrets: string[];
  callback: string | null;
  queueId: string | null;
  status: Record<string, unknown>;
  version: number;
};

const TOKEN = "callbackToken7";
const NEW_TOKEN = "callbackToken8";
const APP_SECRET = "5ecre7".padEnd(32, "x");
const AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
const SECRETS = [TOKEN, NEW_TOKEN, APP_SECRET, AES_KEY];
const NOTHING: Seen = { callback: null, sentAt: null, failures: [] };

let house: House;
let admin: Browser;
let platform: StandInPlatform;
const seen = new Map<string, Seen>();
const answered: string[] = [];

const settings = (given: object = {}) => ({
  token: TOKEN,
  appId: "wx0123456789abcdef",
  appSecret: APP_SECRET,
  encodingAesKey: AES_KEY,
  mode: "safe",
  apiBase: platform.url,
  ...given,
});

/** Every answer is kept, to look for secrets in all of them. */
const watched =
  (call: Browser): Browser =>
  async (...request) => {
    const got = await call(...request);
    answered.push(JSON.stringify([got.body, [...got.headers]]));
    return got;
  };
async function as(role: Role): Promise<Browser> {
  const { cookie } = await signedIn(house.tables, [{ role, queues: "all" }]);
  return watched(browser(house.node, cookie));
}
const body = <Body = Account>(got: Answer): Body => {
  expect(got).toMatchObject({ status: 200 });
  return got.body as Body;
};
const create = async (given: object = {}): Promise<Account> =>
  body(
    await admin("POST", "/accounts", {
      platform: "wechat-oa",
      name: `屿禾 ${randomUUID().slice(0, 8)}`,
      settings: settings(),
      ...given,
    }),
  );
const stored = async (id: string) =>
  (await house.tables.rows<Record<string, unknown>>("SELECT * FROM account WHERE id = $1", [id]))[0] ?? {};
async function openedSettings(id: string) {
  const { config } = await stored(id);
  return testVault.open({ table: "account", id, kind: "wechat-oa" }, config as Record<string, unknown>)
    .settings;
}

beforeAll(async () => {
  platform = await openStandInPlatform();
  const view = {
    kinds: accountKinds,
    seenOf: (id: string) => seen.get(id) ?? NOTHING,
    callbackOf: (id: string) => `https://care.example/webhooks/${id}`,
  };
  const probe = createAccountProbe({ fetch, clock: Date.now }, (error) => {
    throw error;
  });
  house = await openHouse(Date.now, [...allRoutes, ...accountRoutes(view, probe)]);
  admin = await as("admin");
});
afterEach(() => {
  platform.answer = () => ({});
  platform.asked.length = 0;
});
afterAll(async () => {
  await platform.close();
  await house.close();
});

describe("an account", () => {
  it("is kept sealed, and shown without its secrets, with the address for the platform's page", async () => {
    const made = await create();
    expect(made).toMatchObject({ state: "active", version: 1 });
    expect(made.secrets).toEqual(["token", "appSecret", "encodingAesKey"]);
    expect(made.settings).toEqual({
      appId: "wx0123456789abcdef",
      mode: "safe",
      marksMachine: "off",
      checks: "off",
      checksAway: "send",
      tokenSource: "own",
      apiBase: platform.url,
      timestampWindowMs: 300_000,
    });
    expect(made.callback).toBe(`https://care.example/webhooks/${made.id}`);
    const row = JSON.stringify(await stored(made.id));
    for (const secret of SECRETS) expect(row).not.toContain(secret);
    expect(await openedSettings(made.id)).toMatchObject({ token: TOKEN, appSecret: APP_SECRET });
    expect((await auditOf(house, "account.created")).at(-1)?.data).toEqual({ platform: "wechat-oa" });
  });

  it.each<[string, object, string, object]>([
    ["without what its platform needs", { settings: {} }, "account_settings_invalid", { fields: "token" }],
    [
      "with what its platform does not know, or what looks wrong",
      { platform: "weibo", settings: { appSecret: "short", more: 1 } },
      "account_settings_invalid",
      { fields: "appSecret, more" },
    ],
    [
      "of a platform that there is not",
      { platform: "telegram" },
      "account_platform_unknown",
      { platform: "telegram" },
    ],
    ["with a queue that there is not", { queueId: randomUUID() }, "queue_gone", {}],
  ])("is refused %s", async (_, given, expected, params) => {
    const got = await admin("POST", "/accounts", {
      platform: "wechat-oa",
      name: "错",
      settings: settings(),
      ...given,
    });
    expect(got.body).toMatchObject({ error: { code: expected, params } });
  });

  it("is refused a name that another has, or that looks like an id, by which webhooks name accounts", async () => {
    const { id, name } = await create();
    const again = { platform: "wechat-oa", name, settings: settings() };
    expect(code(await admin("POST", "/accounts", again))).toBe("account_name_taken");
    expect(code(await admin("POST", "/accounts", { ...again, name: id }))).toBe("input_invalid");
  });

  it("keeps a secret that is left out, takes a new one and goes on with the old, until that is given up", async () => {
    const made = await create();
    const { token: _, appSecret: __, encodingAesKey: ___, ...open } = settings();
    const change = async (version: number, given: object) =>
      body(await admin("PATCH", `/accounts/${made.id}`, { version, settings: { ...open, ...given } }));
    expect((await change(1, {})).secrets).toEqual(made.secrets);
    expect(await openedSettings(made.id)).toMatchObject({ token: TOKEN, encodingAesKey: AES_KEY });
    expect((await change(2, { token: NEW_TOKEN })).secrets).toContain("previousToken");
    expect(await openedSettings(made.id)).toMatchObject({ token: NEW_TOKEN, previousToken: TOKEN });
    expect((await auditOf(house, "account.updated")).at(-1)?.data).toEqual({
      fields: ["settings"],
      secrets: ["token", "previousToken"],
    });
    expect((await change(3, { previousToken: null })).secrets).toEqual(made.secrets);
    expect(await openedSettings(made.id)).not.toHaveProperty("previousToken");
    const late = await admin("PATCH", `/accounts/${made.id}`, { version: 2, name: "晚" });
    expect([late.status, code(late)]).toEqual([409, "version_conflict"]);
  });

  it("sends secrets that were given for one server to no other, kept or merely tried", async () => {
    const { id } = await create();
    const moved = {
      settings: { appId: "wx0123456789abcdef", mode: "safe", apiBase: "https://elsewhere.example" },
    };
    expect(code(await admin("PATCH", `/accounts/${id}`, { version: 1, ...moved }))).toBe(
      "account_secret_anew",
    );
    expect(code(await admin("POST", `/accounts/${id}/test`, moved))).toBe("account_secret_anew");
    body(await admin("PATCH", `/accounts/${id}`, { version: 1, settings: settings({ ...moved.settings }) }));
  });

  it("is switched off and on, once each", async () => {
    const { id } = await create();
    const turn = (way: string, version: number) => admin("POST", `/accounts/${id}/${way}`, { version });
    expect(body(await turn("off", 1))).toMatchObject({ state: "off", version: 2 });
    expect(body(await turn("off", 2))).toMatchObject({ state: "off", version: 2 });
    expect(code(await turn("on", 1))).toBe("version_conflict");
    expect(body(await turn("on", 2))).toMatchObject({ state: "active", version: 3 });
    expect(await auditOf(house, "account.switched_off")).toHaveLength(1);
  });

  it("shows how it fares: what this node has seen, and the token that all nodes share", async () => {
    const { id } = await create();
    const at = Date.UTC(2026, 10, 26, 5);
    seen.set(id, {
      callback: { at, refused: "signature_wrong" },
      sentAt: null,
      failures: [{ code: "40164", at, count: 2 }],
    });
    await house.tables.rows(
      `INSERT INTO platform_token (account_id, version, token, refreshed_at, expires_at, failed_code, failed_until)
       VALUES ($1, 1, 'access-token-value', now(), now() + interval '2 hours', '40125', now())`,
      [id],
    );
    SECRETS.push("access-token-value");
    const { items } = body<{ items: Account[] }>(await admin("GET", "/accounts"));
    expect(items.find((one) => one.id === id)?.status).toEqual({
      callback: { at: "2026-11-26T05:00:00.000Z", refused: "signature_wrong" },
      token: { refreshedAt: expect.any(String), expiresAt: expect.any(String), failedCode: "40125" },
      sentAt: null,
      silentSince: null,
      failures: [{ code: "40164", at: "2026-11-26T05:00:00.000Z", count: 2 }],
    });
  });
});

describe("the test of a connection", () => {
  const test = async (given: object = {}, of = "wechat-oa") =>
    body<object>(await admin("POST", "/accounts/test", { platform: of, settings: settings(given) }));

  it("asks for a token with what is typed, and says that all is well", async () => {
    platform.answer = (path) =>
      path.endsWith("stable_token") ? { access_token: "t", expires_in: 7200 } : { errcode: 65400 };
    expect(await test()).toEqual({ kind: "ready", code: null, detail: null });
    expect(JSON.parse(platform.asked[0]?.body ?? "")).toMatchObject({
      secret: APP_SECRET,
      force_refresh: false,
    });
    const { id } = await create();
    expect(body(await admin("POST", `/accounts/${id}/test`, {}))).toMatchObject({ kind: "ready" });
    const [line] = (await auditOf(house, "account.tested")).filter(({ subject_id }) => subject_id === id);
    expect(line?.data).toEqual({ platform: "wechat-oa", outcome: "ready" });
  });

  it.each([
    ["40125", "invalid appsecret rid: 1", "invalid appsecret rid: 1"],
    ["40013", "invalid appid", "invalid appid"],
    ["40164", "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 6", "203.0.113.9"],
    ["40164", "invalid ip 2001:db8::7, not in whitelist", "2001:db8::7"],
    ["40001", `invalid credential ${APP_SECRET}`, null],
  ])("says what the platform refuses: %s", async (refusal, errmsg, detail) => {
    platform.answer = () => ({ errcode: Number(refusal), errmsg });
    expect(await test()).toEqual({ kind: "refused", code: refusal, detail });
  });

  it("says that the right to send was not granted, though there is a token", async () => {
    platform.answer = (path) =>
      path.endsWith("stable_token")
        ? { access_token: "t", expires_in: 7200 }
        : { errcode: 48001, errmsg: "api unauthorized" };
    expect(await test()).toMatchObject({ kind: "refused", code: "48001" });
  });

  it("says why nobody was reached, and what it cannot ask without", async () => {
    expect(await test({ apiBase: "http://127.0.0.1:9" })).toMatchObject({ kind: "unreachable" });
    expect(await test({ apiBase: "https://no-such-name.invalid" })).toMatchObject({
      kind: "unreachable",
      code: expect.stringMatching(/^(?:ENOTFOUND|EAI_AGAIN)$/),
    });
    expect(await test({ appSecret: undefined })).toEqual({
      kind: "receives_only",
      code: null,
      detail: "appSecret",
    });
  });

  it("asks Weibo whose the token is, and for how long", async () => {
    const weibo = (given: object = {}) => ({
      appSecret: APP_SECRET,
      accessToken: "2.00tokenOfWeibo",
      apiBase: platform.url,
      ...given,
    });
    const ask = async (given: object = {}) =>
      body(await admin("POST", "/accounts/test", { platform: "weibo", settings: weibo(given) }));
    platform.answer = () => ({ uid: 5_000_000_000_000_001, expire_in: 100 });
    expect(await ask()).toMatchObject({ kind: "ready" });
    expect(platform.asked[0]).toEqual({
      path: "/oauth2/get_token_info",
      body: "access_token=2.00tokenOfWeibo",
    });
    expect(await ask({ uid: "7" })).toMatchObject({ code: "uid_other", detail: "5000000000000001" });
    platform.answer = () => ({ uid: "7", expire_in: -5 });
    expect(await ask()).toMatchObject({ kind: "refused", code: "21327" });
    platform.answer = () => ({ error: "invalid_access_token", error_code: "21332" });
    expect(await ask()).toMatchObject({ kind: "refused", code: "21332", detail: "invalid_access_token" });
    expect(await ask({ accessToken: undefined })).toMatchObject({
      kind: "receives_only",
      detail: "accessToken",
    });
  });
});

describe("who may", () => {
  it("look at accounts: administrators and auditors; change them: administrators", async () => {
    const { id } = await create();
    const auditor = await as("auditor");
    expect(body(await auditor("GET", "/accounts"))).toMatchObject({
      platforms: ["wechat-oa", "wechat-mini", "weibo"],
    });
    expect(code(await auditor("POST", `/accounts/${id}/off`, { version: 1 }))).toBe("forbidden");
    expect(code(await auditor("POST", `/accounts/${id}/test`, {}))).toBe("forbidden");
    for (const role of ["agent", "supervisor", "executive"] as const) {
      expect(code(await (await as(role))("GET", "/accounts"))).toBe("forbidden");
    }
  });
});

it("no answer, no audit line and no kept answer of all these holds a byte of a secret", async () => {
  const kept = await house.tables.rows<{ text: string }>(
    "SELECT t::text AS text FROM audit t UNION ALL SELECT t::text FROM idempotency t",
  );
  const all = [...answered, ...kept.map(({ text }) => text)].join("\n");
  expect(answered.length).toBeGreaterThan(40);
  for (const secret of SECRETS) expect(all).not.toContain(secret);
});
