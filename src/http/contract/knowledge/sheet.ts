import { z } from "zod";

import { TABLE_FORMATS } from "../../../core/table/table.ts";
import { contract } from "../contract.ts";
import { id } from "../parts.ts";
import { TABLE_ANSWER, TABLE_QUERY } from "../table.ts";
import { Todo } from "./todo.ts";

const count = z.int();
/** See `core/knowledge/sheet/field`: title, phrasings, answer, from, until, accounts, answer.<platform>. */
const field = z.string();

/**
 * An xlsx, CSV or YAML with one entry a row. `columns`: the field of each column with commas, empty where there is none;
 * left out, they are guessed by their headings. Nothing is done.
 * Faults: account_gone, table_* {…} 400, table_too_large {max} 413, table_columns_wrong
 */
export const checkEntries = contract({
  id: "entry.check_sheet",
  method: "POST",
  path: "/knowledge/sheet/check",
  permission: "knowledge.write",
  summary:
    "What importing a table of entries would draft, what is wrong with which row, and what will be left to do",
  query: z.strictObject({ accountId: id, columns: TABLE_QUERY.columns, text: TABLE_QUERY.text }),
  bytes: { request: "application/octet-stream" },
  response: z.object({
    ...TABLE_ANSWER,
    columns: z.array(field.nullable()),
    /** All that a column may be. */
    fields: z.array(field),
    /** Columns without which no row can be read. */
    lacks: z.array(field),
    seen: z.string(),
    entries: z.array(
      z.object({
        row: count,
        title: z.string(),
        is: z.enum(["made", "changed", "same"]),
        todo: z.array(Todo),
      }),
    ),
    problems: z.array(
      z.object({
        row: count,
        field,
        code: z.string(),
        value: z.string().optional(),
        other: z.string().optional(),
        max: count.optional(),
      }),
    ),
  }),
});

/**
 * The same table, once more; `seen`: what was shown of it. Right rows become drafts in one transaction, no other does, and
 * nothing is published. Faults: as checking, and table_outdated, version_conflict
 */
export const importEntries = contract({
  id: "entry.import_sheet",
  method: "POST",
  path: "/knowledge/sheet/import",
  permission: "knowledge.write",
  summary: "Makes drafts of what was shown of a table of entries",
  query: z.strictObject({
    accountId: id,
    columns: TABLE_QUERY.columns,
    text: TABLE_QUERY.text,
    seen: z.string().min(1).max(32),
  }),
  bytes: { request: "application/octet-stream" },
  response: z.object({
    made: count,
    changed: count,
    drafts: z.array(z.object({ row: count, id })),
    /** The list of what is left to do about them; null: nothing was changed. */
    setId: id.nullable(),
  }),
});

/** As they are written now, drafts before what is published. Faults: account_gone */
export const exportEntries = contract({
  id: "entry.export_sheet",
  method: "GET",
  path: "/knowledge/sheet/export",
  permission: "knowledge.read",
  summary: "All entries of an account as a table, which can be imported again",
  query: z.strictObject({ accountId: id, format: z.enum(TABLE_FORMATS).default("xlsx") }),
  bytes: { response: "*/*" },
});
