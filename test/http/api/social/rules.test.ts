import { describe, expect, it } from "@jest/globals";

import { account, addLink, agent, asked, code, post, say, send, supervisor, tables, whole } from "./floor.ts";

const start = (by = supervisor, more: object = {}) =>
  by("POST", `/social/accounts/${account}/incidents`, {
    name: "H2 批次",
    statements: ["请先断电停用，我们正在核查。"],
    ...more,
  });
/** Whoever has so many followers is answered by two. */
const FAMOUS = { author: { id: "79", name: "大嘴", followers: 90_000 } };
type Begun = { readonly id: string };

describe("an incident", () => {
  it("lets only its statements pass, each by two, until it is over", async () => {
    const [one, other] = [await asked(), await asked("@小炉家电 还能退吗？")];
    expect(code(await start(agent))).toBe("forbidden");
    const { id } = (await start()).body as Begun;
    expect(code(await start())).toBe("social_incident_open");
    expect((await whole(one.id)).gate).toMatchObject({
      needs: ["incident"],
      incidents: [{ name: "H2 批次", statements: ["请先断电停用，我们正在核查。"] }],
    });
    expect(code(await say(one.id, one.mid, "没事的，放心用。"))).toBe("social_text_unapproved");
    const said = await say(one.id, one.mid, "@小王 请先断电停用，我们正在核查。");
    expect(said.body).toMatchObject({ state: "draft", needs: ["incident"] });

    const path = `/social/accounts/${account}/incidents/${id}`;
    const added = ["请先断电停用，我们正在核查。", "客服会逐一联系您。"];
    expect((await supervisor("PUT", path, { version: 1, statements: added })).status).toBe(204);
    expect(code(await supervisor("PUT", path, { version: 1, statements: added }))).toBe(
      "social_incident_gone",
    );
    expect((await say(other.id, other.mid, "客服会逐一联系您。")).status).toBe(200);
    expect((await supervisor("POST", `${path}/stop`)).status).toBe(204);
    expect(code(await supervisor("POST", `${path}/stop`))).toBe("social_incident_gone");
    const free = await asked("@小炉家电 几天发货？");
    expect((await say(free.id, free.mid, "您好，一般两天。")).body).toMatchObject({ state: "queued" });
  });

  it("lets her be asked to write privately, as the house has prepared it", async () => {
    const { id, mid } = await asked();
    await start();
    const { prepared } = (await whole(id)).gate as unknown as { prepared: { invite: string } };
    expect(prepared.invite).toContain("@小王");
    expect(code(await say(id, mid, prepared.invite))).toBe("social_text_unapproved");
    expect((await say(id, mid, prepared.invite, { kind: "invite" })).body).toMatchObject({ state: "draft" });
  });
});

