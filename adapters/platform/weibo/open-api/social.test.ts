import { describe, expect, it } from "@jest/globals";

import type { SocialChannel } from "seatbridge/kit";
import { memoryUploads } from "seatbridge/kit/testing";

import { appSecret, at } from "../testing.ts";
import { weibo } from "../index.ts";

const UID = "1902538057";
const signal = AbortSignal.timeout(60_000);
const user = (idstr: string, more: object = {}) => ({
  idstr,
  screen_name: `用户${idstr}`,
  followers_count: 12,
  statuses_count: 3,
  created_at: "Mon Jul 16 18:09:20 +0800 2012",
  verified_type: -1,
  ...more,
});
const status = (n: number, more: object = {}) => ({
  id: n,
  idstr: String(5_100_000_000_000_000 + n),
  created_at: "Thu Nov 26 14:00:00 +0800 2026",
  text: `@小炉家电 ${n}`,
  user: user("77"),
  reposts_count: 2,
  comments_count: 1,
  attitudes_count: 0,
  ...more,
});

type Asked = { readonly url: URL; readonly body: URLSearchParams };

function open(answer: (asked: Asked) => object | Response): { social: SocialChannel; asked: Asked[] } {
  const asked: Asked[] = [];
  const fetch = async (url: unknown, init?: RequestInit): Promise<Response> => {
    const body = init?.body == null ? "" : await new Response(init.body).text();
    const call = { url: new URL(url as string), body: new URLSearchParams(body) };
    asked.push(call);
    const answered = answer(call);
    return answered instanceof Response ? answered : Response.json(answered);
  };
  const sending = {
    fetch,
    clock: () => at,
    wait: async () => {},
    tokens: {} as never,
    blobOf: async () => undefined,
    uploads: memoryUploads(),
  };
  const adapter = weibo.create({ appSecret, accessToken: "token-12345678", uid: UID }, sending);
  if (adapter.social === undefined) throw new Error("it says nothing in public");
  return { social: adapter.social, asked };
}

/** The platform's lists, newest first, by its own paging. */
const lists =
  (rows: Readonly<Record<string, readonly { idstr: string }[]>>) =>
  ({ url }: Asked) => {
    const name = url.pathname.replace(/^\/2\/(.*)\.json$/, "$1");
    const member = name.startsWith("statuses") ? "statuses" : "comments";
    const since = BigInt(url.searchParams.get("since_id") ?? 0);
    const max = BigInt(url.searchParams.get("max_id") ?? "99999999999999999999");
    const count = Number(url.searchParams.get("count"));
    const fit = (rows[name] ?? []).filter(({ idstr }) => BigInt(idstr) > since && BigInt(idstr) <= max);
    return { [member]: fit.slice(0, count) };
  };

