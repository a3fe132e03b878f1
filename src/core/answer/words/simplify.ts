import { SIMPLIFIED } from "../tables/simplified.ts";

const PAIRS = SIMPLIFIED.replaceAll("\n", "");
const formOf = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, n) => [PAIRS.charAt(2 * n), PAIRS.charAt(2 * n + 1)]),
);

const TRADITIONAL = new RegExp(`[${[...formOf.keys()].join("")}]`, "g");

/** Traditional characters in their simplified form, one by one: 退貨 → 退货. Idempotent. */
export function simplify(text: string): string {
  return text.replace(TRADITIONAL, (character) => formOf.get(character) ?? character);
}
