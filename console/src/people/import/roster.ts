import type { RosterField, RosterProblem } from "../../../../src/core/roster/roster.ts";
import type { Answer } from "../../api/endpoints.ts";
import type { RowProblem } from "../../table/table.ts";
import { isTextKey, t } from "../../text/index.ts";

export type Checked = Answer<"POST /roster/check">;
export type Imported = Answer<"POST /roster/import">;
export type Links = NonNullable<Imported["links"]>;

export const FIELDS = [
  "login",
  "name",
  "employeeNo",
  "role",
  "group",
  "queues",
  "skills",
  "capacity",
  "seat",
] as const satisfies readonly RosterField[];

export const fieldName = (field: RosterField): string => t(`roster.field.${field}`);

/** A code says more with its column; where there is no such sentence, what the code says everywhere. */
export function problemOf(problem: Checked["problems"][number]): RowProblem {
  const { row, field, code, value, other = "" } = problem;
  const own = `roster.problem.${code}.${field}`;
  const any = `roster.problem.${code as RosterProblem["code"]}`;
  const key = isTextKey(own) ? own : any;
  const what = isTextKey(key) ? t(key, { other, value: value ?? "" }) : code;
  return { row, column: fieldName(field), value, what };
}
