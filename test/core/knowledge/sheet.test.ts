import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import type { Answer } from "../../../src/core/knowledge/entry.ts";
import { cellsOf, phrasingsIn } from "../../../src/core/knowledge/sheet/cells.ts";
import { answerField, BASE_FIELDS, knowledgeNames } from "../../../src/core/knowledge/sheet/field.ts";
import { readMoment, writeMoment } from "../../../src/core/knowledge/sheet/moment.ts";
import { nearOf } from "../../../src/core/knowledge/sheet/near.ts";
import { type Known, planKnowledge } from "../../../src/core/knowledge/sheet/plan.ts";
import { readKnowledgeRow } from "../../../src/core/knowledge/sheet/read-row.ts";
import type { Writing } from "../../../src/core/knowledge/writing.ts";
import { cellsBy, guessColumns } from "../../../src/core/table/columns.ts";
import { readTable } from "../../../src/serve/tables/read.ts";
import { writeTable } from "../../../src/serve/tables/write.ts";
import { entryHeading } from "../../../src/text/table/entry.ts";

const ZONE = "Asia/Shanghai";
const accounts = [
  { id: "a1", name: "屿禾微博" },
  { id: "a2", name: "屿禾；小店 2" },
];
const around = { zone: ZONE, accounts, pictures: new Set<string>() };
const text = (words: string): Answer => ({ kind: "text", text: words });
const writing = (title: string, change: Partial<Writing> = {}): Writing => ({
  title,
  phrasings: [],
  answer: text("答"),
  variants: {},
  validFrom: null,
  validUntil: null,
  accountIds: [],
  ...change,
});
const row = (cells: Parameters<typeof readKnowledgeRow>[1], n = 2) => readKnowledgeRow(n, cells, around);
const plan = (rows: readonly Parameters<typeof readKnowledgeRow>[1][], known: readonly Known[] = []) =>
  planKnowledge(
    rows.map((cells, at) => row(cells, at + 2)),
    known,
  );

/** Whatever may stand in a cell of a spreadsheet; also what begins like a formula or a record of ours. */
const words = (charactersMax: number) =>
  fc
    .oneof(
      fc.string({ unit: "grapheme", maxLength: charactersMax }),
      fc
        .tuple(
          fc.constantFrom(
            "=",
            "+",
            "-",
            "@",
            "'",
            "'=",
            "＝",
            '{"kind":"text","text":"',
            "；",
            "|",
            "007",
            "true",
            "~",
          ),
          fc.string({ maxLength: 20 }),
        )
        .map(([head, tail]) => head + tail),
    )
    // A workbook is XML: what XML cannot say is in none.
    .map((one) => one.replaceAll(/[^\P{Cc}\t\n]|[\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/gu, ""));
const line = (charactersMax: number) =>
  words(charactersMax)
    .map((one) => one.replaceAll(/\s+/gu, " ").trim().slice(0, charactersMax).trim())
    .filter((one) => one !== "" && one.isWellFormed());
const answer: fc.Arbitrary<Answer> = fc.oneof(
  words(200)
    .filter((one) => one.trim() !== "" && one.isWellFormed())
    .map(text),
  fc.uuid().map((mediaId): Answer => ({ kind: "image", mediaId })),
  line(30).map((one): Answer => ({
    kind: "news",
    articles: [{ title: one, description: "", pictureUrl: "", url: "https://a.example/" }],
  })),
);
const moment = fc.option(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 0, 1) }));
const writings: fc.Arbitrary<Writing> = fc.record({
  title: line(100),
  phrasings: fc.array(line(200), { maxLength: 6 }),
  answer,
  variants: fc.dictionary(fc.constantFrom("weibo", "wechat-mini"), answer, {
    maxKeys: 2,
    noNullPrototype: true,
  }),
  validFrom: moment,
  validUntil: moment,
  accountIds: fc.subarray(accounts.map(({ id }) => id)),
});

