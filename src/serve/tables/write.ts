import { writeXlsx } from "hucre/xlsx";
import { stringify } from "yaml";

import { csvOf } from "../../core/table/csv.ts";
import type { Sheet, TableFormat } from "../../core/table/table.ts";

const WIDTH = { min: 12, max: 60 } as const;

/** A workbook's cells are texts, which nothing calculates; the others have the first sheet, a CSV with quotes before what would be. */
export async function writeTable(sheets: readonly Sheet[], format: TableFormat): Promise<Uint8Array> {
  const [{ header, rows } = { header: [], rows: [] }] = sheets;
  if (format === "yaml") return new TextEncoder().encode(yamlOf(header, rows));
  if (format === "csv") return new TextEncoder().encode(csvOf([header, ...rows]));
  return writeXlsx({
    sheets: sheets.map(({ name, header, rows }) => ({
      name,
      columns: header.map((_, at) => ({ width: widthOf([header, ...rows], at) })),
      rows: [[...header], ...rows.map((row) => [...row])],
      freezePane: { rows: 1 },
    })),
  });
}

/** A map a row, without what is empty; a cell whose every line ends is a list of them, as it is read. */
const yamlOf = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) =>
      Object.fromEntries(
        header.flatMap((name, at) => {
          const cell = row[at] ?? "";
          return cell === "" ? [] : [[name, cell.endsWith("\n") ? cell.slice(0, -1).split("\n") : cell]];
        }),
      ),
    ),
    { lineWidth: 0 },
  );

/** Wide enough for most of it: a Han character takes two. */
function widthOf(rows: readonly (readonly string[])[], at: number): number {
  const widths = rows.slice(0, 100).map((row) => lengthOf(row[at] ?? ""));
  return Math.min(WIDTH.max, Math.max(WIDTH.min, ...widths) + 2);
}

const lengthOf = (text: string): number =>
  Math.max(
    ...text.split("\n").map((line) => Array.from(line).reduce((n, sign) => n + (sign > "\u00ff" ? 2 : 1), 0)),
  );
