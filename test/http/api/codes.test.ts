import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import type { Asked } from "../../../src/core/channel/capability/asked.ts";
import type { Codes, MadeCode } from "../../../src/core/channel/capability/codes.ts";
import { DAY } from "../../../src/core/kernel/instant.ts";
import { codeRoutes } from "../../../src/http/routes/platform/codes.ts";
import { type Answer, type Browser, browser, signedIn } from "../../support/api.ts";
import { auditOf, code, type House, openHouse } from "../../support/house.ts";

type Code = {
  id: string;
  scene: string;
  state: string;
  code: string | null;
  url: string | null;
  version: number;
};

let house: House;
let admin: Browser;
let accountId: string;
const making: string[] = [];
let says: (scene: string) => Asked<MadeCode>;
let now = Date.now();
const codes: Codes = {
  limits: { sceneCharsMax: 64, temporaryMsMax: 30 * DAY, permanentMax: 2 },
  make({ scene, livesMs }) {
    making.push(`${scene} ${livesMs === undefined ? "permanent" : livesMs / DAY}`);
    return Promise.resolve(says(scene));
  },
};

beforeAll(async () => {
  house = await openHouse(
    () => now,
    codeRoutes((id) => (id === accountId ? codes : undefined)),
  );
  admin = browser(house.node, await house.admin.cookie());
  accountId = randomUUID();
  await house.tables.rows(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'wechat-oa', '屿禾', false, '{}', now())",
    [accountId],
  );
  says = (scene) => ({ kind: "done", value: { url: `http://weixin.qq.com/q/${scene}` } });
});
afterAll(() => house.close());

const wanted = (more: object = {}) => ({
  accountId,
  name: "门店海报",
  queueId: null,
  lane: "purchase",
  atOnce: false,
  welcome: null,
  entryKey: null,
  days: null,
  ...more,
});
const create = (more: object = {}) => admin("POST", "/codes", wanted(more));
const made = (answer: Answer): Code => {
  expect(answer.status).toBe(200);
  return answer.body as Code;
};

describe("a code with a scene", () => {
  it("is made by the platform, once for one click however often it arrives, and archived", async () => {
    const key = randomUUID();
    const given = wanted({ scene: "mall-1" });
    const first = made(await admin("POST", "/codes", given, { "idempotency-key": key }));
    expect(first).toMatchObject({ state: "ready", url: "http://weixin.qq.com/q/mall-1", scene: "mall-1" });
    expect(made(await admin("POST", "/codes", given, { "idempotency-key": key })).id).toBe(first.id);
    expect(code(await create({ scene: "mall-1" }))).toBe("scene_taken");
    const current = ((await admin("GET", "/codes")).body as { items: Code[] }).items.find(
      ({ id }) => id === first.id,
    );
    const archived = made(
      await admin("PATCH", `/codes/${first.id}`, { version: current?.version, archived: true }),
    );
    expect(archived.state).toBe("archived");
    expect(code(await admin("PATCH", `/codes/${first.id}`, { version: 1, name: "迟到" }))).toBe(
      "version_conflict",
    );
    expect(await auditOf(house, "code.made")).not.toEqual([]);
  });

  it("gets a scene of its own where none is given; too long ones and used up ones are refused in plain words", async () => {
    expect(made(await create({ days: 7 })).scene).toMatch(/^[0-9a-f]{16}$/);
    expect(making.at(-1)).toMatch(/ 7$/);
    expect(code(await create({ scene: "长".repeat(65) }))).toBe("scene_too_long");
    expect(made(await create({ scene: "长".repeat(64), days: 30 })).state).toBe("ready");
    expect(code(await create({ scene: "too-old", days: 31 }))).toBe("code_life_wrong");
    expect(made(await create({ scene: "second" })).state).toBe("ready");
    expect(code(await create({ scene: "third" }))).toBe("codes_used_up");
    expect(code(await create({ accountId: randomUUID() }))).toBe("account_gone");
  });

  it("that the platform refuses says so, and can be made again; one whose time is over is expired", async () => {
    says = () => ({ kind: "refused", code: "45009", whose: "account" });
    const failed = made(await create({ scene: "later", days: 1 }));
    expect(failed).toMatchObject({ state: "failed", code: "45009", url: null });
    says = (scene) => ({ kind: "done", value: { url: `http://q/${scene}`, expiresAt: now + DAY } });
    const again = made(await admin("POST", `/codes/${failed.id}/make`));
    expect(again).toMatchObject({ state: "ready", code: null, url: "http://q/later" });
    now += 2 * DAY;
    admin = browser(house.node, await house.admin.cookie());
    const { items } = (await admin("GET", "/codes")).body as { items: Code[] };
    expect(items.find(({ id }) => id === failed.id)?.state).toBe("expired");
  });

  it("is made by administrators alone", async () => {
    const { cookie } = await signedIn(house.tables, [{ role: "agent", queues: "all" }], now);
    expect((await browser(house.node, cookie)("POST", "/codes", wanted())).status).toBe(403);
    expect((await browser(house.node, cookie)("GET", "/codes")).status).toBe(403);
  });
});