describe("an incident of a part of an account", () => {
  const gateOf = async (id: string) =>
    (await whole(id)).gate as unknown as { needs: string[]; incidents: { name: string }[] };
  const topic = (words: string[], more: object = {}) =>
    start(supervisor, { concern: { kind: "topics", words }, ...more });

  it("holds what has its words, in a post or in our own, and leaves all else free", async () => {
    const wet = await asked("@小炉家电 H2 加湿器又漏水了");
    const [calm, free] = [await asked("@小炉家电 几天发货？"), await asked("@小炉家电 怎么退货？")];
    expect((await topic(["漏 水"])).status).toBe(200);
    expect(await gateOf(wet.id)).toMatchObject({ needs: ["incident"], incidents: [{ name: "H2 批次" }] });
    expect(await gateOf(calm.id)).toMatchObject({ needs: [], incidents: [] });
    expect(code(await say(wet.id, wet.mid, "您好，没事的。"))).toBe("social_text_unapproved");
    const ours = await say(calm.id, calm.mid, "您好，两天；漏水的批次不发。");
    expect([code(ours), ours.body]).toMatchObject([
      "social_text_unapproved",
      { error: { params: { incident: "H2 批次" } } },
    ]);
    expect((await say(free.id, free.mid, "您好，七天内都可以退的。")).body).toMatchObject({
      state: "queued",
    });
  });

  it("may be one of many: each holds its own, and a text has to be a statement of one that holds it", async () => {
    const [wet, hot] = [await asked("@小炉家电 又漏水了"), await asked("@小炉家电 锅冒烟又漏水")];
    await topic(["漏水"], { name: "漏水", statements: ["漏水的我们免费换。"] });
    await topic(["冒烟"], { name: "冒烟", statements: ["请先断电停用。"] });
    expect((await gateOf(wet.id)).incidents.map(({ name }) => name)).toEqual(["漏水"]);
    expect((await gateOf(hot.id)).incidents.map(({ name }) => name)).toEqual(["漏水", "冒烟"]);
    expect(code(await say(wet.id, wet.mid, "请先断电停用。"))).toBe("social_text_unapproved");
    expect((await say(hot.id, hot.mid, "请先断电停用。")).status).toBe(200);
  });

  it("holds one post and what hangs on it, by the address of either", async () => {
    const root = await asked("@小炉家电 锅坏了没人管");
    const other = await asked("@小炉家电 怎么退货？");
    const repost = { kind: "repost", rootMid: root.mid, author: { id: "78", name: "路人" } } as const;
    const passedOn = post("真的吗？怎么处理的//@小王:锅坏了 @小炉家电", repost);
    await addLink(passedOn);
    expect(code(await start(supervisor, { concern: { kind: "post", link: "nothing" } }))).toBe(
      "social_link_unreadable",
    );
    await start(supervisor, { concern: { kind: "post", link: passedOn.mid } });
    expect((await gateOf(root.id)).incidents).toHaveLength(1);
    expect((await gateOf(other.id)).incidents).toHaveLength(0);
  });

  it("stops what waits to be sent, and what a second person was about to let go", async () => {
    const [queued, drafted] = [
      await asked("@小炉家电 漏水了怎么办？"),
      await asked("@小炉家电 也漏水", FAMOUS),
    ];
    const free = await asked("@小炉家电 几天发货？");
    await say(queued.id, queued.mid, "您好，擦干就好。");
    const draft = (await say(drafted.id, drafted.mid, "您好，没关系。")).body as Begun;
    await say(free.id, free.mid, "您好，两天就到。");
    await topic(["漏水"]);
    expect((await whole(queued.id)).answers).toMatchObject([{ state: "draft", needs: ["incident"] }]);
    expect((await whole(free.id)).answers).toMatchObject([{ state: "queued" }]);
    const decide = await supervisor("POST", `/social/answers/${draft.id}/decide`, { approve: true });
    expect(code(decide)).toBe("social_text_unapproved");
    await send();
    expect((await whole(free.id)).answers).toMatchObject([{ state: "accepted" }]);
    expect((await whole(queued.id)).answers).toMatchObject([{ state: "draft" }]);
  });
});

describe("by its rules an account", () => {
  it("promises nothing that the house has banned", async () => {
    const { id, mid } = await asked();
    expect(code(await say(id, mid, "您好，我们假一赔十。"))).toBe("social_text_banned");
  });

  it("asks for two where its queue wants that", async () => {
    const { id, mid } = await asked();
    const queue = "33333333-3333-4333-8333-333333333333";
    await tables.rows("INSERT INTO queue_group (id, name, created_at) VALUES ($1, 'two', now())", [queue]);
    await tables.rows(
      `INSERT INTO queue (id, group_id, key, name, policy, created_at) VALUES ($1, $1, 'two', 'two', '{"publicApproval": true}', now())`,
      [queue],
    );
    await tables.rows("UPDATE account SET queue_id = $2 WHERE id = $1", [account, queue]);
    expect((await say(id, mid, "您好，七天内都可以。")).body).toMatchObject({ needs: ["queue"] });
  });

  it("is changed by who approves, and every node reads it from there", async () => {
    const path = `/social/accounts/${account}/rules`;
    const rules = (await supervisor("GET", path)).body as Record<string, unknown>;
    expect(rules).toMatchObject({ firstAnswerMinutes: 15, nextAnswerMinutes: 60, approvalAlways: false });
    expect(code(await agent("PUT", path, rules))).toBe("forbidden");
    expect(
      (await supervisor("PUT", path, { ...rules, firstAnswerMinutes: 20, campaigns: "周年庆" })).status,
    ).toBe(204);
    const kept = await tables.rows(
      "SELECT key, value FROM setting WHERE scope = $1 AND key IN ($2, $3) ORDER BY key",
      [`account:${account}`, "social.campaigns", "social.firstAnswerMs"],
    );
    expect(kept).toEqual([
      { key: "social.campaigns", value: "周年庆" },
      { key: "social.firstAnswerMs", value: 1_200_000 },
    ]);
  });
});
