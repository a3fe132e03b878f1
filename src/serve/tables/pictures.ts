import type { Sheet, Workbook } from "hucre/xlsx";
import { createHash } from "node:crypto";

import { judgePicture, pictureId } from "../../core/knowledge/picture.ts";
import { PICTURES_MAX, type TablePicture } from "../../core/table/table.ts";

/** How WPS, and Excel since, put a picture into a cell: by the name under which the workbook has it. */
const IN_CELL = /DISPIMG\(\s*"([^"]{1,100})"/;

/** Whether a cell is but the place of a picture: its text means nothing. */
export const isPicture = (text: string): boolean => text.trimStart().startsWith("=") && IN_CELL.test(text);

/** The pictures of a sheet, by the row and column at which each begins; judged, and no more of them than may be. */
export function picturesIn(
  sheet: Sheet,
  { cellImages = [] }: Pick<Workbook, "cellImages">,
): readonly TablePicture[] {
  const byName = new Map(cellImages.map(({ id, data }) => [id, data]));
  const inCells = sheet.rows.flatMap((row, at) =>
    row.flatMap((cell, column) => {
      const formula = sheet.cells?.get(`${at},${column}`)?.formula ?? (typeof cell === "string" ? cell : "");
      const data = byName.get(IN_CELL.exec(formula)?.[1] ?? "");
      return data === undefined ? [] : [{ n: at + 1, column, data }];
    }),
  );
  const anchored = (sheet.images ?? []).map(({ anchor: { from }, data }) => ({
    n: from.row + 1,
    column: from.col,
    data,
  }));
  return [...inCells, ...anchored]
    .toSorted((a, b) => a.n - b.n || a.column - b.column)
    .map(({ n, column, data }, at): TablePicture => {
      if (at >= PICTURES_MAX) return { n, column, fault: "many" };
      const judged = judgePicture(data);
      if ("fault" in judged) return { n, column, ...judged };
      const blobId = pictureId(createHash("sha256").update(data).digest("hex"));
      return { n, column, blobId, type: judged.type, data };
    });
}
