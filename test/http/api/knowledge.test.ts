import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { DataSource } from "typeorm";

import { buildMatcher } from "../../../src/core/answer/matcher.ts";
import { type Channel, createChannel } from "../../../src/flow/channel.ts";
import { knowledgeRoutes } from "../../../src/http/routes/knowledge/knowledge.ts";
import { channelsStamp, loadEntries } from "../../../src/store/channels.ts";
import { createDataSource } from "../../../src/store/data-source.ts";
import { type Browser, browser, signedIn } from "../../support/api.ts";
import { auditOf, code, type House, openHouse } from "../../support/house.ts";
import { ANSWERS, openShop, SAYS } from "../../support/shop.ts";
import { learn } from "../../support/learn.ts";

let house: House;
let source: DataSource;
let channel: Channel;
let admin: Browser;
let writer: Browser;

type Entry = {
  id: string;
  published: number | null;
  draft: { version: number; writing: Writing; review: object | null } | null;
  problems: { code: string; blocks: boolean }[];
  versions: { number: number; writing: Writing; restores: number | null }[];
};
const writing = (title: string, text: string, change: object = {}) => ({
  title,
  phrasings: [] as string[],
  answer: { kind: "text", text },
  variants: {},
  validFrom: null as string | null,
  validUntil: null as string | null,
  accountIds: [] as string[],
  ...change,
});
type Writing = ReturnType<typeof writing>;

beforeAll(async () => {
  house = await openHouse(
    Date.now,
    knowledgeRoutes((id) => (id === channel.account.id ? channel : undefined), learn),
  );
  channel = await openShop(house.url);
  source = await createDataSource(house.url).initialize();
  admin = browser(house.node, await house.admin.cookie());
  writer = browser(
    house.node,
    (await signedIn(house.tables, [{ role: "supervisor", queues: "all" }])).cookie,
  );
});
afterAll(async () => {
  await source.destroy();
  await house.close();
});

const entriesNow = () => loadEntries(source, channel.account);
/** What every node does once it hears that the stamp is another. */
async function learnAnew(): Promise<void> {
  const { account, adapter, desk } = channel;
  channel = createChannel(account, adapter, buildMatcher(await entriesNow()), desk.settings);
}
const begin = async (title: string, text: string, change: object = {}): Promise<Entry> =>
  (
    await writer("POST", "/knowledge", {
      accountId: channel.account.id,
      writing: writing(title, text, change),
    })
  ).body as Entry;
const read = async (id: string): Promise<Entry> => (await writer("GET", `/knowledge/${id}`)).body as Entry;
const publish = (id: string, version: number, who = admin) =>
  who("POST", `/knowledge/${id}/publish`, { version });
const ship = async (): Promise<Entry> => read(channel.entries.find(({ key }) => key === "ship")?.id ?? "");
const ask = async (text: string) =>
  (await writer("POST", "/knowledge/try", { accountId: channel.account.id, text })).body as {
    kind: string;
    score: number;
    answer: { text: string } | null;
    top: { id: string; score: number }[];
  };

