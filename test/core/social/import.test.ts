import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { readCsv, readRow } from "../../../src/core/social/import.ts";

const NOW = Date.UTC(2026, 10, 26, 12);
const row = {
  mid: "https://weibo.com/1404376560/z0JH2lOMb",
  text: "@小炉家电 怎么退货？",
  author_id: "77",
  posted_at: "2026-11-26 14:00",
};

describe("a row of a feed", () => {
  it("becomes a mention; a time without a zone is China's", () => {
    expect(readRow({ ...row, followers: "300", author_name: "小王" }, NOW)).toEqual({
      item: {
        kind: "mention",
        mid: "3501756485200075",
        rootMid: "3501756485200075",
        postMid: "3501756485200075",
        author: { id: "77", name: "小王", followers: 300 },
        text: row.text,
        postedAt: Date.UTC(2026, 10, 26, 6),
      },
    });
    expect(readRow({ ...row, posted_at: "2026-11-26T06:00:00Z" }, NOW)).toMatchObject({
      item: { postedAt: Date.UTC(2026, 10, 26, 6) },
    });
  });

  it("names all its errors at once", () => {
    expect(
      readRow({ mid: "x", text: " ", author_id: "a", posted_at: "gestern", kind: "tweet" }, NOW),
    ).toEqual({
      errors: ["mid_unreadable", "text_missing", "author_unreadable", "time_unreadable", "kind_unknown"],
    });
    expect(readRow({ ...row, posted_at: "2026-11-27 14:00" }, NOW)).toEqual({ errors: ["time_ahead"] });
    expect(readRow({ ...row, posted_at: "2026-02-31 14:00" }, NOW)).toEqual({ errors: ["time_unreadable"] });
  });
});

describe("a file of rows", () => {
  it("reads quotes, line ends and a mark at its beginning, and leaves out columns that nobody knows", () => {
    const text =
      '\uFEFFMID,text,author_id,posted_at,mood\r\n1,"say ""hi"",\nyou",77,2026-11-26 14:00,sad\r\n';
    expect(readCsv(text)).toEqual({
      kind: "rows",
      rows: [{ mid: "1", text: 'say "hi",\nyou', author_id: "77", posted_at: "2026-11-26 14:00" }],
    });
  });

  it.each([
    ["", "empty"],
    ["mid,text\n1,2", "column_missing"],
    ['mid,text,author_id,posted_at\n1,"open', "quote_open"],
    [`mid,text,author_id,posted_at\n${"1,a,1,1\n".repeat(501)}`, "too_many_rows"],
  ])("is refused as a whole", (text, code) => {
    expect(readCsv(text)).toMatchObject({ kind: "refused", code });
  });

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a") }), (text) => {
        expect(["rows", "refused"]).toContain(readCsv(`mid,text,author_id,posted_at\n${text}`).kind);
      }),
    );
  });
});
