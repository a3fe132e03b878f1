import { parseCsv } from "hucre/csv";
import { readXlsx, type CellValue, type Sheet } from "hucre/xlsx";
import { parse } from "yaml";

import { asWritten, delimiterOf, tableOfLines, unfit } from "../../core/table/cells.ts";
import {
  type ReadTable,
  TABLE_BYTES_MAX,
  TABLE_ROWS_MAX,
  UNPACKED_BYTES_MAX,
} from "../../core/table/table.ts";
import { isPicture, picturesIn } from "./pictures.ts";
import { unpacksWithin } from "./zip.ts";

/** How files begin: an archive; the container of Excel before 2007, which is also that of an encrypted workbook. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
/** The name of an encrypted workbook's stream in that container, as it lies there. */
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le");

/** The first sheet that can be seen and has anything in it. Runs in a thread: a large one takes a second. */
export async function readTable(bytes: Uint8Array, text: "csv" | "yaml"): Promise<ReadTable> {
  if (bytes.length > TABLE_BYTES_MAX) return unfit({ code: "table_too_large", max: TABLE_BYTES_MAX });
  try {
    if (begins(bytes, ZIP)) return await readWorkbook(bytes);
    if (begins(bytes, OLE)) {
      return unfit({ code: Buffer.from(bytes).includes(ENCRYPTED) ? "table_encrypted" : "table_old_xls" });
    }
    const words = decode(bytes);
    if (words === undefined) return unfit({ code: "table_encoding" });
    return text === "yaml" ? readYaml(words) : readCsv(words);
  } catch {
    return unfit({ code: "table_unreadable" });
  }
}

const begins = (bytes: Uint8Array, with_: readonly number[]): boolean =>
  with_.every((byte, at) => bytes[at] === byte);

async function readWorkbook(bytes: Uint8Array): Promise<ReadTable> {
  const size = unpacksWithin(bytes);
  if (size === "too_large") return unfit({ code: "table_too_large", max: UNPACKED_BYTES_MAX });
  if (size === "unreadable") return unfit({ code: "table_unreadable" });
  const { sheets, cellImages = [] } = await readXlsx(bytes, {
    sheets: ({ hidden, veryHidden }) => hidden !== true && veryHidden !== true,
    // The heading, one more than may be, and a few empty rows above.
    maxRows: TABLE_ROWS_MAX + 20,
  });
  const sheet = sheets.find(({ rows }) => rows.some((row) => row.some((cell) => textOf(cell).trim() !== "")));
  if (sheet === undefined) return unfit({ code: "table_empty" });
  const lines = sheet.rows
    .map((row) => row.map(textOf))
    .map((row) => row.map((cell) => (isPicture(cell) ? "" : cell)));
  const pictures = picturesIn(sheet, { cellImages });
  return tableOfLines(lines, { name: sheet.name, formulas: formulasIn(sheet), pictures });
}

const formulasIn = ({ cells }: Sheet): number =>
  [...(cells?.values() ?? [])].filter(({ formula }) => formula !== undefined && !isPicture(`=${formula}`))
    .length;

/** As a person reads it: days without a time, numbers without a power. */
function textOf(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) {
    const moment = Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 19).replace("T", " ");
    return moment.endsWith(" 00:00:00") ? moment.slice(0, 10) : moment;
  }
  if (typeof cell === "number" && Number.isInteger(cell) && Math.abs(cell) < 1e21)
    return BigInt(cell).toString();
  return String(cell);
}

/** By its mark; else UTF-8 where it is; else what Excel writes in China. */
function decode(bytes: Uint8Array): string | undefined {
  const marked = begins(bytes, [0xff, 0xfe])
    ? "utf-16le"
    : begins(bytes, [0xfe, 0xff])
      ? "utf-16be"
      : undefined;
  for (const encoding of marked === undefined ? ["utf-8", "gb18030"] : [marked]) {
    try {
      const words = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return words.includes("\u0000") ? undefined : words;
    } catch {
      // The next one.
    }
  }
  return undefined;
}

function readCsv(words: string): ReadTable {
  const lines = parseCsv(words, { delimiter: delimiterOf(words) });
  return tableOfLines(lines.map((line) => line.map((cell) => asWritten(textOf(cell)))));
}

/** A list of maps, or one under any name; a list in a map is a cell of lines. Every scalar is text, as it is written. */
function readYaml(words: string): ReadTable {
  const read: unknown = parse(words, { schema: "failsafe", maxAliasCount: 0 });
  const list = Array.isArray(read) ? read : Object.values((read ?? {}) as object).find(Array.isArray);
  const items = (list ?? []).filter((item): item is object => typeof item === "object" && item !== null);
  const header = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const lines = items.map((item) => header.map((name) => yamlCell(Reflect.get(item, name))));
  return tableOfLines([header, ...lines]);
}

function yamlCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  // The break at the end says that it is a list, also where it has one line alone.
  if (Array.isArray(value)) return value.map((one) => `${yamlCell(one)}\n`).join("");
  return typeof value === "string" ? value : JSON.stringify(value);
}