describe("an entry", () => {
  it("is drafted by one, looked over and published by another, and answers from then on", async () => {
    const begun = await begin("可以开收据吗", "可以，{{nick}}，请联系客服。", { phrasings: ["要收据"] });
    expect(begun).toMatchObject({ published: null, draft: { version: 1, review: null }, versions: [] });
    expect(await entriesNow()).toHaveLength(2);
    expect((await publish(begun.id, 1, writer)).status).toBe(403);
    const asked = await writer("POST", `/knowledge/${begun.id}/review`, { version: 1, wanted: true });
    expect(asked.body).toMatchObject({ draft: { version: 2, review: { by: "林晓" } } });

    const stamp = await channelsStamp(source);
    expect((await publish(begun.id, 2)).body).toMatchObject({ published: 1, draft: null });
    expect(await channelsStamp(source)).not.toBe(stamp);
    await learnAnew();
    expect(await ask("要收据？")).toMatchObject({
      kind: "answer",
      score: 1,
      answer: { kind: "text", text: "可以，请联系客服。" },
    });
    expect(await auditOf(house, "entry.published")).toMatchObject([
      { subject: "entry", subject_id: begun.id, data: { version: 1 } },
    ]);
  });

  it("loses nothing of two who write at once: the second is refused, and sees what is there", async () => {
    const { id, versions } = await ship();
    const save = (version: number, text: string) =>
      writer("PUT", `/knowledge/${id}/draft`, {
        version,
        writing: { ...versions[0]?.writing, answer: { kind: "text", text } },
      });
    const both = await Promise.all([save(0, "甲"), save(0, "乙")]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const refused = both.find(({ status }) => status === 409);
    expect(refused && code(refused)).toBe("version_conflict");
    expect((await save(1, "丙")).body).toMatchObject({ draft: { version: 2 } });
    expect(code(await save(1, "丁"))).toBe("version_conflict");
    expect((await read(id)).draft?.writing.answer).toEqual({ kind: "text", text: "丙" });
    expect(code(await publish(id, 1))).toBe("version_conflict");
    await writer("POST", `/knowledge/${id}/discard`, { version: 2 });
    expect(await ship()).toMatchObject({ draft: null, published: 1 });
  });

  it("is not published with words that another entry has, and the other is named; nor at the same moment", async () => {
    const twin = await begin("開發票怎麼弄", "另一个", { phrasings: ["怎麽開發票？"] });
    const refused = await publish(twin.id, 1);
    expect(code(refused)).toBe("entry_words_taken");
    expect(refused.body).toMatchObject({ error: { params: { words: "怎麽開發票？", title: SAYS.pay } } });

    const [one, other] = [await begin("能货到付款吗", "能"), await begin("能货到付款吗？", "不能")];
    const at = await Promise.all([publish(one.id, 1), publish(other.id, 1)]);
    expect(at.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await entriesNow()).filter(({ title }) => title.startsWith("能货到付款"))).toHaveLength(1);
  });

  it("is brought back to an older version as a new one, withdrawn, and brought back again", async () => {
    const { id, versions } = await ship();
    const first = versions[0]?.writing;
    await writer("PUT", `/knowledge/${id}/draft`, {
      version: 0,
      writing: { ...first, answer: { kind: "text", text: "三天内。" } },
    });
    await publish(id, 1);
    const roll = (published: number | null, to: number) =>
      admin("POST", `/knowledge/${id}/roll-back`, { published, to });
    expect(code(await roll(1, 1))).toBe("version_conflict");
    expect(code(await roll(2, 9))).toBe("entry_version_gone");
    expect((await roll(2, 1)).body).toMatchObject({
      published: 3,
      versions: [{ number: 3, restores: 1 }, { number: 2 }, { number: 1 }],
    });
    const now = async () => (await entriesNow()).find((entry) => entry.id === id);
    expect(await now()).toMatchObject({ version: 3, answer: { text: ANSWERS.ship } });
    expect((await admin("POST", `/knowledge/${id}/withdraw`, { published: 3 })).body).toMatchObject({
      published: null,
    });
    expect(await now()).toBeUndefined();
    expect((await roll(null, 2)).body).toMatchObject({ published: 4 });
    expect(await now()).toMatchObject({ answer: { text: "三天内。" } });
  });

  it("answers in its time only, and the nodes hear when that comes", async () => {
    const begun = await begin("双十一有活动吗", "有", { validFrom: "2026-01-01T00:00:00.000Z" });
    await publish(begun.id, 1);
    expect((await entriesNow()).some(({ id }) => id === begun.id)).toBe(true);
    const after = await begin("年货节有活动吗", "有", { validFrom: "2999-01-01T00:00:00.000Z" });
    await publish(after.id, 1);
    expect((await entriesNow()).some(({ id }) => id === after.id)).toBe(false);
    const listed = await writer("GET", `/knowledge?accountId=${channel.account.id}&state=silent`);
    expect(listed.body).toMatchObject({ items: [{ id: after.id }], counts: { silent: 1 } });
    const over = await begin("去年的活动", "没了", { validUntil: "2020-01-01T00:00:00.000Z" });
    expect(over.problems).toContainEqual({ code: "expired", blocks: true });
    expect(code(await publish(over.id, 1))).toBe("entry_wrong");
  });

  it("answers for the other accounts of its scope, with each platform's own words", async () => {
    const other = { id: crypto.randomUUID(), platform: "weibo" };
    await house.tables.rows(
      "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'weibo', '微博号', false, '{}', now())",
      [other.id],
    );
    const variants = { weibo: { kind: "text", text: "私信我们" } };
    const begun = await begin("怎么联系", "打电话", { accountIds: [other.id], variants });
    await publish(begun.id, 1);
    expect(await loadEntries(source, other)).toMatchObject([
      { id: begun.id, answer: { text: "私信我们" }, wordForWord: true },
    ]);
    expect((await entriesNow()).find(({ id }) => id === begun.id)?.answer).toEqual({
      kind: "text",
      text: "打电话",
    });
    const nowhere = await begin("哪里也不", "x", { accountIds: [crypto.randomUUID()] });
    expect(nowhere).toMatchObject({ error: { code: "account_gone" } });
  });
});

describe("the list", () => {
  it("finds by title, phrasing and answer, literally, page by page", async () => {
    const list = async (query: string) =>
      (await writer("GET", `/knowledge?accountId=${channel.account.id}&${query}`)).body as {
        items: { id: string; title: string }[];
        next: string | null;
        counts: { all: number };
      };
    const titles = async (q: string) =>
      (await list(`q=${encodeURIComponent(q)}`)).items.map(({ title }) => title);
    expect(await titles("收据")).toEqual(["可以开收据吗"]);
    expect(await titles("怎麽開")).toEqual(["開發票怎麼弄"]);
    expect(await titles("订单页")).toEqual([SAYS.pay]);
    expect(await titles("%")).toEqual([]);
    const all = await list("");
    const seen: string[] = [];
    for (let next: string | null = ""; next !== null;) {
      const page = await list(`limit=2${next === "" ? "" : `&after=${encodeURIComponent(next)}`}`);
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(all.items.map(({ id }) => id));
    expect(all.counts.all).toBe(seen.length);
  });

  it("is open to whoever may read the knowledge, and to nobody else", async () => {
    const agent = await signedIn(house.tables, [{ role: "agent", queues: "all" }]);
    const [may, mayNot] = [browser(house.node, agent.cookie), browser(house.node)];
    expect((await may("GET", "/knowledge/accounts")).body).toMatchObject({
      items: [{ name: channel.account.name }, {}],
    });
    expect(
      (await may("POST", "/knowledge", { accountId: channel.account.id, writing: writing("a", "b") })).status,
    ).toBe(403);
    expect(
      (await mayNot("POST", "/knowledge/try", { accountId: channel.account.id, text: "x" })).status,
    ).toBe(401);
  });
});
