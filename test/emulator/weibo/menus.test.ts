import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { account, openRig, phoneOf, type Rig, thread } from "./rig.ts";

let rig: Rig;
beforeEach(async () => void (rig = await openRig()));
afterEach(() => rig.close());

const MENU = {
  button: [
    { type: "click", name: "查订单", key: "orders" },
    {
      name: "服务",
      sub_button: [
        { type: "click", name: "报修", key: "repair" },
        { type: "view", name: "官网", url: "https://yuhe.example" },
      ],
    },
  ],
};

async function call(name: string, fields: Readonly<Record<string, string>> = {}, method = "POST") {
  const form = new URLSearchParams({ access_token: account.accessToken, ...fields });
  const url = `${rig.url}/2/messages/menu/${name}.json`;
  const response =
    method === "GET" ? await fetch(`${url}?${form.toString()}`) : await fetch(url, { method, body: form });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const create = (menu: unknown) => call("create", { menus: JSON.stringify(menu) });

describe("Weibo's buttons under a thread", () => {
  it("are made as a whole, shown, tapped on her phone, and taken away", async () => {
    await rig.say("在吗");
    expect(phoneOf(rig).menu).toEqual(account.menu);
    expect(await create(MENU)).toEqual({ status: 200, body: { result: true } });
    expect(await call("show", {}, "GET")).toEqual({ status: 200, body: { menu: MENU } });
    expect(phoneOf(rig).menu).toEqual([
      { name: "查订单", key: "orders" },
      {
        name: "服务",
        items: [
          { name: "报修", key: "repair" },
          { name: "官网", url: "https://yuhe.example" },
        ],
      },
    ]);
    const { openid } = phoneOf(rig).fan;
    await rig.platform.act(account.id, openid, { does: "tap_menu", key: "repair" });
    await rig.platform.act(account.id, openid, { does: "open_menu_link", url: "https://yuhe.example" });
    const pushes = rig.platform.ledger(account.id).filter(({ kind }) => kind === "push");
    expect(pushes.slice(-2).map((one) => (one.kind === "push" ? JSON.parse(one.body) : {}))).toMatchObject([
      { data: { subtype: "click", key: "repair" } },
      { data: { subtype: "view", key: "https://yuhe.example" } },
    ]);
    expect(thread(rig).slice(-2)).toEqual(["notice tapped", "notice tapped"]);
    await call("delete");
    expect(await call("show", {}, "GET")).toMatchObject({ body: { menu: { button: [] } } });
  });

  it("are refused where they are too many, too long, or lead nowhere", async () => {
    const leaf = MENU.button[0];
    for (const button of [
      [],
      [leaf, leaf, leaf, leaf],
      [{ type: "click", name: "查".repeat(6), key: "k" }],
      [{ type: "click", name: "查" }],
      [{ type: "view", name: "查", url: "" }],
      [{ name: "组", sub_button: Array(6).fill(leaf) }],
      [{ type: "scancode_push", name: "扫", key: "k" }],
    ])
      expect(await create({ button })).toMatchObject({ status: 400, body: { error_code: 10_008 } });
    expect(await call("create")).toMatchObject({ body: { error_code: 10_016 } });
    expect(await call("create", {}, "GET")).toMatchObject({ body: { error_code: 10_021 } });
    expect(await call("create", { access_token: "2.00wrong" })).toMatchObject({
      status: 403,
      body: { error_code: 21_332 },
    });
  });
});
