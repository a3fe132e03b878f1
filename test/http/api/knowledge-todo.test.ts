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

const tables: Tables = {
  read: readTable,
  write: writeTable,
  near: async (lists, from) => nearOf(lists, from),
};
let house: House;
let channel: Channel;
let accountId: string;
let li: string;
let wang: string;

const files = mediaFiles(join(tmpdir(), `seatbridge-${randomUUID()}`));
beforeAll(async () => {
  const channelOf = (id: string) => (id === channel.account.id ? channel : undefined);
  const routes = [...knowledgeRoutes(channelOf, learn), ...knowledgeSheetRoutes(tables, channelOf, files)];
  house = await openHouse(Date.now, routes);
  channel = await openShop(house.url);
  accountId = channel.account.id;
  li = (await signedIn(house.tables, [{ role: "supervisor", queues: "all" }])).cookie;
  wang = (await signedIn(house.tables, [{ role: "admin", queues: "all" }])).cookie;
}, 30_000);
afterAll(() => house.close());

type Draft = { row: number; id: string };
type Item = {
  id: string;
  entryId: string;
  otherId: string | null;
  title: string | null;
  todo: { code: string };
  state: string;
  reason: string | null;
  by: string | null;
  hand: { isMine: boolean } | null;
};
type Page = { items: Item[]; counts: { open: number; done: number; dismissed: number } };

const as = (cookie: string) => browser(house.node, cookie);
const todos = async (setId: string, query = "", cookie = li): Promise<Page> => {
  const { status, body } = await as(cookie)("GET", `/knowledge/todos?setId=${setId}${query}`);
  expect(status).toBe(200);
  return body as Page;
};

