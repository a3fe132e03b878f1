const NUMBER = /^[A-Z0-9][A-Z0-9-]{0,15}$/;
const RANGE = /^(.*?)(\d{1,6})\s*(?:~|～|至|\.\.)\s*(.*?)(\d{1,6})$/;
export const SEATS_MAX = 500;

/**
 * The seat numbers that were typed: `A-001 A-007`, or all from one to another: `A-001~A-040` (the second may leave
 * out what is the same: `A-001~040`). Undefined where a part is no number.
 */
export function numbersIn(words: string): readonly string[] | undefined {
  const parts = words
    .toUpperCase()
    .replace(/\s*(~|～|至|\.\.)\s*/g, "$1")
    .split(/[\s,，、;；]+/)
    .filter((part) => part !== "");
  const numbers = parts.flatMap((part) => rangeOf(part) ?? [part]);
  if (numbers.length > SEATS_MAX || !numbers.every((number) => NUMBER.test(number))) return undefined;
  return [...new Set(numbers)];
}

function rangeOf(part: string): readonly string[] | undefined {
  const [, prefix = "", from = "", otherPrefix = "", to = ""] = RANGE.exec(part) ?? [];
  if (from === "" || (otherPrefix !== "" && otherPrefix !== prefix)) return undefined;
  const count = Number(to) - Number(from) + 1;
  if (count < 1 || count > SEATS_MAX) return undefined;
  return Array.from(
    { length: count },
    (_, index) => prefix + String(Number(from) + index).padStart(from.length, "0"),
  );
}
