import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { nearOf } from "../../../src/core/knowledge/sheet/near.ts";
import type { Tables } from "../../../src/core/table/table.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import { knowledgeRoutes } from "../../../src/http/routes/knowledge/knowledge.ts";
import { knowledgeSheetRoutes } from "../../../src/http/routes/table/knowledge.ts";
import { readTable } from "../../../src/serve/tables/read.ts";
import { writeTable } from "../../../src/serve/tables/write.ts";
import { mediaFiles } from "../../../src/store/media/files.ts";
import { browser, signedIn } from "../../support/api.ts";
import { auditOf, type House, openHouse } from "../../support/house.ts";
import { openShop, SAYS } from "../../support/shop.ts";
import { learn } from "../../support/learn.ts";

/** Without the thread: what runs in it is the same. */
const tables: Tables = {
  read: readTable,
  write: writeTable,
  near: async (lists, from) => nearOf(lists, from),
};
let house: House;
let channel: Channel;
let cookie: string;
let accountId: string;

const files = mediaFiles(join(tmpdir(), `seatbridge-${randomUUID()}`));
beforeAll(async () => {
  const channelOf = (id: string) => (id === channel.account.id ? channel : undefined);
  const routes = [...knowledgeRoutes(channelOf, learn), ...knowledgeSheetRoutes(tables, channelOf, files)];
  house = await openHouse(Date.now, routes);
  channel = await openShop(house.url);
  accountId = channel.account.id;
  ({ cookie } = await signedIn(house.tables, [{ role: "supervisor", queues: "all" }]));
}, 30_000);
afterAll(() => house.close());

type Checked = {
  seen: string;
  columns: (string | null)[];
  lacks: string[];
  entries: {
    row: number;
    title: string;
    is: string;
    todo: { code: string; title?: string; row?: number }[];
  }[];
  problems: { row: number; field: string; code: string }[];
};
const HEADER = ["标准问", "相似问", "答案", "失效时间"];
const book = (rows: readonly (readonly string[])[], header = HEADER) =>
  writeTable([{ name: "FAQ", header, rows }], "xlsx");
const url = (path: string, query: Record<string, string> = {}) =>
  `${house.node.url}/api/v1/knowledge/sheet/${path}?${new URLSearchParams({ accountId, ...query }).toString()}`;

async function post(path: string, bytes: Uint8Array, query: Record<string, string> = {}, as = cookie) {
  const answer = await fetch(url(path, query), {
    method: "POST",
    headers: { cookie: as, origin: house.node.url, "x-seatbridge": "1", "idempotency-key": randomUUID() },
    body: Buffer.from(bytes),
  });
  return { status: answer.status, body: (await answer.json()) as never };
}
const check = async (bytes: Uint8Array, query: Record<string, string> = {}): Promise<Checked> => {
  const { status, body } = await post("check", bytes, query);
  expect(status).toBe(200);
  return body;
};
const code = ({ body }: { body: { error?: { code: string } } }) => body.error?.code;
const get = async (format: string) =>
  new Uint8Array(await (await fetch(url("export", { format }), { headers: { cookie } })).arrayBuffer());
const counts = async () =>
  (
    (await browser(house.node, cookie)("GET", `/knowledge?accountId=${accountId}`)).body as {
      counts: { live: number; draft: number };
    }
  ).counts;

