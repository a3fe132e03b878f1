import { describe, expect, it } from "@jest/globals";
import type { Content } from "seatbridge/kit";
import { openStandIn, type PlatformAnswer } from "seatbridge/kit/testing";

import { driver, json, refused } from "../deliver/testing.ts";

const TOKEN = "/cgi-bin/stable_token";

/** The platform that says these things in turn, and what it was asked. */
async function withPlatform<T>(
  says: readonly PlatformAnswer[],
  ask: (adapter: Awaited<ReturnType<typeof openStandIn>>["adapter"]) => Promise<T> | undefined,
) {
  const purposeOf = ({ path }: { readonly path: string }) => (path === TOKEN ? "token" : "send");
  const platform = await openStandIn({ ...driver, purposeOf }, says);
  const answer = await ask(platform.adapter);
  await platform.close();
  const asked = platform.seen.filter(({ purpose }) => purpose === "send").map(({ call }) => call);
  return { answer, asked };
}

const signal = new AbortController().signal;
const template = {
  template_id: "t1",
  title: "维修进度提醒",
  content: "{{first.DATA}}\n维修单号：{{keyword1.DATA}}\n说明{{thing2.DATA}}\n没有字段的一行",
  example: "",
};
const subscription = {
  priTmplId: "s1",
  title: "客服回复通知",
  content: "事项{{thing1.DATA}}\n时间{{time2.DATA}}\n电话: {{phone_number3.DATA}}\n{{constructor4.DATA}}",
  example: "",
  type: 2,
};
const lists = [
  json({ template_list: [template] }),
  json({ errcode: 0, data: [subscription, { ...subscription, priTmplId: "s2", type: 3 }] }),
];
const list = (says: readonly PlatformAnswer[]) =>
  withPlatform(says, (adapter) => adapter.notices?.list(signal));

describe("the catalogue of an account's notices", () => {
  it("is read from both lists, field by field, with what each takes", async () => {
    const { answer, asked } = await list(lists);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /cgi-bin/template/get_all_private_template",
      "GET /wxaapi/newtmpl/gettemplate",
    ]);
    expect(answer).toMatchObject({
      kind: "done",
      value: [
        {
          id: "t1",
          via: "template",
          title: "维修进度提醒",
          once: false,
          fields: [
            { key: "first", label: "", kind: "text", charsMax: 200 },
            { key: "keyword1", label: "维修单号", kind: "text", charsMax: 200 },
            { key: "thing2", label: "说明", kind: "text", charsMax: 20 },
          ],
        },
        {
          id: "s1",
          via: "subscription",
          once: true,
          fields: [
            { key: "thing1", label: "事项", kind: "text", charsMax: 20 },
            { key: "time2", label: "时间", kind: "time" },
            { key: "phone_number3", label: "电话", kind: "phone", charsMax: 17 },
            { key: "constructor4", kind: "text", charsMax: 200 },
          ],
        },
        { id: "s2", once: false },
      ],
    });
  });

  it("lacks what the account was never granted, and says what else went wrong", async () => {
    const without = await list([refused(48_001), lists[1] as PlatformAnswer]);
    expect(without.answer).toMatchObject({ kind: "done", value: [{ id: "s1" }, { id: "s2" }] });
    expect((await list([lists[0] as PlatformAnswer, refused(40_164)])).answer).toMatchObject({
      kind: "refused",
      code: "40164",
      whose: "account",
    });
  });
});

const notice = (via: "template" | "subscription"): Content => ({
  kind: "notice",
  via,
  templateId: "t1",
  title: "维修进度提醒",
  lines: [{ key: "thing1", label: "说明", text: "已寄回\u0000" }],
});
const send = (via: "template" | "subscription", says: PlatformAnswer) =>
  withPlatform([says], (adapter) => adapter.deliver?.({ to: "fan-1", at: 0, content: notice(via) }, signal));

describe("a notice", () => {
  it.each([
    ["template", "/cgi-bin/message/template/send"],
    ["subscription", "/cgi-bin/message/subscribe/bizsend"],
  ] as const)("of kind %s leaves by a call of its own, and has the platform's id", async (via, path) => {
    const { answer, asked } = await send(via, json({ errcode: 0, errmsg: "ok", msgid: 1_864_323_726 }));
    expect(answer).toEqual({ kind: "accepted", externalId: "1864323726" });
    expect(asked[0]?.path).toBe(path);
    expect(JSON.parse(asked[0]?.body.toString() ?? "")).toEqual({
      touser: "fan-1",
      template_id: "t1",
      data: { thing1: { value: "已寄回" } },
    });
  });

  it("that she has not agreed to is refused for good, and it is known why", async () => {
    expect((await send("subscription", refused(43_101))).answer).toMatchObject({
      kind: "rejected",
      code: "43101",
      next: "give_up",
      because: "not_agreed",
    });
  });

  it("of which nobody knows whether it was taken is in doubt, as any message", async () => {
    expect((await send("template", { status: 502, body: "<html>" })).answer).toMatchObject({
      kind: "unknown",
    });
  });
});
