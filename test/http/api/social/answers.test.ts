import { describe, expect, it } from "@jest/globals";

import { type Browser, browser, signedIn } from "../../../support/api.ts";
import {
  agent,
  api,
  asked,
  code,
  colleague,
  mine,
  removed,
  say,
  send,
  supervisor,
  tables,
  whole,
} from "./floor.ts";

describe("无需回复", () => {
  it("takes many at once with a reason, and all of it back", async () => {
    const lines = [await asked("@小炉家电 一个问题？"), await asked("@小炉家电 两个问题？")];
    const ids = lines.map(({ id }) => id);
    const done = await agent("POST", "/social/threads/dismiss", { ids, reason: "praise" });
    expect((done.body as { done: string[] }).done.toSorted()).toEqual(ids.toSorted());
    expect((await agent("POST", "/social/threads/dismiss", { ids, reason: "praise" })).body).toMatchObject({
      done: [],
    });
    expect((await whole(ids[0] ?? "")).state).toBe("dismissed");
    await agent("POST", "/social/threads/restore", { ids });
    expect((await whole(ids[0] ?? "")).state).toBe("waiting");
    expect(await tables.value("SELECT dismissal FROM social_thread WHERE id = $1", [ids[0]])).toBeNull();
  });
});

describe("an answer in public", () => {
  it("goes out, stops the clock, and can be taken away with a reason while we keep what it said", async () => {
    const { id, mid } = await asked();
    expect((await say(id, mid, "您好，七天内可以退。")).body).toMatchObject({ state: "queued", needs: [] });
    expect(code(await say(id, mid, "我也来说"))).toBe("social_answer_open");
    await send();
    const { state, attainment, answers: said } = await whole(id);
    expect([state, attainment, said[0]?.state]).toEqual(["answered", "kept", "accepted"]);
    const path = `/social/answers/${said[0]?.id}/remove`;
    expect(code(await colleague("POST", path, { reason: "tone" }))).toBe("forbidden");
    expect((await agent("POST", path, { reason: "tone" })).status).toBe(204);
    expect(removed).toHaveLength(1);
    expect((await whole(id)).answers).toMatchObject([{ state: "removed", text: "您好，七天内可以退。" }]);
  });

  it.each([
    ["请打13812345678", "social_text_private"],
    ["您".repeat(141), "social_text_too_long"],
    ["  ", "reply_empty"],
    ["{{客户称呼}}您好", "placeholder_unresolved"],
  ])("is refused before anybody reads it: %s", async (text, expected) => {
    const { id, mid } = await asked();
    expect(code(await say(id, mid, text))).toBe(expected);
  });

  it("is warned of where we have said the same today", async () => {
    const [one, other] = [await asked(), await asked("@小炉家电 还能退吗？")];
    await say(one.id, one.mid, "您好，可以退。");
    expect(code(await say(other.id, other.mid, "您好！可以退"))).toBe("social_text_same");
    expect((await say(other.id, other.mid, "您好！可以退", { same: true })).status).toBe(200);
  });

  it("waits for a second pair of eyes where many read it, which are not her own", async () => {
    const { id, mid } = await asked("@小炉家电 怎么退货？", {
      author: { id: "9", name: "大V", followers: 90_000 },
    });
    expect((await whole(id)).gate.needs).toEqual(["followers"]);
    expect((await say(id, mid, "您好。", {}, supervisor)).body).toMatchObject({ state: "draft" });
    await send();
    const { counts } = await mine("approval");
    expect(counts["approval"]).toBeGreaterThan(0);
    const answer = (await whole(id)).answers[0]?.id ?? "";
    const decide = (by: Browser, approve: boolean) =>
      by("POST", `/social/answers/${answer}/decide`, { approve });
    expect(code(await decide(agent, true))).toBe("forbidden");
    expect(code(await decide(supervisor, true))).toBe("social_answer_own");
    const other = browser(api, (await signedIn(tables, [{ role: "supervisor", queues: "all" }])).cookie);
    expect((await decide(other, true)).status).toBe(204);
    expect(code(await decide(other, false))).toBe("social_answer_decided");
    await send();
    expect((await whole(id)).state).toBe("answered");
  });

  it("under a post that is gone is told as that", async () => {
    const { id, mid } = await asked();
    await say(id, mid, "您好呀。");
    await send({ answer: async () => ({ kind: "rejected", code: "20101", next: "give_up" }) });
    expect(await whole(id)).toMatchObject({
      state: "waiting",
      isGone: true,
      answers: [{ state: "rejected", code: "20101" }],
    });
    expect(code(await say(id, mid, "您好呀。"))).toBe("social_post_gone");
  });

  it("of which nobody knows waits for a person's word", async () => {
    const { id, mid } = await asked();
    await say(id, mid, "您好，请稍等。");
    await send({ answer: async () => ({ kind: "unknown", reason: "no_answer" }) });
    const answer = (await whole(id)).answers[0];
    expect(answer?.state).toBe("unknown");
    const resolve = (as: string) => agent("POST", `/social/answers/${answer?.id}/resolve`, { as });
    expect((await resolve("resend")).status).toBe(204);
    await send({ answer: async () => ({ kind: "unknown", reason: "no_answer" }) });
    expect((await resolve("sent")).status).toBe(204);
    expect(code(await resolve("sent"))).toBe("social_answer_known");
    expect((await whole(id)).state).toBe("answered");
  });
});
