import { describe, expect, it } from "@jest/globals";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deflateRawSync } from "node:zlib";

import type { ReadTable, Sheet } from "../../src/core/table/table.ts";
import { readTable } from "../../src/serve/tables/read.ts";
import type * as Built from "../../src/serve/tables/tables.ts";
import { writeTable } from "../../src/serve/tables/write.ts";
import { root } from "../ground/lint.ts";

const bytesOf = (text: string, mark: readonly number[] = []) =>
  new Uint8Array([...mark, ...new TextEncoder().encode(text)]);
const sheet = (rows: string[][], header = ["问题", "答案"]): Sheet => ({ name: "一", header, rows });
const rowsOf = (read: ReadTable) => (read.kind === "table" ? read.table.rows : read.unfit);
const code = (read: ReadTable) => (read.kind === "unfit" ? read.unfit.code : read.table);
const csv = async (text: string) => rowsOf(await readTable(bytesOf(text), "csv"));

/** An archive of one file, which says of it what it wants. */
function archive(content: Uint8Array, says: number): Uint8Array {
  const packed = deflateRawSync(content);
  const name = Buffer.from("xl/workbook.xml");
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(8, 4);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(says, 18);
  head.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("504b0304", "hex"), head, name, packed]);
  const tail = Buffer.alloc(14);
  const entry = Buffer.concat([Buffer.from("504b01021400", "hex"), head, tail, name]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

describe("a table", () => {
  it("is read from the first sheet of a workbook that has anything, with the rows as the spreadsheet numbers them", async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: "空", rows: [] },
        {
          name: "名单",
          rows: [
            [null, null],
            ["问题", "答案", "到期", null],
            ["几天到", "三天", new Date("2026-12-01T00:00:00Z"), null],
            [null, null, null],
            ["多少钱\n怎么卖", 12345678901, true],
          ],
        },
      ],
    });
    expect(await readTable(bytes, "csv")).toEqual({
      kind: "table",
      table: {
        name: "名单",
        header: ["问题", "答案", "到期"],
        rows: [
          { n: 3, cells: ["几天到", "三天", "2026-12-01"] },
          { n: 5, cells: ["多少钱\n怎么卖", "12345678901", "true"] },
        ],
        formulas: 0,
        pictures: [],
      },
    });
  });

  it("has of a formula the value that was there when it was saved, and says how many there are", async () => {
    const cells = new Map([
      ["1,1", { value: 42, type: "formula" as const, formula: "6*7", formulaResult: 42 }],
    ]);
    const bytes = await writeXlsx({
      sheets: [
        {
          name: "一",
          rows: [
            ["a", "b"],
            ["x", 42],
          ],
          cells,
        },
      ],
    });
    const read = await readTable(bytes, "csv");
    expect(read).toMatchObject({ table: { rows: [{ n: 2, cells: ["x", "42"] }], formulas: 1 } });
  });

  it.each([
    [
      "commas, and quotes as RFC 4180 has them",
      '问题,答案\r\n"a,""b""",c\r\n',
      [{ n: 2, cells: ['a,"b"', "c"] }],
    ],
    ["semicolons", "问题;答案\na,b;c", [{ n: 2, cells: ["a,b", "c"] }]],
    ["tabs", "问题\t答案\na;b\tc", [{ n: 2, cells: ["a;b", "c"] }]],
    ["a break inside a cell, and short rows", '问题,答案\n"a\r\nb"\n', [{ n: 2, cells: ["a\nb", ""] }]],
    ["a cell that was kept from being calculated", "问题,答案\n'=1+1,-5", [{ n: 2, cells: ["=1+1", "-5"] }]],
  ])("is read from CSV with %s", async (_, text, rows) => {
    expect(await csv(text)).toEqual(rows);
  });

  it("is read in whatever Excel writes: UTF-8 with a mark, GB18030, UTF-16", async () => {
    const expected = [{ n: 2, cells: ["几天到", "三天"] }];
    const gbk = Buffer.from("ce cacce2 2c b4f0b0b8 0a bcb8ccecb5bd 2c c8fdcc ec".replaceAll(" ", ""), "hex");
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from("问题\t答案\n几天到\t三天", "utf16le"),
    ]);
    for (const bytes of [bytesOf("问题,答案\n几天到,三天", [0xef, 0xbb, 0xbf]), gbk, utf16]) {
      expect(rowsOf(await readTable(bytes, "csv"))).toEqual(expected);
    }
  });

  it("is read from YAML: a list is a cell of lines, and nothing is taken for a number or a date", async () => {
    const text = "- 问题: 007\n  相似问: [a, b]\n- 问题: 2026-12-01\n  答案: |\n    x\n    y\n";
    expect(await readTable(bytesOf(text), "yaml")).toMatchObject({
      table: {
        header: ["问题", "相似问", "答案"],
        rows: [{ cells: ["007", "a\nb\n", ""] }, { cells: ["2026-12-01", "", "x\ny\n"] }],
      },
    });
  });

  it("is refused by a code of its own where it is none of ours", async () => {
    const rows = (n: number) => `a,b\n${"x,y\n".repeat(n)}`;
    const ole = (words: string) =>
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.alloc(600), ...Buffer.from(words, "utf16le")]);
    const given: [Uint8Array, string][] = [
      [bytesOf(""), "table_empty"],
      [bytesOf("问题,答案\n\n,\n"), "table_empty"],
      [ole("Workbook"), "table_old_xls"],
      [ole("EncryptedPackage"), "table_encrypted"],
      [new Uint8Array([0xff, 0x80, 0x81, 0xff]), "table_encoding"],
      [new Uint8Array([0x41, 0, 0x42]), "table_encoding"],
      [bytesOf(rows(10_001)), "table_too_many_rows"],
      [bytesOf(`${"a,".repeat(60)}b\n${"1,".repeat(60)}2`), "table_too_many_columns"],
      [bytesOf(`a,b\nx,${"长".repeat(20_001)}`), "table_cell_too_long"],
      [new Uint8Array(20 * 1024 * 1024 + 1), "table_too_large"],
      [Buffer.from("504b0304deadbeef", "hex"), "table_unreadable"],
    ];
    for (const [bytes, expected] of given) expect(code(await readTable(bytes, "csv"))).toBe(expected);
    expect(code(await readTable(bytesOf("a: &a [b]\nc: *a"), "yaml"))).toBe("table_unreadable");
    const whole = await writeTable([sheet([["a", "b"]])], "xlsx");
    expect(code(await readTable(whole.subarray(0, whole.length - 30), "csv"))).toBe("table_unreadable");
  });

  it("is not unpacked beyond 64 MB, whatever its archive says", async () => {
    const bomb = new Uint8Array(80 * 1024 * 1024);
    expect(code(await readTable(archive(bomb, bomb.length), "csv"))).toBe("table_too_large");
    for (const lie of [0, 100, 0xffffffff]) {
      expect(code(await readTable(archive(bomb, lie), "csv"))).toBe("table_unreadable");
    }
  });

  it("is written as it is read, and no cell of it is calculated", async () => {
    const rows = [
      ["=1+1", "+1"],
      ["-5", "@a"],
      ["＝1", "'=x"],
      ["a\nb", 'c,"d"'],
      ["007", "2026-12-01"],
    ];
    for (const format of ["xlsx", "csv", "yaml"] as const) {
      const bytes = await writeTable([sheet(rows)], format);
      const read = rowsOf(await readTable(bytes, format === "yaml" ? "yaml" : "csv"));
      expect(read).toMatchObject(rows.map((cells) => ({ cells })));
    }
    const text = new TextDecoder().decode(await writeTable([sheet(rows)], "csv"));
    expect(text).toContain(`"'=1+1","'+1"\r\n"'-5","'@a"\r\n"'＝1","''=x"`);
    const book = await readXlsx(await writeTable([sheet(rows)], "xlsx"));
    expect([...(book.sheets[0]?.cells?.values() ?? [])].some(({ formula }) => formula !== undefined)).toBe(
      false,
    );
  });
});

