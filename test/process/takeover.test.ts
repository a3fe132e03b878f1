import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Browser, browser, signedIn } from "../support/api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { auditOf, code } from "../support/house.ts";
import { callOf, knock } from "../support/knock.ts";
import { type Server, startServer } from "../support/server.ts";
import { openTables, type Tables } from "../support/tables.ts";
import { until } from "./relay-look.ts";

type Takeover = {
  able: boolean;
  snapshots: object[];
  found: {
    version: number;
    rules: { index: number; maps: boolean }[];
    choice: { rules: number[]; welcome: boolean; fallback: boolean; menu: boolean };
    made: { drafts: { id: string; title: string }[]; published: number } | null;
    putBack: { outcome: string } | null;
    menu: { kind: string };
  } | null;
};

let database: TestDatabase;
let tables: Tables;
let server: Server;
let admin: Browser;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  server = await startServer({ databaseUrl: database.url });
  const { cookie } = await signedIn(tables, [{ role: "admin", queues: "all" }]);
  admin = browser({ url: server.url }, cookie);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await tables?.close();
  await database?.drop();
});

const path = (end = "", account = server.account.id): string => `/accounts/${account}/takeover${end}`;
const found = (of: Takeover): NonNullable<Takeover["found"]> => {
  if (of.found === null) throw new Error("nothing was found");
  return of.found;
};
const read = async (): Promise<Takeover> => (await admin("GET", path())).body as Takeover;
async function post(end: string, more: object = {}): Promise<NonNullable<Takeover["found"]>> {
  const version = (await read()).found?.version;
  const answer = await admin("POST", path(end), { ...(version !== undefined && { version }), ...more });
  expect(answer).toMatchObject({ status: 200 });
  return found(answer.body as Takeover);
}
const look = async () => found((await admin("POST", path("/look"), {})).body as Takeover);
const welcome = (): Promise<string | undefined> =>
  tables.value("SELECT value #>> '{}' FROM setting WHERE scope = $1 AND key = 'notice.welcome'", [
    `account:${server.account.id}`,
  ]);
const live = async () => (await admin("GET", `/accounts/${server.account.id}/menu/live`)).body as object;

describe("an account that is taken over", () => {
  it("shows what its platform's page has, row by row, and keeps what is chosen when she comes back", async () => {
    expect(await read()).toEqual({ able: true, snapshots: [], found: null });
    expect(code(await admin("POST", path("/apply"), { version: 1 }))).toBe("takeover_gone");
    expect(await look()).toMatchObject({
      number: 1,
      by: "林晓",
      welcome: { maps: true, to: "欢迎关注屿禾电器！回复关键词「发票」「保修」可自助查询。", notes: [] },
      fallback: { maps: true },
      rules: [
        { name: "开发票", maps: true, notes: ["joined"], to: { phrasings: ["发票", "开票"] } },
        { name: "保修多久", maps: true, notes: ["first_of_several", "was_exact"] },
        { name: "门店停车", maps: true, to: { answer: { kind: "news" } } },
        { name: "品牌故事", maps: false, why: { code: "reply_kind", kind: "voice" } },
      ],
      menu: { kind: "page", buttons: [{ name: "查订单", fate: "same" }, {}, {}] },
      choice: { rules: [0, 1, 2], welcome: true, fallback: false, menu: true },
      made: null,
    });
    const version = found(await read()).version;
    const choice = { rules: [0, 2], welcome: true, fallback: false, menu: true };
    const chosen = await admin("PUT", path(), { version, choice });
    expect(found(chosen.body as Takeover).choice).toEqual(choice);
    expect(found(await read()).choice).toEqual(choice);
    expect(code(await admin("PUT", path(), { version, choice }))).toBe("version_conflict");
  });

  it("gets drafts that answer nobody, its own welcome and a draft of the menu, and gives all of it back", async () => {
    const before = await welcome();
    const { made } = await post("/apply");
    expect(made).toMatchObject({
      drafts: [{ title: "开发票" }, { title: "门店停车" }],
      published: 0,
      texts: ["welcome"],
      menu: true,
    });
    expect(await welcome()).toContain("欢迎关注屿禾电器");
    expect((await admin("GET", `/accounts/${server.account.id}/menu`)).body).toMatchObject({
      draft: { tops: [{ name: "查订单" }, { name: "会员" }, { name: "人工" }] },
      versions: [],
    });
    expect(await tables.value("SELECT count(*)::int FROM faq_entry WHERE key LIKE 'taken-over-%'")).toBe(0);
    expect(code(await admin("POST", path("/look"), {}))).toBe("takeover_applied");
    expect((await post("/undo")).made).toBeNull();
    expect(await welcome()).toBe(before);
    expect(await tables.value("SELECT count(*)::int FROM faq_draft")).toBe(0);
    expect((await admin("GET", `/accounts/${server.account.id}/menu`)).body).toMatchObject({
      draft: { tops: [] },
    });
    expect((await auditOf({ tables }, "takeover.applied")).map(({ data }) => data)).toEqual([
      { drafts: 2, texts: 1, menu: true },
    ]);
  });

  it("answers by a draft once somebody has published it, which is not taken back", async () => {
    const { made } = await post("/apply");
    const [, parking] = made?.drafts ?? [];
    const published = await post("/publish", { draftIds: [parking?.id] });
    expect(published.made).toMatchObject({ drafts: [{ title: "开发票" }], published: 1 });
    let fans = 0;
    await until(
      () =>
        knock(
          server,
          callOf(server, { from: `o_taken_${(fans += 1)}`, action: { does: "write", text: "停车" } }),
        ),
      ({ body }) => body.includes("体验店停车指引"),
    );
    await post("/undo");
    expect(await tables.value("SELECT count(*)::int FROM faq_draft")).toBe(0);
    expect(await tables.value("SELECT count(*)::int FROM faq_entry WHERE key LIKE 'taken-over-%'")).toBe(1);
  });

  it("has its menu of before again, by the platform's own word", async () => {
    const menuPath = `/accounts/${server.account.id}/menu`;
    const { version } = (await admin("GET", menuPath)).body as { version: number };
    const mall = {
      tops: [{ name: "商城", action: { type: "view", url: "https://mall.example/" } }],
      conditional: [],
    };
    await admin("PUT", menuPath, { version, menu: mall });
    await admin("POST", `${menuPath}/publish`, {});
    expect((await look()).menu).toMatchObject({ kind: "written", buttons: [{ name: "商城", fate: "same" }] });
    const next = (await admin("GET", menuPath)).body as { version: number };
    const ours = { tops: [{ name: "客服", action: { type: "click", key: "person" } }], conditional: [] };
    await admin("PUT", menuPath, { version: next.version, menu: ours });
    await admin("POST", `${menuPath}/publish`, {});
    expect(await live()).toMatchObject({ menu: { tops: [{ name: "客服" }] } });
    expect((await post("/put-back")).putBack).toMatchObject({ outcome: "same", code: null });
    expect(await live()).toMatchObject({ menu: mall, same: true });
  });

  it("is an administrator's to do, and only of a platform that tells", async () => {
    const { cookie } = await signedIn(tables, [{ role: "supervisor", queues: "all" }]);
    const supervisor = browser({ url: server.url }, cookie);
    expect((await supervisor("POST", path("/look"), {})).status).toBe(403);
    const weibo = path("/look", server.weibo?.id);
    expect(code(await admin("POST", weibo, {}))).toBe("takeover_unsupported");
  });
});