describe("a table of entries", () => {
  it("with two wrong rows: 98 become drafts, two are named; nothing is published", async () => {
    const rows = Array.from({ length: 100 }, (_, n) => [
      `第${n}号商品怎么保养`,
      `${n}号怎么清洗；${n}号怎么擦`,
      `用软布擦第${n}号。`,
      "",
    ]);
    rows[3] = ["", "没有标准问", "答", ""];
    rows[60] = ["到期写错", "", "答", "下周三"];
    const bytes = await book(rows);
    const seen = await check(bytes);
    expect(seen.problems).toEqual([
      { row: 5, field: "title", code: "missing" },
      { row: 62, field: "until", code: "date_unreadable", value: "下周三" },
    ]);
    expect(seen.entries).toHaveLength(98);
    const before = await counts();
    const done = await post("import", bytes, { seen: seen.seen });
    expect(done).toMatchObject({ status: 200, body: { made: 98, changed: 0 } });
    const { drafts } = done.body as { drafts: { row: number; id: string }[] };
    expect(drafts).toHaveLength(98);
    expect(await counts()).toMatchObject({ live: before.live, draft: before.draft + 98 });
    const first = await browser(house.node, cookie)("GET", `/knowledge/${drafts[0]?.id}`);
    expect(first.body).toMatchObject({
      published: null,
      draft: { writing: { title: "第0号商品怎么保养", phrasings: ["0号怎么清洗", "0号怎么擦"] } },
    });
    expect((await auditOf(house, "entry.imported"))[0]?.data).toEqual({ made: 98, changed: 0, refused: 2 });
    const again = await check(bytes);
    expect(new Set(again.entries.map(({ is }) => is))).toEqual(new Set(["same"]));
  });

  it("says what is left to do about each draft", async () => {
    const rows = [
      ["清仓什么时候结束", "", "昨天。", "2020-01-01"],
      ["最便宜吗", "", "全网最低，假一赔十，百分百{{amount}}。", ""],
      ["说来话长", "", "很长的答案。".repeat(1_200), ""],
      ["运费谁出呢", SAYS.ship, "您出。", ""],
      ["怎样可以开具电子发票", "", "在订单页。", ""],
      ["怎样才可以开具电子发票", "", "在订单页开。", ""],
    ];
    const { entries } = await check(await book(rows));
    const todo = entries.map((entry) => entry.todo.map((one) => one.code));
    expect(todo[0]).toEqual(["expired"]);
    expect(todo[1]).toContain("variable_unknown");
    expect(todo[2]).toEqual(["answer_too_long"]);
    expect(todo[3]).toContain("contradicts");
    expect(entries[5]?.todo).toContainEqual({
      code: "near",
      blocks: false,
      word: "怎样可以开具电子发票",
      title: "怎样可以开具电子发票",
      row: 6,
    });
  });

  it("takes the columns as they are named, and refuses what it cannot read or was not shown", async () => {
    const bytes = await book([["可以自提吗", "可以。"]], ["甲", "乙"]);
    expect(await check(bytes)).toMatchObject({
      columns: [null, null],
      lacks: ["title", "answer"],
      entries: [],
    });
    const named = await check(bytes, { columns: "title,answer" });
    expect(named).toMatchObject({ lacks: [], entries: [{ title: "可以自提吗", is: "made" }] });
    expect(code(await post("check", bytes, { columns: "title,title" }))).toBe("table_columns_wrong");
    const seen = { columns: "title,answer", seen: named.seen };
    expect((await post("import", bytes, seen)).status).toBe(200);
    expect(code(await post("import", bytes, seen))).toBe("table_outdated");
    expect(code(await post("check", Buffer.from("d0cf11e0a1b11ae1", "hex")))).toBe("table_old_xls");
    const rows = Array.from({ length: 2_001 }, (_, n) => [`${n}`, "", "答", ""]);
    expect(code(await post("check", await book(rows)))).toBe("table_too_many_rows");
    const many = Array.from({ length: 110 }, (_, n) => [
      `${n}问`,
      Array.from({ length: 190 }, (__, m) => `${n}号第${m}问`).join("\n"),
      "答",
      "",
    ]);
    expect(code(await post("check", await book(many)))).toBe("table_too_many_phrasings");
    const agent = await signedIn(house.tables, [{ role: "agent", queues: "all" }]);
    expect((await post("check", bytes, {}, agent.cookie)).status).toBe(403);
  });

  it("is handed out as xlsx, CSV and YAML, and changes nothing where it comes back", async () => {
    for (const format of ["xlsx", "csv", "yaml"]) {
      const bytes = await get(format);
      const seen = await check(bytes, format === "yaml" ? { text: "yaml" } : {});
      expect(seen.problems).toEqual([]);
      expect(seen.entries.length).toBeGreaterThan(98);
      expect(seen.entries.filter(({ is }) => is !== "same")).toEqual([]);
    }
  });
});
