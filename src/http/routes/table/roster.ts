import { importRoster } from "../../../action/roster/import-roster.ts";
import { lookAtRoster } from "../../../action/roster/look.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { readRosterRow } from "../../../core/roster/read-row.ts";
import { ROSTER_NAMES, ROSTER_ROWS_MAX, type RosterField } from "../../../core/roster/roster.ts";
import { cellsBy, type Columns } from "../../../core/table/columns.ts";
import type { Table, Tables } from "../../../core/table/table.ts";
import { rosterTemplate } from "../../../text/table/roster.ts";
import { answers, type Route } from "../../api/route.ts";
import * as roster from "../../contract/people/roster.ts";
import { bodyTable, columnsOf, sendFile, XLSX } from "./body.ts";

/** The people of a house, from the list that it has. */
export const rosterRoutes = (tables: Pick<Tables, "read" | "write">): readonly Route[] => [
  answers(roster.checkRoster, async ({ input, actor, ctx }, api) => {
    const table = await bodyTable(ctx, tables);
    const columns = columnsOf(table, ROSTER_NAMES, input.columns);
    const lacks = columns.includes("login") ? [] : (["login"] as const);
    const rows = lacks.length > 0 ? [] : readRows(table, columns);
    const { name: sheet, header, formulas } = table;
    const plan = await api.ask(lookAtRoster, { rows }, actor);
    return { sheet, header, columns, lacks, rows: table.rows.length, formulas, ...plan };
  }),
  answers(roster.importRoster, async ({ input: { columns, seen }, actor, key, ctx }, api) => {
    const table = await bodyTable(ctx, tables);
    const rows = readRows(table, columnsOf(table, ROSTER_NAMES, columns));
    return api.perform(importRoster, { rows, seen }, actor, key);
  }),
  answers(roster.rosterTemplate, async ({ ctx, language }) => {
    const bytes = await tables.write(rosterTemplate[language], "xlsx");
    sendFile(ctx, { name: "roster.xlsx", type: XLSX, bytes });
  }),
];

function readRows({ rows }: Table, columns: Columns<RosterField>) {
  if (rows.length > ROSTER_ROWS_MAX) {
    throw new Fault("table_too_many_rows", `${ROSTER_ROWS_MAX} people at a time.`, { max: ROSTER_ROWS_MAX });
  }
  const read = cellsBy(columns);
  return rows.map(({ n, cells }) => readRosterRow(n, read(cells)));
}