describe("entries as a table", () => {
  it.each(["xlsx", "csv", "yaml"] as const)(
    "are handed out as %s and read again as the same",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.array(writings, { minLength: 1, maxLength: 8 }), async (given) => {
          const platforms = ["wechat-mini", "weibo"];
          const fields = [...BASE_FIELDS, ...platforms.map(answerField)];
          const nameOf = (id: string) => accounts.find((one) => one.id === id)?.name;
          const rows = given.map((one) =>
            cellsOf(one, fields, { zone: ZONE, nameOf, asList: format === "yaml" }),
          );
          const header = fields.map((field) => (format === "yaml" ? field : entryHeading(field, "zh-CN")));
          const bytes = await writeTable([{ name: "FAQ", header, rows }], format);
          const read = await readTable(bytes, format === "yaml" ? "yaml" : "csv");
          if (read.kind === "unfit") throw new Error(read.unfit.code);
          const by = cellsBy(guessColumns(read.table.header, knowledgeNames(platforms)));
          const back = read.table.rows.map(({ n, cells }) => readKnowledgeRow(n, by(cells), around));
          expect(
            back.map((one) => ("said" in one ? { ...writing(one.said.title), ...one.said.says } : one)),
          ).toEqual(given);
        }),
        { numRuns: 40 },
      );
    },
  );

  it("have several phrasings in one cell, as people write them", () => {
    expect(phrasingsIn("几天到；多久到|什么时候到")).toEqual(["几天到", "多久到", "什么时候到"]);
    expect(phrasingsIn("几天到\n 多久；到 \n\n")).toEqual(["几天到", "多久；到"]);
  });

  it("hold until the end of a day that is named, by the clocks of the house", () => {
    const at = (cell: string, is: "from" | "until" = "from") => {
      const found = readMoment(cell, ZONE, is);
      return typeof found === "number" ? new Date(found).toISOString() : found;
    };
    expect(at("2026/12/31")).toBe("2026-12-30T16:00:00.000Z");
    expect(at("2026年12月31日", "until")).toBe("2026-12-31T16:00:00.000Z");
    expect(at("2026-12-31 18:30", "until")).toBe("2026-12-31T10:30:00.000Z");
    expect([at(""), at("下周"), at("2026-02-30"), at("2026-01-01 25:00")]).toEqual([
      null,
      undefined,
      undefined,
      undefined,
    ]);
    for (const zone of [ZONE, "America/New_York", "Europe/Berlin"]) {
      const turn = Date.UTC(2026, 9, 25, 0, 30);
      for (let step = 0; step < 200; step += 1) {
        const moment_ = turn + step * 20 * 60_000 + (step % 3);
        expect(readMoment(writeMoment(moment_, zone), zone, "until")).toBe(moment_);
      }
    }
  });

  it("are refused row by row, with all that is wrong of one", () => {
    const { problems } = plan([
      { title: "", answer: " ", from: "下周" },
      { title: "长".repeat(101), answer: "a", phrasings: "问".repeat(201), accounts: "没有的号" },
    ]);
    expect(problems.map(({ row: n, field, code }) => [n, field, code])).toEqual([
      [2, "title", "missing"],
      [2, "answer", "missing"],
      [2, "from", "date_unreadable"],
      [3, "title", "too_long"],
      [3, "phrasings", "too_long"],
      [3, "accounts", "account_unknown"],
    ]);
  });

  it("change what is there by its title, leave what a row leaves empty, and write over nobody's draft", () => {
    const known: Known[] = [
      { id: "e1", hasDraft: false, writing: writing("几天到", { phrasings: ["多久到"], validUntil: 5 }) },
      { id: "e2", hasDraft: true, writing: writing("包邮吗") },
    ];
    const made = plan(
      [
        { title: "几天到？", answer: "两天", phrasings: "" },
        { title: "包邮吗", answer: "不包" },
        { title: "包邮吗 ", answer: "答" },
        { title: "能开票吗", answer: "能" },
      ],
      known,
    );
    expect(made.entries.map(({ row: n, id, is }) => [n, id, is])).toEqual([
      [2, "e1", "changed"],
      [4, "e2", "same"],
      [5, null, "made"],
    ]);
    expect(made.entries[0]?.writing).toEqual(
      writing("几天到？", { phrasings: ["多久到"], validUntil: 5, answer: text("两天") }),
    );
    expect(made.problems).toEqual([{ row: 3, field: "title", code: "draft_there", value: "包邮吗" }]);
  });

  it("that answer the same words otherwise are told of each other, and of what is there", () => {
    const known: Known[] = [
      { id: "e1", hasDraft: false, writing: writing("几天到", { answer: text("三天") }) },
    ];
    const { entries, problems } = plan(
      [
        { title: "快递时效", phrasings: "几天到？", answer: "两天" },
        { title: "能退吗", answer: "能" },
        { title: "能退吗", answer: "不能" },
        { title: "能退吗", answer: "能" },
        { title: "怎么寄", phrasings: "几天到", answer: "三天" },
      ],
      known,
    );
    expect(entries.map(({ row: n, contradicts }) => [n, contradicts])).toEqual([
      [
        2,
        [
          { words: "几天到？", title: "几天到", id: "e1" },
          { words: "几天到？", title: "怎么寄", row: 6 },
        ],
      ],
      [3, [{ words: "能退吗", title: "能退吗", row: 4 }]],
      [4, [{ words: "能退吗", title: "能退吗", row: 3 }]],
      [6, [{ words: "几天到", title: "快递时效", row: 2 }]],
    ]);
    expect(problems).toEqual([{ row: 5, field: "title", code: "twice", value: "能退吗", other: "3" }]);
  });

  it("with nearly the same words are found among thousands", () => {
    const many = Array.from({ length: 3_000 }, (_, n) => [
      `第${n}号商品怎么清洗保养`,
      `${n}号滤芯多久换一次`,
    ]);
    const lists = [
      ...many,
      ["请问什么时候能发货"],
      ["今天天气真好啊"],
      ["7号商品多久能寄到我家"],
      ["8号商品多久能寄到我家"],
    ];
    const found = nearOf([["什么时候发货"], ...lists], 3_001);
    expect(found).toEqual([{ of: 0, words: "请问什么时候能发货", like: "什么时候发货" }, null, null, null]);
  });
});
