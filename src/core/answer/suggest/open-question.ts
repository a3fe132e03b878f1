import { choose } from "../choose.ts";
import { isCourtesy, isGreeting } from "../courtesy.ts";
import { fold, foldSigns } from "../fold.ts";
import { wantsPerson } from "../wishes.ts";

/** One message of a thread, as far as it bears on what is still open. `text`: the words in it; null: there are none. */
export type Line = {
  readonly seq: number;
  readonly author: "fan" | "bot" | "agent" | "system";
  readonly text: string | null;
};

/** What a fan waits to be told. `seq`: the number of the last message that asks it. */
export type OpenQuestion = { readonly seq: number; readonly text: string };

const OPTIONS_MAX = 9;

/**
 * The last thing that a fan has asked and no person has answered yet: what she wrote without anything of ours in between,
 * as one text. What asks nothing (an opener, thanks, a number from a list, a wish for a person) is passed over, so whoever
 * was handed over is still suggested an answer to what she came for.
 * @param lines in the order of their numbers, notes left out
 */
export function openQuestion(lines: readonly Line[]): OpenQuestion | undefined {
  const pieces: string[] = [];
  let last: number | undefined;
  for (const { seq, author, text } of lines.toReversed()) {
    if (author === "agent") break;
    if (author !== "fan") {
      if (last !== undefined) break;
      continue;
    }
    if (text === null || !asksSomething(text)) continue;
    last ??= seq;
    pieces.unshift(text);
  }
  return last === undefined ? undefined : { seq: last, text: pieces.join(" ") };
}

/** Whether there is anything in it that an answer could be to. */
export function asksSomething(text: string): boolean {
  const signs = foldSigns(text);
  return (
    fold(text) !== "" &&
    !isGreeting(signs) &&
    !isCourtesy(text, signs) &&
    !wantsPerson(signs) &&
    choose(text, OPTIONS_MAX) === undefined
  );
}
