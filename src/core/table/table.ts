import type { PictureType } from "../media/sniff.ts";
import { Fault } from "../kernel/fault.ts";
import type { PictureFault } from "../knowledge/picture.ts";
import type { Near } from "../knowledge/sheet/near.ts";

/** What people keep their lists in. */
export const TABLE_FORMATS = ["xlsx", "csv", "yaml"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** A row, its cells as text in the order of the heading; `n`: as the spreadsheet numbers it, from 1. */
export type TableRow = { readonly n: number; readonly cells: readonly string[] };

/** A heading and what stands below it; empty rows are left out. */
export type Table = {
  /** The sheet's name; null where the format has none. */
  readonly name: string | null;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  /** Cells whose value a formula had calculated when the file was saved: that value is taken. */
  readonly formulas: number;
  /** What lies on its cells, in the order of the rows. */
  readonly pictures: readonly TablePicture[];
};

/** A picture by the row and the column (from 0) at which it begins; or why it is none of ours. */
export type TablePicture = { readonly n: number; readonly column: number } & (
  | { readonly blobId: string; readonly type: PictureType; readonly data: Uint8Array }
  | { readonly fault: PictureFault }
);

/** A sheet that we hand out; of every row the cells of the heading. */
export type Sheet = {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** Why a file is no table of ours. */
export type Unfit =
  | {
      readonly code: "table_too_large" | "table_too_many_rows" | "table_too_many_columns";
      readonly max: number;
    }
  | {
      readonly code: "table_cell_too_long";
      readonly row: number;
      readonly column: number;
      readonly max: number;
    }
  | {
      readonly code:
        | "table_empty"
        | "table_encrypted"
        | "table_old_xls"
        | "table_encoding"
        | "table_unreadable";
    };

export type ReadTable =
  | { readonly kind: "table"; readonly table: Table }
  | { readonly kind: "unfit"; readonly unfit: Unfit };

/** Reads and writes files, aside from the event loop. `text`: what it is where its bytes are text. */
export type Tables = {
  readonly read: (bytes: Uint8Array, text: "csv" | "yaml") => Promise<ReadTable>;
  /** See `core/knowledge/sheet/near`: thousands of phrasings take a second, too. */
  readonly near: (lists: readonly (readonly string[])[], from: number) => Promise<readonly (Near | null)[]>;
  readonly write: (sheets: readonly Sheet[], format: TableFormat) => Promise<Uint8Array>;
};

/** Pictures count; a table without has a hundredth of it. */
export const TABLE_BYTES_MAX = 20 * 1024 * 1024;
/** What an xlsx may be unpacked: 800 entries are one megabyte, the roster of a large house as much. */
export const UNPACKED_BYTES_MAX = 64 * 1024 * 1024;
export const PICTURES_MAX = 500;
export const TABLE_ROWS_MAX = 10_000;
export const TABLE_COLUMNS_MAX = 50;
export const CELL_CHARACTERS_MAX = 20_000;

/** `max` in the words of the limit: bytes as MB. @throws Fault, one of `table_*` */
export function tableOf(read: ReadTable): Table {
  if (read.kind === "table") return read.table;
  const { unfit } = read;
  const { code, ...params } = unfit;
  const said = unfit.code === "table_too_large" ? { max: Math.round(unfit.max / (1024 * 1024)) } : params;
  throw new Fault(code, `This file cannot be read as a table: ${code}.`, said);
}
