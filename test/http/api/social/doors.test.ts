import { randomUUID } from "node:crypto";

import { describe, expect, it } from "@jest/globals";

import { MINUTE } from "../../../../src/core/kernel/instant.ts";
import { hmacSha256 } from "../../../../src/kit/digest.ts";
import { browser, signedIn } from "../../../support/api.ts";
import {
  account,
  addLink,
  agent,
  api,
  asked,
  code,
  colleague,
  type List,
  mine,
  nextMid,
  post,
  SECRET,
  tables,
} from "./floor.ts";

describe("a pasted address", () => {
  it("is in the list with why it waits, and only once", async () => {
    const item = post("@小炉家电 退款三天了没动静");
    expect((await addLink(item)).body).toEqual({ landed: 1, waits: 1, known: 0 });
    expect((await addLink(item, colleague)).body).toEqual({ landed: 0, waits: 0, known: 1 });
    expect((await mine()).items.filter(({ mid }) => mid === item.mid)).toMatchObject([
      { is: "complaint", state: "waiting", attainment: "open", author: { name: "小王" } },
    ]);
  });

  it("is refused where it is none, or its post is gone", async () => {
    expect(
      code(await agent("POST", "/social/link", { accountId: account, link: "https://evil.example" })),
    ).toBe("social_link_unreadable");
    expect(code(await agent("POST", "/social/link", { accountId: account, link: "5299999999999999" }))).toBe(
      "social_post_missing",
    );
  });
});

describe("a file and a feed", () => {
  const csv = (rows: string) => `mid,text,author_id,posted_at\n${rows}`;
  const upload = (rows: string, dry = false) =>
    agent("POST", `/social/accounts/${account}/file?dry=${dry}`, csv(rows), { "content-type": "text/csv" });

  it("says row by row what is wrong, takes in the rest, and nothing on a dry run", async () => {
    const rows = `${nextMid()},@小炉家电 怎么退货？,77,2026-11-01 10:00\nx,,a,gestern\n`;
    const failures = [
      { row: 3, errors: ["mid_unreadable", "text_missing", "author_unreadable", "time_unreadable"] },
    ];
    expect((await upload(rows, true)).body).toEqual({ landed: 1, waits: 0, known: 0, rows: 2, failures });
    expect((await upload(rows)).body).toEqual({ landed: 1, waits: 1, known: 0, rows: 2, failures });
    expect((await upload(rows)).body).toMatchObject({ landed: 0, known: 1 });
    expect(code(await upload('1,"open,7,8'))).toBe("social_file_unreadable");
  });

  it("is taken from whoever signs it now, and from nobody else", async () => {
    const item = {
      mid: nextMid(),
      text: "@小炉家电 漏水",
      author_id: "7",
      posted_at: "2026-11-01 10:00",
    };
    const body = JSON.stringify({ items: [item] });
    const deliver = (timestamp: number, secret = SECRET) =>
      browser(api)("POST", `/social/accounts/${account}/items`, body, {
        origin: undefined,
        "x-seatbridge": undefined,
        "x-seatbridge-timestamp": String(timestamp),
        "x-seatbridge-signature": hmacSha256(Buffer.from(secret), String(timestamp), ".", body),
      });
    expect(code(await deliver(Date.now(), "wrong"))).toBe("social_signature_wrong");
    expect(code(await deliver(Date.now() - 6 * MINUTE))).toBe("social_signature_wrong");
    expect((await deliver(Date.now())).body).toEqual({ landed: 1, waits: 1, known: 0, failures: [] });
    expect((await deliver(Date.now())).body).toMatchObject({ landed: 0, known: 1 });
  });
});

describe("an account in public", () => {
  it("says what it can promise, and by what it fails", async () => {
    const { items } = (await agent("GET", "/social/accounts")).body as {
      items: { id: string; public: object }[];
    };
    expect(items).toMatchObject([
      {
        id: account,
        public: { detection: { isReachable: false, because: "calls_per_day" }, posts: { of: 30, left: 30 } },
      },
    ]);
  });

  it("is hidden from whoever has other queues", async () => {
    const line = await asked();
    const [group, queue] = [randomUUID(), randomUUID()];
    await tables.rows("INSERT INTO queue_group (id, name, created_at) VALUES ($1, $2, now())", [
      group,
      group,
    ]);
    await tables.rows(
      "INSERT INTO queue (id, group_id, key, name, created_at) VALUES ($1, $2, $3, $3, now())",
      [queue, group, queue],
    );
    const outsider = browser(
      api,
      (await signedIn(tables, [{ role: "agent", queues: [randomUUID()] }])).cookie,
    );
    const seen = async () => (await outsider("GET", `/social/threads/${line.id}`)).status;
    // An account without a queue is everybody's.
    expect(await seen()).toBe(200);
    await tables.rows("UPDATE account SET queue_id = $2 WHERE id = $1", [account, queue]);
    expect(await seen()).toBe(403);
    expect(((await outsider("GET", "/social/threads")).body as List).items.map(({ id }) => id)).not.toContain(
      line.id,
    );
    expect(
      code(await outsider("POST", "/social/link", { accountId: account, link: "5299999999999999" })),
    ).toBe("social_gone");
  });
});
