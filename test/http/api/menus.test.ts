import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import type { Material } from "../../../src/core/channel/capability/menus.ts";
import type { Asked } from "../../../src/core/channel/capability/asked.ts";
import type { Menu } from "../../../src/core/menu/menu.ts";
import { createDataSource } from "../../../src/store/data-source.ts";
import { loadTaps } from "../../../src/store/menu/load-taps.ts";
import { menuRoutes } from "../../../src/http/routes/platform/menus.ts";
import { type Browser, browser, signedIn } from "../../support/api.ts";
import { auditOf, code, type House, openHouse } from "../../support/house.ts";

let house: House;
let admin: Browser;
let accountId: string;
let live: Menu | undefined;
const says: Asked<void>[] = [];
let keeps: Asked<{ items: Material[]; total: number }>;
const asked: object[] = [];

const menu = (name: string, text: string): Menu => ({
  tops: [{ name, action: { type: "click", key: `key ${name}`, tap: { does: "text", text } } }],
  conditional: [],
});

beforeAll(async () => {
  accountId = randomUUID();
  const limits = {
    topsMax: 3,
    itemsMax: 5,
    topBytesMax: 16,
    itemBytesMax: 60,
    keyBytesMax: 128,
    urlBytesMax: 1_024,
  };
  const menus = {
    limits: { ...limits, conditionalMax: 10 },
    publish(given: Menu): Promise<Asked<void>> {
      const answer = says.shift() ?? { kind: "done" as const, value: undefined };
      if (answer.kind !== "refused") live = given;
      return Promise.resolve(answer);
    },
    remove(): Promise<Asked<void>> {
      live = undefined;
      return Promise.resolve({ kind: "done", value: undefined });
    },
    read: () => Promise.resolve({ kind: "done" as const, value: live }),
    materials(wanted: object) {
      asked.push(wanted);
      return Promise.resolve(keeps);
    },
  };
  house = await openHouse(
    Date.now,
    menuRoutes((id) => (id === accountId ? menus : undefined)),
  );
  admin = browser(house.node, await house.admin.cookie());
  await house.tables.rows(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'wechat-oa', '屿禾', false, '{}', now())",
    [accountId],
  );
});
afterAll(() => house.close());

const at = (path = "") => `/accounts/${accountId}/menu${path}`;
type Read = {
  version: number;
  problems: object[];
  versions: { number: number; state: string; code: string | null }[];
};
const read = async (): Promise<Read> => (await admin("GET", at())).body as Read;
const save = async (given: Menu) => admin("PUT", at(), { version: (await read()).version, menu: given });

describe("an account's menu", () => {
  it("is offered what the platform keeps for a button to send", async () => {
    keeps = { kind: "done", value: { items: [{ id: "M1", name: "杯子.png", at: 0 }], total: 21 } };
    expect(await admin("GET", at("/materials?kind=video&offset=20"))).toMatchObject({
      status: 200,
      body: { items: [{ id: "M1", name: "杯子.png", at: "1970-01-01T00:00:00.000Z" }], total: 21 },
    });
    expect(asked).toEqual([{ kind: "video", offset: 20 }]);
    keeps = { kind: "refused", code: "48001", whose: "account" };
    expect(code(await admin("GET", at("/materials")))).toBe("platform_refused");
    expect((await admin("GET", at("/materials?kind=news"))).status).toBe(400);
  });

  it("is written in drafts, refused while it is wrong, published, and put back", async () => {
    const saved = await save(menu("六个汉字名称", "你好"));
    expect(saved.body).toMatchObject({ version: 1, problems: [{ code: "name_long", max: 16, is: 18 }] });
    expect(code(await admin("POST", at("/publish"), {}))).toBe("menu_wrong");
    expect(code(await admin("PUT", at(), { version: 0, menu: menu("迟", "到") }))).toBe("version_conflict");

    await save(menu("你好", "您好"));
    expect((await admin("POST", at("/publish"), {})).body).toEqual({ number: 1, state: "live", code: null });
    expect((await admin("GET", at("/live"))).body).toMatchObject({ same: true });
    await save(menu("再见", "慢走"));
    await admin("POST", at("/publish"), {});
    expect((await admin("POST", at("/publish"), { number: 1 })).body).toMatchObject({
      number: 3,
      state: "live",
    });
    expect((await read()).versions.map(({ number, state }) => `${number} ${state}`)).toEqual([
      "3 live",
      "2 past",
      "1 past",
    ]);
    expect(await auditOf(house, "menu.published")).toHaveLength(3);
    live = menu("别人", "改的");
    expect((await admin("GET", at("/live"))).body).toMatchObject({ same: false });
  });

  it("says what the platform refused; keys of what may be on a phone still mean what they meant", async () => {
    says.push({ kind: "refused", code: "40018", whose: "request" });
    await save(menu("拒", "没有"));
    expect((await admin("POST", at("/publish"), {})).body).toMatchObject({ state: "refused", code: "40018" });
    says.push({ kind: "unanswered", code: "timeout" });
    await save(menu("不知", "也许"));
    expect((await admin("POST", at("/publish"), {})).body).toMatchObject({ state: "unknown" });
    const source = await createDataSource(house.url).initialize();
    const taps = await loadTaps(source, accountId);
    await source.destroy();
    expect([...taps.keys()].toSorted()).toEqual(["key 不知", "key 你好", "key 再见"]);
    expect((await read()).versions[0]).toMatchObject({ state: "unknown", code: "timeout" });
  });

  it("is one of administrators alone, and of platforms that keep one", async () => {
    const { cookie } = await signedIn(house.tables, [{ role: "supervisor", queues: "all" }]);
    expect((await browser(house.node, cookie)("GET", at())).status).toBe(403);
    const other = randomUUID();
    await house.tables.rows(
      "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'weibo', '微博', false, '{}', now())",
      [other],
    );
    const answer = await admin("POST", `/accounts/${other}/menu/publish`, {});
    expect(code(answer)).toBe("menus_unsupported");
  });
});
