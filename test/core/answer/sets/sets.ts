import { readFileSync } from "node:fs";

/** A set whose texts stand under headings: each with its own. */
export function labelledTextsOf(name: string): readonly (readonly [label: string, text: string])[] {
  let label = "";
  return textsOf(name).flatMap((line) => {
    const heading = /^\[([a-z]+(?:_[a-z]+)+)\]$/u.exec(line)?.[1];
    if (heading !== undefined) {
      label = heading;
      return [];
    }
    return [[label, line] as const];
  });
}

/** A set beside this file: its texts, one a line, without remarks. */
export function textsOf(name: string): readonly string[] {
  const lines = readFileSync(new URL(name, import.meta.url), "utf8").split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith("# "));
}

/** The part of the texts of which something is true, and those of which it is not. */
export function share(
  texts: readonly string[],
  isTrue: (text: string) => boolean,
): { readonly part: number; readonly missed: readonly string[] } {
  const missed = texts.filter((text) => !isTrue(text));
  return { part: 1 - missed.length / texts.length, missed };
}
