import { z } from "zod";

import { ROSTER_FIELDS } from "../../../core/roster/roster.ts";
import { contract } from "../contract.ts";
import { instant } from "../parts.ts";
import { TABLE_ANSWER, TABLE_QUERY } from "../table.ts";

const field = z.enum(ROSTER_FIELDS);

/**
 * An xlsx or CSV with one person a row; see `core/roster`. `columns`: the field of each column with commas, empty where
 * there is none; left out, they are guessed by their headings. Nothing is done.
 * Faults: table_* {…} 400, table_too_large {max} 413, table_columns_wrong
 */
export const checkRoster = contract({
  id: "roster.check",
  method: "POST",
  path: "/roster/check",
  permission: "staff.write",
  summary: "What importing a roster would make and change, and what is wrong with which row",
  query: z.strictObject({ columns: TABLE_QUERY.columns }),
  bytes: { request: "application/octet-stream" },
  response: z.object({
    ...TABLE_ANSWER,
    columns: z.array(field.nullable()),
    /** Columns without which no row can be read. */
    lacks: z.array(field),
    seen: z.string(),
    people: z.array(
      z.object({
        row: z.int(),
        login: z.string(),
        name: z.string(),
        is: z.enum(["made", "changed", "same"]),
        fields: z.array(field),
      }),
    ),
    groups: z.array(z.string()),
    queues: z.array(z.object({ name: z.string(), group: z.string() })),
    seats: z.array(z.string()),
    problems: z.array(
      z.object({
        row: z.int(),
        field,
        code: z.string(),
        value: z.string().optional(),
        other: z.string().optional(),
      }),
    ),
  }),
});

/**
 * The same table, once more; `seen`: what was shown of it. Right rows are done in one transaction, no other is. Links are
 * told once. Faults: as checking, and table_outdated
 */
export const importRoster = contract({
  id: "roster.import",
  method: "POST",
  path: "/roster/import",
  permission: "staff.write",
  summary: "Makes and changes what was shown of a roster, with an invitation link for everybody who is new",
  query: z.strictObject({ columns: TABLE_QUERY.columns, seen: z.string().min(1).max(32) }),
  bytes: { request: "application/octet-stream" },
  response: z.object({
    made: z.int(),
    changed: z.int(),
    /** Null where this call was answered before. */
    links: z
      .array(
        z.object({
          login: z.string(),
          name: z.string(),
          link: z.object({ path: z.string(), expiresAt: instant }),
        }),
      )
      .nullable(),
  }),
});

export const rosterTemplate = contract({
  id: "roster.template",
  method: "GET",
  path: "/roster/template.xlsx",
  permission: "staff.write",
  summary: "An empty roster to fill in",
  bytes: { response: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
});
