import type { Edited } from "../caret.ts";

/** A place for a value that a canned reply leaves open: `{{订单号}}`. */
const hole = /\{\{([^{}\n]*)\}\}/;

/** Selects the first hole that is left, so that typing fills it; undefined where there is none. */
export function firstHole(text: string): Edited | undefined {
  const found = hole.exec(text);
  return found === null ? undefined : { text, from: found.index, to: found.index + found[0].length };
}

/** Fills the holes that the console knows a value for; the others are a person's. */
export const fillHoles = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(new RegExp(hole, "g"), (whole, name: string) => values[name.trim()] || whole);
