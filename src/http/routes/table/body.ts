import type { Context } from "koa";

import { Fault } from "../../../core/kernel/fault.ts";
import { type Columns, guessColumns, type Names, readColumns } from "../../../core/table/columns.ts";
import { type Table, TABLE_BYTES_MAX, tableOf, type Tables } from "../../../core/table/table.ts";
import { readBody } from "../../body.ts";

/**
 * The table that a call brings.
 * @throws Fault `table_too_large` {max}, and the other `table_*`
 */
export async function bodyTable(
  ctx: Context,
  tables: Pick<Tables, "read">,
  text: "csv" | "yaml" = "csv",
): Promise<Table> {
  const bytes = await readBody(ctx.req, TABLE_BYTES_MAX).catch(() => {
    throw new Fault("body_malformed", "The body did not come whole.");
  });
  if (bytes === undefined) {
    return tableOf({ kind: "unfit", unfit: { code: "table_too_large", max: TABLE_BYTES_MAX } });
  }
  return tableOf(await tables.read(bytes, text));
}

/** As the call says, else as they are headed. @throws Fault `table_columns_wrong` */
export function columnsOf<Field extends string>(
  { header }: Table,
  names: Names<Field>,
  given: string | undefined,
): Columns<Field> {
  if (given === undefined) return guessColumns(header, names);
  const columns = readColumns(given, names);
  if (columns !== undefined && columns.length === header.length) return columns;
  throw new Fault("table_columns_wrong", "Name a field for each column, each once.");
}

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** To be kept as a file, under a name that is safe in a header. */
export function sendFile(
  ctx: Context,
  { name, type, bytes }: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
): void {
  ctx.set("content-type", type);
  ctx.set("content-disposition", `attachment; filename="${name}"`);
  ctx.body = Buffer.from(bytes);
}