describe("the reader as it runs", () => {
  it("lets the loop turn meanwhile, and lives on after a file that is none", async () => {
    const built = pathToFileURL(join(root, "dist/src/serve/tables/tables.js")).href;
    const { openTables } = (await import(built)) as typeof Built;
    const tables = openTables();
    const large = bytesOf(`问题,答案\n${"一个问题,一个答案\n".repeat(10_000)}`);
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    const [one, none, other] = await Promise.all([
      tables.read(large, "csv"),
      tables.read(Buffer.from("504b0304", "hex"), "csv"),
      tables.read(await tables.write([sheet([["a", "b"]])], "xlsx"), "csv"),
    ]);
    clearInterval(turning);
    expect(turns).toBeGreaterThan(5);
    expect([rowsOf(one), code(none), rowsOf(other)]).toMatchObject([
      { length: 10_000 },
      "table_unreadable",
      [{ n: 2 }],
    ]);
  });
});

describe("pictures on a sheet", () => {
  const DOT = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const at = (row: number, data: Uint8Array = DOT) => ({
    data,
    type: "png" as const,
    anchor: { from: { row, col: 1 }, to: { row: row + 1, col: 2 } },
  });

  it("come with the row on which they begin, known by their bytes; what is none says why", async () => {
    const svg = new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>");
    const bomb = Buffer.from(DOT);
    bomb.writeUInt32BE(100_000, 16);
    bomb.writeUInt32BE(100_000, 20);
    const rows = [
      ["问题", "答案"],
      ["尺码表", ""],
      ["色卡", ""],
      ["包装", "盒装"],
    ];
    const images = [at(1), at(2, svg), at(3, bomb)];
    const read = await readTable(await writeXlsx({ sheets: [{ name: "一", rows, images }] }), "csv");
    expect(read).toMatchObject({
      table: {
        pictures: [
          { n: 2, column: 1, type: "image/png", blobId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
          { n: 3, fault: "type" },
          { n: 4, fault: "pixels" },
        ],
      },
    });
  });

  it("are at most 500: the others are named", async () => {
    const rows = [["问题", "答案"], ...Array.from({ length: 501 }, (_, n) => [`第${n}问`, ""])];
    const images = rows.slice(1).map((_, n) => at(n + 1));
    const read = await readTable(await writeXlsx({ sheets: [{ name: "一", rows, images }] }), "csv");
    const pictures = read.kind === "table" ? read.table.pictures : [];
    expect(pictures).toHaveLength(501);
    expect(pictures.filter((one) => "fault" in one)).toEqual([{ n: 502, column: 1, fault: "many" }]);
  });
});