describe("a look through the lists", () => {
  it("pages down to what was processed before, and gives it oldest first", async () => {
    const rows = Array.from({ length: 450 }, (_, n) => status(450 - n));
    const { social, asked } = open(lists({ "statuses/mentions": rows }));
    const looked = await social.look({ "statuses/mentions": "5100000000000010" }, signal);
    expect(looked.items).toHaveLength(440);
    expect(new Set(looked.items.map(({ mid }) => mid)).size).toBe(440);
    expect(looked.cursors["statuses/mentions"]).toBe("5100000000000450");
    expect(asked.map(({ url }) => url.searchParams.get("max_id"))).toEqual([
      null,
      "5100000000000250",
      "5100000000000050",
      null,
      null,
    ]);
    expect(looked.calls).toBe(5);
  });

  it("keeps the cursor of a list that stopped midway, and what it had read of it", async () => {
    const rows = Array.from({ length: 250 }, (_, n) => status(250 - n));
    const answer = lists({ "statuses/mentions": rows });
    const { social } = open((asked) =>
      asked.url.searchParams.has("max_id") ? { error_code: 10023, error: "user rate" } : answer(asked),
    );
    const looked = await social.look({ "statuses/mentions": "5100000000000001" }, signal);
    expect(looked).toMatchObject({ cursors: { "statuses/mentions": "5100000000000001" }, calls: 2 });
    expect(looked.items).toHaveLength(200);
    expect(looked.trouble?.code).toBe("10023");
  });

  it("brings the post that a repost repeats, but not one of our own", async () => {
    const { social } = open(
      lists({
        "statuses/mentions": [
          status(4, { retweeted_status: status(1, { user: user(UID) }) }),
          status(3, { retweeted_status: status(2) }),
        ],
      }),
    );
    const { items } = await social.look({}, signal);
    expect(items.map(({ kind, mid, rootMid }) => [kind, mid.slice(-1), rootMid.slice(-1)])).toEqual([
      ["repost", "4", "4"],
      ["post", "2", "2"],
      ["repost", "3", "2"],
    ]);
  });

  it("keeps a row that it cannot read, and passes over one that was deleted", async () => {
    const odd = status(9, { created_at: "gestern" });
    const { social } = open(lists({ "statuses/mentions": [odd, status(8, { user: undefined }), status(7)] }));
    const { items, unreadable } = await social.look({}, signal);
    expect(items.map(({ mid }) => mid.slice(-1))).toEqual(["7"]);
    expect(unreadable).toEqual([{ list: "statuses/mentions", raw: JSON.stringify(odd) }]);
  });

  it("reads comments with their post and the comment that they answer", async () => {
    const comment = (n: number, more: object) => ({
      ...status(n),
      user: user("88"),
      status: status(1),
      ...more,
    });
    const { social } = open(
      lists({
        "comments/timeline": [
          comment(9, {
            status: status(1, { user: user(UID) }),
            reply_comment: { idstr: "5100000000000008" },
          }),
          comment(7, {}),
        ],
      }),
    );
    const { items } = await social.look({}, signal);
    expect(items).toMatchObject([
      { kind: "comment", rootMid: "5100000000000008", postMid: "5100000000000001" },
      { kind: "comment", rootMid: "5100000000000001", postMid: "5100000000000001" },
    ]);
    expect(items[0]?.author.joinedAt).toBe(Date.UTC(2012, 6, 16, 10, 9, 20));
  });
});

describe("our own comments", () => {
  const own = (n: number) => ({ ...status(n), user: user(UID), status: status(1) });

  it("come back with what is written to us, at no call of their own", async () => {
    const { social, asked } = open(lists({ "comments/timeline": [own(9)] }));
    const { items, calls } = await social.look({}, signal);
    expect(items).toMatchObject([{ kind: "comment", author: { id: UID }, postMid: "5100000000000001" }]);
    expect([calls, asked.length]).toEqual([3, 3]);
  });

  it("are no news where they were written before, though the list is read for the first time", async () => {
    const { social } = open(lists({ "comments/timeline": [own(9), own(5)] }));
    const { items, cursors } = await social.look({ "comments/to_me": "5100000000000007" }, signal);
    expect(items.map(({ mid }) => mid.slice(-1))).toEqual(["9"]);
    expect(cursors["comments/timeline"]).toBe("5100000000000009");
  });
});

describe("an answer in public", () => {
  it("is a comment under the post, or a reply to the comment, and known by its id", async () => {
    const { social, asked } = open(() => ({ idstr: "5100000000000099", text: "您好" }));
    expect(await social.answer({ postMid: "51", commentMid: "52" }, "您好 & 谢谢", signal)).toEqual({
      kind: "accepted",
      externalId: "5100000000000099",
    });
    expect(asked[0]?.url.pathname).toBe("/2/comments/reply.json");
    expect(Object.fromEntries(asked[0]?.body ?? [])).toEqual({ id: "51", cid: "52", comment: "您好 & 谢谢" });
    await social.answer({ postMid: "51" }, "您好", signal);
    expect(asked[1]?.url.pathname).toBe("/2/comments/create.json");
  });

  it.each([
    ["20101", { kind: "rejected", code: "20101", next: "give_up" }],
    ["20019", { kind: "rejected", code: "20019", next: "give_up" }],
    ["20016", { kind: "rejected", code: "20016", next: "retry" }],
    ["10010", { kind: "unknown" }],
    ["20032", { kind: "accepted" }],
  ])("error %s is taken for what it proves", async (code, expected) => {
    const { social } = open(() => Response.json({ error_code: code, error: "…" }, { status: 400 }));
    expect(await social.answer({ postMid: "51" }, "您好", signal)).toMatchObject(expected);
  });

  it("is nobody's where the account has no token or no uid", () => {
    expect(weibo.create({ appSecret, uid: UID }).social).toBeUndefined();
  });
});
