import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { DAY } from "../../../src/core/kernel/instant.ts";
import { type Browser, browser, signedIn } from "../../support/api.ts";
import { type House, openHouse } from "../../support/house.ts";
import { knowledgeRoutes } from "../../../src/http/routes/knowledge/knowledge.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import { learn } from "../../support/learn.ts";
import { openShop } from "../../support/shop.ts";

let house: House;
let channel: Channel;
let accountId: string;
let he: Browser;
let wang: Browser;

beforeAll(async () => {
  const channelOf = (id: string) => (id === channel.account.id ? channel : undefined);
  house = await openHouse(Date.now, knowledgeRoutes(channelOf, learn));
  channel = await openShop(house.url);
  accountId = channel.account.id;
  const enter = async () => {
    const grants = (["supervisor", "admin"] as const).map((role) => ({ role, queues: "all" as const }));
    return browser(house.node, (await signedIn(house.tables, grants)).cookie);
  };
  [he, wang] = [await enter(), await enter()];
}, 30_000);
afterAll(() => house.close());

/** Publishes an entry that ends in so many days. */
async function published(title: string, days: number): Promise<string> {
  const writing = {
    title,
    phrasings: [],
    answer: { kind: "text", text: "有。" },
    variants: {},
    validFrom: null,
    validUntil: new Date(Date.now() + days * DAY).toISOString(),
    accountIds: [],
  };
  const { body } = await he("POST", "/knowledge", { accountId, writing });
  const { id, draft } = body as { id: string; draft: { version: number } };
  const done = await he("POST", `/knowledge/${id}/publish`, { version: draft.version });
  expect(done.status).toBe(200);
  return id;
}
type Expiry = { days: number; items: { id: string; isMine: boolean }[] };
const expiring = async (by: Browser) =>
  (await by("GET", `/knowledge/expiring?accountId=${accountId}`)).body as Expiry;
const filtered = async () => {
  const { body } = await he("GET", `/knowledge?accountId=${accountId}&state=expiring`);
  const { items, counts } = body as { items: { id: string }[]; counts: { expiring: number } };
  return { ids: items.map(({ id }) => id), n: counts.expiring };
};

describe("an entry that ends soon", () => {
  it("is told a week before: in the list, to whoever published it, and in the report; later ones are not", async () => {
    const soon = await published("双十二满减怎么算", 5);
    const later = await published("跨年活动什么时候", 20);
    const found = await expiring(he);
    expect(found).toMatchObject({ days: 7, items: [{ id: soon, isMine: true }] });
    expect((await expiring(wang)).items).toMatchObject([{ id: soon, isMine: false }]);
    expect(await filtered()).toEqual({ ids: [soon], n: 1 });
    const report = await he("GET", `/knowledge/report?accountId=${accountId}`);
    expect(report.body).toMatchObject({ expiring: [{ id: soon, title: "双十二满减怎么算" }] });

    expect((await he("PUT", "/knowledge/expiry", { days: 30 })).body).toEqual({ days: 30 });
    expect((await expiring(he)).items.map(({ id }) => id)).toEqual([soon, later]);
    expect(await filtered()).toEqual({ ids: [later, soon], n: 2 });
    const agent = await signedIn(house.tables, [{ role: "agent", queues: "all" }]);
    const refused = await browser(house.node, agent.cookie)("PUT", "/knowledge/expiry", { days: 3 });
    expect(refused.status).toBe(403);
  });
});
