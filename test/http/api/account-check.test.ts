import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { CHECK_WORD_MS_MAX } from "../../../src/core/channel/check.ts";
import { accountRoutes } from "../../../src/http/routes/accounts.ts";
import { allRoutes } from "../../../src/http/routes/all.ts";
import { createAccountProbe, accountKinds } from "../../../src/serve/channel/kinds.ts";
import { type Browser, browser, signedIn } from "../../support/api.ts";
import { auditOf, code, type House, openHouse } from "../../support/house.ts";
import { type Node, openNode } from "../../support/node.ts";
import { ANSWERS, openShop, SAYS } from "../../support/shop.ts";

type Check = {
  readonly id: string;
  readonly over: boolean;
  readonly steps: readonly {
    step: string;
    state: string;
    ms: number | null;
    code: string | null;
    detail: string | null;
  }[];
};

let house: House;
let admin: Browser;
let shop: Awaited<ReturnType<typeof openShop>>;
let node: Node;
let now = Date.now();
let number = 0;

beforeAll(async () => {
  const view = {
    kinds: accountKinds,
    seenOf: () => ({ callback: null, sentAt: null, failures: [] }),
    callbackOf: () => undefined,
  };
  const probe = createAccountProbe({ fetch, clock: Date.now }, () => undefined);
  house = await openHouse(() => now, [...allRoutes, ...accountRoutes(view, probe)]);
  admin = browser(house.node, (await signedIn(house.tables, [{ role: "admin", queues: "all" }], now)).cookie);
  shop = await openShop(house.url, { "turn.pauseMs": 2_500 });
  node = await openNode({ url: house.url, channel: shop, clock: () => now });
});
afterAll(async () => {
  await node.close();
  await house.close();
});

const path = () => `/accounts/${shop.account.id}/check`;
/** Later than all that was said before. */
async function start(): Promise<Check> {
  now += 1;
  const got = await admin("POST", path());
  expect(got.status).toBe(200);
  return got.body as Check;
}
async function look(by: Browser = admin): Promise<Check> {
  const { check } = (await by("GET", path())).body as { check: Check | null };
  if (check === null) throw new Error("no check was begun");
  return check;
}
/** A word of a new fan, a moment later. */
function say(content: Parameters<Node["answer"]>[0]["content"], fan = `fan${(number += 1)}`) {
  now += 10;
  return node.answer({ fan, number: (number += 1), content });
}
const states = ({ steps }: Check) =>
  steps.filter(({ state }) => state !== "ahead").map(({ step, state, code: what }) => [step, state, what]);

describe("an account's end-to-end check", () => {
  it("is there once it was begun, by whom the audit tells", async () => {
    expect((await admin("GET", path())).body).toEqual({ check: null });
    const begun = await start();
    expect(states(begun)).toEqual([["received", "now", null]]);
    expect(await look()).toEqual(begun);
    expect(await auditOf(house, "account.checked")).toMatchObject([
      { subject_id: shop.account.id, data: {} },
    ]);
  });

  it("follows the next word, not one before it and no mere event, to an answer that is the house's own", async () => {
    await say(SAYS.pay);
    await start();
    await say({ kind: "event", event: { name: "followed" } }, "newcomer");
    expect(states(await look())).toEqual([["received", "now", null]]);
    await say(SAYS.ship, "newcomer");
    await say(SAYS.pay, "another");
    const check = await look();
    expect(check.steps.slice(3, 5)).toMatchObject([
      { step: "matched", state: "done", code: "answered", detail: SAYS.ship },
      { step: "answered", state: "done", code: "text", detail: ANSWERS.ship },
    ]);
    expect(check.over).toBe(false);
  });

  it("says that nothing has to be answered, and who is to answer", async () => {
    await start();
    await say(SAYS.person, "asks");
    expect(states(await look()).slice(3, 5)).toEqual([
      ["matched", "done", "queued"],
      ["answered", "done", "text"],
    ]);
    await start();
    await say("还在吗，我有急事", "asks");
    const check = await look();
    expect([states(check).slice(3, 5), check.over]).toEqual([
      [
        ["matched", "done", "waited"],
        ["answered", "none", "waited"],
      ],
      true,
    ]);
  });

  it("waits with the bot for the rest of a sentence, and never shows what the fan writes", async () => {
    await start();
    await say(SAYS.nonsense, "writes");
    const answer = await admin("GET", path());
    expect(states((answer.body as { check: Check }).check).slice(3)).toEqual([["matched", "now", "paused"]]);
    expect(JSON.stringify(answer.body)).not.toContain(SAYS.nonsense);
  });

  it("ends by itself where nothing comes, and a new one begins afresh", async () => {
    const first = await start();
    now += CHECK_WORD_MS_MAX;
    const over = await look();
    expect([states(over), over.over]).toEqual([[["received", "failed", "nothing_came"]], true]);
    const second = await start();
    expect([second.id === first.id, second.over]).toEqual([false, false]);
  });

  it("is for those who may change accounts, of accounts that are there and on", async () => {
    for (const role of ["agent", "supervisor", "auditor"] as const) {
      const { cookie } = await signedIn(house.tables, [{ role, queues: "all" }], now);
      const other = browser(house.node, cookie);
      expect([code(await other("POST", path())), code(await other("GET", path()))]).toEqual([
        "forbidden",
        "forbidden",
      ]);
    }
    const nobodys = "/accounts/0190a1b2-0000-7000-8000-000000000000/check";
    expect([code(await admin("POST", nobodys)), code(await admin("GET", nobodys))]).toEqual([
      "account_gone",
      "account_gone",
    ]);
    await house.tables.rows("UPDATE account SET state = 'off' WHERE id = $1", [shop.account.id]);
    expect(code(await admin("POST", path()))).toBe("account_is_off");
    await house.tables.rows("UPDATE account SET state = 'active' WHERE id = $1", [shop.account.id]);
  });
});
