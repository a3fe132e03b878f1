import type { FieldKind, NoticeField } from "seatbridge/kit";

type Limit = Pick<NoticeField, "kind" | "charsMax">;
const limit = (kind: FieldKind, charsMax: number): Limit => ({ kind, charsMax });

/** By what a field's name begins with (protocols §1.11, partly from memory there, as of 2026-11). */
const LIMITS: Readonly<Record<string, Limit>> = {
  thing: limit("text", 20),
  const: limit("text", 20),
  number: limit("number", 32),
  letter: limit("letters", 32),
  symbol: limit("symbol", 5),
  character_string: limit("characters", 32),
  time: limit("time", 64),
  date: limit("date", 64),
  amount: limit("amount", 16),
  phone_number: limit("phone", 17),
  car_number: limit("plate", 8),
  name: limit("name", 10),
  phrase: limit("phrase", 5),
};
/** `first`, `keyword1`, `remark` of templates from before the names told the form. */
const FREE = limit("text", 200);
const FIELDS_MAX = 30;

const HOLE = /^(.*?)\{\{\s*([A-Za-z_]+\d*)\.DATA\s*\}\}/;

/** The fields of a template's text, line by line, with what stands before each. */
export const fieldsOf = (content: string): readonly NoticeField[] =>
  content
    .split("\n")
    .flatMap((line): NoticeField[] => {
      const [, before = "", key] = HOLE.exec(line) ?? [];
      if (key === undefined) return [];
      return [{ key, label: before.trim().replace(/[:：]$/, ""), ...limitOf(key) }];
    })
    .slice(0, FIELDS_MAX);

function limitOf(key: string): Limit {
  const name = key.replace(/\d+$/, "");
  return (Object.hasOwn(LIMITS, name) ? LIMITS[name] : undefined) ?? FREE;
}