/** Imports rows of title, phrasings, answer and end; the list of what is left to do, and where each row's draft is. */
async function imported(rows: readonly (readonly string[])[]) {
  const bytes = await writeTable(
    [{ name: "FAQ", header: ["标准问", "相似问", "答案", "失效时间"], rows }],
    "xlsx",
  );
  const post = async (path: string, query: Record<string, string>) => {
    const asked = new URLSearchParams({ accountId, ...query }).toString();
    const answer = await fetch(`${house.node.url}/api/v1/knowledge/sheet/${path}?${asked}`, {
      method: "POST",
      headers: { cookie: li, origin: house.node.url, "x-seatbridge": "1", "idempotency-key": randomUUID() },
      body: Buffer.from(bytes),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { seen: string; setId: string; drafts: Draft[] };
  };
  const { seen } = await post("check", {});
  const { setId, drafts } = await post("import", { seen });
  return { setId, idOf: (row: number) => drafts.find((draft) => draft.row === row)?.id ?? "" };
}

/** Saves the draft with these parts of it changed. */
async function mend(id: string, parts: object, cookie = li) {
  const { body } = await as(cookie)("GET", `/knowledge/${id}`);
  const { version, writing } = (body as { draft: { version: number; writing: object } }).draft;
  const saved = await as(cookie)("PUT", `/knowledge/${id}/draft`, {
    version,
    writing: { ...writing, ...parts },
  });
  expect(saved.status).toBe(200);
}
const codes = ({ items }: Page) => items.map(({ todo, state }) => `${todo.code} ${state}`);

describe("what an imported table has left to do", () => {
  it("is kept as a list, two that contradict each other once; mending ticks it, by whoever mends", async () => {
    const { setId, idOf } = await imported([
      ["旧券还能用吗", "", "能。", "2020-01-01"],
      ["保价多久", "", "最低价保证，{{amount}}。", ""],
      ["蓝色有货吗", "蓝的还有吗", "有。", ""],
      ["有蓝色的没", "蓝的还有吗", "没有。", ""],
    ]);
    const before = await todos(setId);
    expect(codes(before)).toEqual(["expired open", "variable_unknown open", "contradicts open"]);
    expect(before.items[2]).toMatchObject({
      entryId: idOf(4),
      otherId: idOf(5),
      title: "蓝色有货吗",
      by: null,
    });

    await mend(idOf(2), { validUntil: null });
    expect(codes(await todos(setId))[0]).toBe("expired done");
    // The other of the two is changed: the pair is at peace, whichever it was.
    await mend(idOf(5), { phrasings: ["蓝色的没有吗"] }, wang);
    const after = await todos(setId);
    expect(codes(after)).toEqual(["expired done", "variable_unknown open", "contradicts done"]);
    expect(after.counts).toEqual({ open: 1, done: 2, dismissed: 0 });
    expect(after.items.map(({ by }) => by !== null)).toEqual([true, false, true]);

    const { body } = await as(li)("GET", `/knowledge/${idOf(3)}`);
    const { version } = (body as { draft: { version: number } }).draft;
    await as(li)("POST", `/knowledge/${idOf(3)}/discard`, { version });
    expect((await todos(setId)).items[1]).toMatchObject({ state: "done", title: null });
    expect((await as(li)("GET", `/knowledge/sets?accountId=${accountId}`)).body).toMatchObject({
      items: [{ id: setId, entries: 4, drafts: 3, counts: { open: 0, done: 3 } }],
    });
  });

  it("stays open while what is published has the same words, and is ticked as that is withdrawn", async () => {
    const { setId, idOf } = await imported([["运费谁出呢", SAYS.ship, "您出。", ""]]);
    const [task] = (await todos(setId)).items;
    expect(task).toMatchObject({ entryId: idOf(2), todo: { code: "contradicts" }, state: "open" });
    await mend(idOf(2), { answer: { kind: "text", text: "还是您出。" } });
    expect((await todos(setId)).counts.open).toBe(1);
    const { body } = await as(li)("GET", `/knowledge/${task?.otherId}`);
    const { published } = body as { published: number };
    expect((await as(wang)("POST", `/knowledge/${task?.otherId}/withdraw`, { published })).status).toBe(200);
    expect((await todos(setId)).counts).toMatchObject({ open: 0, done: 1 });
  });

  it("is left alone for a reason, which is kept; of two who settle it one is told that she is late", async () => {
    const { setId } = await imported([["怎样开发票呢", "", "{{amount}}", ""]]);
    const [task] = (await todos(setId)).items;
    const settle = (body: object, cookie = li) =>
      as(cookie)("POST", `/knowledge/todos/${task?.id}/settle`, body);
    expect((await settle({ state: "dismissed" })).status).toBe(400);
    expect((await settle({ state: "dismissed", reason: "马上下架" })).status).toBe(200);
    const late = await settle({ state: "dismissed", reason: "重复" }, wang);
    expect(late).toMatchObject({ status: 409, body: { error: { code: "todo_settled" } } });
    expect((await todos(setId)).items[0]).toMatchObject({ state: "dismissed", reason: "马上下架" });
    expect((await settle({ state: "open" }, wang)).status).toBe(200);
    expect((await todos(setId)).items[0]).toMatchObject({ state: "open", reason: null, by: null });
    expect(
      (await auditOf(house, "todo.settled")).map(({ data }) => (data as { state: string }).state),
    ).toEqual(expect.arrayContaining(["dismissed", "open"]));
    const agent = await signedIn(house.tables, [{ role: "agent", queues: "all" }]);
    expect((await settle({ state: "done" }, agent.cookie)).status).toBe(403);
  });

  it("gives two who work on it at once different entries, and goes round", async () => {
    const wrong = (n: number) => [`第${n}问该怎么办`, "", "{{amount}}", ""];
    const { setId, idOf } = await imported([wrong(1), wrong(2), wrong(3)]);
    const next = async (cookie: string, body: object = {}) =>
      ((await as(cookie)("POST", `/knowledge/sets/${setId}/next`, body)).body as { entryId: string | null })
        .entryId;
    const both = await Promise.all([next(li), next(wang)]);
    expect(new Set(both)).toEqual(new Set([idOf(2), idOf(3)]));
    const hands = (await todos(setId)).items.map(({ hand }) => hand?.isMine ?? null);
    expect(hands).toEqual(expect.arrayContaining([true, false, null]));
    expect(await next(wang, { only: both[0] })).toBeNull();
    expect(await next(li, { after: both[0] })).toBe(idOf(4));
    // What she has left is free again, and comes after the last.
    expect(await next(li, { after: idOf(4) })).toBe(both[0]);
    await mend(both[0] ?? "", { answer: { kind: "text", text: "这样。" } });
    expect(await next(li, { after: both[0] })).toBe(idOf(4));
  });
});
