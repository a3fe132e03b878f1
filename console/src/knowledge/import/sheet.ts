import type { RowProblem as Problem } from "../../../../src/core/knowledge/sheet/read-row.ts";
import type { Answer } from "../../api/endpoints.ts";
import type { RowProblem } from "../../table/table.ts";
import { isTextKey, t } from "../../text/index.ts";
import { platformName, problemWords } from "../entry.ts";

export type Checked = Answer<"POST /knowledge/sheet/check">;
export type Imported = Answer<"POST /knowledge/sheet/import">;
export type Todo = Checked["entries"][number]["todo"][number];

const PLATFORM = "answer.";

export function fieldName(field: string): string {
  if (field.startsWith(PLATFORM))
    return t("kb.answer.on", { platform: platformName(field.slice(PLATFORM.length)) });
  const key = `kbimport.field.${field}`;
  return isTextKey(key) ? t(key) : field;
}

export function problemOf({
  row,
  field,
  code,
  value,
  other = "",
  max = 0,
}: Checked["problems"][number]): RowProblem {
  const key = `kbimport.problem.${code as Problem["code"]}`;
  const why = code === "picture_unfit" ? pictureWords(value ?? "") : "";
  const what = isTextKey(key) ? t(key, { other, max, why }) : code;
  return { row, column: fieldName(field), value, what };
}

/** Why a picture is not the answer. */
const pictureWords = (why: string): string => {
  const key = `kbimport.picture.${why}`;
  return isTextKey(key) ? t(key) : why;
};

/** What is left to do about a draft, in a sentence. */
export function todoWords(todo: Todo): string {
  const { code, word = "", title = "", row } = todo;
  if (code === "near") return t("kbimport.todo.near", { word, title });
  if (code === "picture_missing") return t("kbimport.todo.picture", { why: pictureWords(word) });
  if (code !== "contradicts") return problemWords(todo, { phrasings: [] } as never);
  return row === undefined
    ? t("kbimport.todo.contradicts", { word, title })
    : t("kbimport.todo.contradicts.row", { word, title, row });
}
