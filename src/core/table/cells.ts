import {
  CELL_CHARACTERS_MAX,
  type ReadTable,
  TABLE_COLUMNS_MAX,
  TABLE_ROWS_MAX,
  type TablePicture,
  type TableRow,
  type Unfit,
} from "./table.ts";

/** What a spreadsheet calculates (OWASP, CSV injection), also in full width; quotes before it are counted in and out. */
const CALCULATED = /^'*[=+\-@\t\r＝＋－＠]/u;
const QUOTED = /^'+[=+\-@\t\r＝＋－＠]/u;

/** A cell that a spreadsheet shows and does not calculate; `asWritten` takes the quote back. */
export const neutral = (text: string): string => (CALCULATED.test(text) ? `'${text}` : text);
export const asWritten = (cell: string): string => (QUOTED.test(cell) ? cell.slice(1) : cell);

/** Lines of cells, from the first line of the file on, as a table: the first that is not empty is its heading. */
export function tableOfLines(
  lines: readonly (readonly string[])[],
  {
    name = null,
    formulas = 0,
    pictures = [],
  }: {
    readonly name?: string | null;
    readonly formulas?: number;
    readonly pictures?: readonly TablePicture[];
  } = {},
): ReadTable {
  const rows = lines
    .map((cells, at) => ({ n: at + 1, cells: cells.map((cell) => cell.replaceAll(/\r\n?/g, "\n")) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const [first, ...rest] = rows;
  if (first === undefined || rest.length === 0) return unfit({ code: "table_empty" });
  const header = trimEnd(first.cells.map((cell) => cell.trim()));
  if (header.length > TABLE_COLUMNS_MAX)
    return unfit({ code: "table_too_many_columns", max: TABLE_COLUMNS_MAX });
  if (rest.length > TABLE_ROWS_MAX) return unfit({ code: "table_too_many_rows", max: TABLE_ROWS_MAX });
  const long = longCell(rest);
  if (long !== undefined) return unfit({ code: "table_cell_too_long", ...long, max: CELL_CHARACTERS_MAX });
  const even = rest.map(({ n, cells }) => ({ n, cells: header.map((_, at) => cells[at] ?? "") }));
  return { kind: "table", table: { name, header, rows: even, formulas, pictures } };
}

function trimEnd(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell !== "");
  return cells.slice(0, last + 1);
}

function longCell(rows: readonly TableRow[]): { readonly row: number; readonly column: number } | undefined {
  for (const { n, cells } of rows) {
    const at = cells.findIndex((cell) => cell.length > CELL_CHARACTERS_MAX);
    if (at !== -1) return { row: n, column: at + 1 };
  }
  return undefined;
}

export const unfit = (why: Unfit): ReadTable => ({ kind: "unfit", unfit: why });

/** What most stands between the cells of the first line: Excel writes what the machine's language has. */
export function delimiterOf(text: string): "," | ";" | "\t" {
  const [line = ""] = text.trimStart().split("\n", 1);
  const bare = line.replaceAll(/"(?:[^"]|"")*"?/g, "");
  const count = (sign: string): number => bare.split(sign).length - 1;
  return ([",", ";", "\t"] as const).reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
