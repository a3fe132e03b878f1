import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import type { Health } from "../../src/http/health.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { callOf, knock, tell } from "../support/knock.ts";
import { openRows, type Rows } from "../support/rows.ts";
import { type Server, startServer } from "../support/server.ts";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const oddName = `<img src=x onerror=alert(1)>&"'`;

let database: TestDatabase;
let server: Server;
let admin: Rows;

beforeAll(async () => {
  database = await testDatabase();
  server = await startServer({ databaseUrl: database.url });
  admin = await openRows(process.env["SEATBRIDGE_TEST_ADMIN_URL"] ?? "");
}, 60_000);

afterAll(async () => {
  await admin?.close();
  await server?.stop();
  await database?.drop();
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers, redirect: "manual" });
const health = async () => (await (await ask("/health")).json()) as Health;
const page = async (language: string) =>
  (await ask("/health", { accept: BROWSER, "accept-language": language })).text();

/** Asks until it is so; the state is looked at every few seconds at the latest. */
async function until(holds: (state: Health) => boolean): Promise<Health> {
  for (;;) {
    const state = await health();
    if (holds(state)) return state;
  }
}

describe("GET /health", () => {
  it("says as JSON that fans are answered, account by account", async () => {
    await until(({ accounts }) => accounts.some(({ budget }) => budget !== null));
    const answer = await ask("/health");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({
      ok: true,
      version: expect.stringMatching(/^[0-9]+\.[0-9]+\.[0-9]+/),
      startedAt: expect.stringMatching(/^20[0-9-]{8}T/),
      database: { ok: true, tookMs: expect.any(Number), skewMs: expect.any(Number) },
      accounts: [
        {
          id: server.account.id,
          name: "yuhe",
          platform: "wechat-oa",
          simulated: true,
          canAnswer: true,
          state: "ok",
          token: "own",
          budget: { used: 0, sends: 500_000, level: "calm", per: "day", until: expect.any(String) },
          silentSince: null,
          problems: [],
          entries: 40,
        },
        {
          id: server.weibo?.id,
          name: "yuhe-weibo",
          platform: "weibo",
          simulated: true,
          canAnswer: true,
          state: "ok",
          token: null,
          budget: null,
          silentSince: null,
          problems: [],
          entries: 40,
        },
        {
          id: server.mini?.id,
          name: "yuhe-mini",
          platform: "wechat-mini",
          simulated: true,
          canAnswer: true,
          state: "ok",
          token: "own",
          budget: null,
          silentSince: null,
          problems: [],
          entries: 40,
        },
      ],
    });
  });

  it("shows a browser a page in its language, Chinese first", async () => {
    const answer = await ask("/health", { accept: BROWSER });
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await answer.text()).toMatch(/<html lang="zh-CN">[^]*粉丝消息正常应答[^]*yuhe[^]*可以应答/);
    expect(await page("en-GB,zh;q=0.5")).toMatch(/<html lang="en">[^]*Fans are being answered[^]*Can answer/);
    expect(await page("fr,ja")).toContain('<html lang="zh-CN">');
    expect(await page("fr,en;q=0.3")).toContain('<html lang="en">');
  });

  it.each(["/health", "/health.css", "/metrics", "/nothing"])(
    "forbids scripts and frames on %s",
    async (path) => {
      const { headers } = await ask(path, { accept: BROWSER });
      const policy = headers.get("content-security-policy")?.split("; ");
      expect(policy).toEqual(
        expect.arrayContaining(["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]),
      );
      expect(policy?.join()).not.toMatch(/unsafe|\*/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-powered-by")).toBeNull();
    },
  );

  it("brings its style from its own address", async () => {
    expect(await page("en")).toContain('<link rel="stylesheet" href="/health.css">');
    const style = await ask("/health.css");
    expect(style.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(await style.text()).toContain("color-scheme");
  });

  it("shows an account that is connected while it runs, its name as text, and what it lacks", async () => {
    const rows = await openRows(database.url);
    const config = { token: "token123", originalId: "gh_odd" };
    await rows.query(
      `INSERT INTO account (id, platform, name, simulated, config, created_at)
       VALUES (gen_random_uuid(), 'wechat-oa', $1, false, $2, now())`,
      [oddName, config],
    );
    const state = await until(({ accounts }) => accounts.length === 4);
    expect(state.ok).toBe(false);
    expect(state.accounts[3]).toMatchObject({
      name: oddName,
      canAnswer: false,
      problems: ["health.no_knowledge"],
    });
    const shown = await page("en");
    expect(shown).not.toContain("<img");
    expect(shown).toContain("&#60;img src=x onerror=alert(1)&#62;&#38;&#34;&#39;");
    expect(shown).toContain("Nothing is published in its FAQ");
    expect(shown).not.toContain(config.token);
    expect((await ask("/health")).status).toBe(503);
    await rows.query("DELETE FROM account WHERE name = $1", [oddName]);
    await rows.close();
  }, 15_000);
});

describe("other addresses", () => {
  it("lead from the root to the desk", async () => {
    const answer = await ask("/");
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/desk"]);
  });

  it.each(["/nothing", "/webhooks", "/%00", "/..%2fetc%2fpasswd", "/<script>"])(
    "that are unknown get a JSON 404: %s",
    async (path) => {
      const answer = await ask(path, { accept: BROWSER });
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
      expect(await answer.json()).toMatchObject({ error: { code: "not_found" } });
    },
  );

  it("count every step of a message's way", async () => {
    await knock(server, callOf(server, { from: "o_metrics", action: { does: "write", text: "几时发货" } }));
    await knock(server, { search: "" });
    const text = await (await ask("/metrics")).text();
    for (const name of [
      `webhook_received_total{account="${server.account.id}"} 1`,
      `webhook_refused_total{account="${server.account.id}",reason="parameter_missing"} 1`,
      `webhook_answered_total{account="${server.account.id}",how="reply"} 1`,
      `messages_taken_total{account="${server.account.id}",outcome="answered",rule="matched"} 1`,
      `replies_total{how="left"} 1`,
      "batch_messages_count 1",
      "webhook_answer_seconds_count 1",
      "lane_waiting 0",
    ]) {
      expect(text).toContain(`\nseatbridge_${name}\n`);
    }
  });
});

describe("without its database", () => {
  const told = { from: "o_dark", action: { does: "write", text: "几时发货" }, messageId: "8001" } as const;
  const name = (): string => new URL(database.url).pathname.slice(1);
  const allow = (allowed: boolean) => admin.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS ${allowed}`);

  it("says so, takes nothing, and goes on when it is back", async () => {
    await allow(false);
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name()]);

    const answer = await ask("/health");
    expect(answer.status).toBe(503);
    const { accounts, ...state } = (await answer.json()) as Health;
    expect(state).toMatchObject({ ok: false, database: { ok: false } });
    expect(accounts[0]).toMatchObject({ canAnswer: false, problems: ["health.database_down"] });
    expect(await page("en")).toContain("The database does not answer");
    // An answer, whatever it says, is shown to a WeChat fan as a fault; silence is delivered again.
    await expect(tell(server, told)).rejects.toThrow("socket hang up");
    const counted = `webhook_answered_total{account="${server.account.id}",how="try_again"} 1`;
    expect(await (await ask("/metrics")).text()).toContain(`\nseatbridge_${counted}\n`);

    await allow(true);
    await until((state) => state.database.ok);
    expect(await tell(server, told)).toMatchObject({ kind: "message" });
    const rows = await openRows(database.url);
    expect(await rows.query("SELECT 1 FROM inbox WHERE raw LIKE '%<MsgId>8001<%'")).toHaveLength(1);
    await rows.close();
  }, 20_000);
});
