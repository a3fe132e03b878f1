/** What a field of a notice takes, the same for every platform. */
export type FieldKind =
  | "text"
  | "number"
  | "letters"
  | "symbol"
  /** Letters, digits and signs, and nothing else. */
  | "characters"
  | "time"
  | "date"
  | "amount"
  | "phone"
  | "plate"
  | "name"
  /** 汉字 alone. */
  | "phrase";

export type NoticeField = {
  /** The platform's own name of it. */
  readonly key: string;
  /** What stands before it on the fan's phone; empty where nothing does. */
  readonly label: string;
  readonly kind: FieldKind;
  readonly charsMax: number;
};

/** What is wrong with a field's value: `form`, it is no number, no date. */
export type FieldProblem = "empty" | "too_long" | "form";

const CLOCK = "(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?";
const DAY = "\\d{4}(?:年\\d{1,2}月\\d{1,2}日|[-/.]\\d{1,2}[-/.]\\d{1,2})";

/** Kinds that take any words have none. */
const FORMS: Readonly<Partial<Record<FieldKind, RegExp>>> = {
  number: /^-?\d+(?:\.\d+)?$/,
  letters: /^[A-Za-z]+$/,
  symbol: /^[^\p{L}\p{N}\s]+$/u,
  characters: /^[\x21-\x7E]+$/,
  time: new RegExp(`^(?:${DAY} ?)?${CLOCK}(?: ?~ ?(?:${DAY} ?)?${CLOCK})?$`),
  date: new RegExp(`^${DAY}(?: ?${CLOCK})?(?: ?~ ?${DAY}(?: ?${CLOCK})?)?$`),
  amount: /^[¥￥$€£]?\d{1,10}(?:\.\d+)?元?$/,
  phone: /^[\d+-]+$/,
  plate: /^[\p{Script=Han}A-Za-z\d]+$/u,
  phrase: /^\p{Script=Han}+$/u,
};

/** Undefined where the platform takes it. */
export function problemOf(
  { kind, charsMax }: Pick<NoticeField, "kind" | "charsMax">,
  value: string,
): FieldProblem | undefined {
  if (value.trim() === "") return "empty";
  if (charsOf(kind, value) > charsMax) return "too_long";
  return FORMS[kind]?.test(value) === false ? "form" : undefined;
}

/** A name may have ten 汉字, or twice as many letters. */
function charsOf(kind: FieldKind, value: string): number {
  const { length } = Array.from(value);
  return kind === "name" && !/\p{Script=Han}/u.test(value) ? Math.ceil(length / 2) : length;
}
