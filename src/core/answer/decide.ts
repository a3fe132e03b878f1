import type { Entry } from "../knowledge/entry.ts";
import { stripChatter } from "./words/chatter.ts";
import { choose } from "./choose.ts";
import { isCourtesy, isGreeting } from "./courtesy.ts";
import type { Decision, Memory, Scored } from "./decision.ts";
import { foldSigns } from "./fold.ts";
import type { Match, Matcher } from "./matcher.ts";
import { riskIn } from "./risk.ts";
import { unifySpoken } from "./words/spoken.ts";
import { wantsPerson } from "./wishes.ts";

export type { Decision, Memory } from "./decision.ts";

export type Heard = { readonly text: string };

export type Limits = {
  /** From which score on an entry may answer, 0..1. */
  readonly threshold: number;
  /** Entries at most this far below the best are asked about instead of guessed at. */
  readonly margin: number;
  /** The miss that completes a row of this length hands over instead. */
  readonly missesMax: number;
  readonly optionsMax: number;
};

const EXPLAINED_MAX = 3;

/**
 * Decides on one text. Rules come before scores, and the gravest first: no entry, however well it fits, may
 * answer where somebody is in danger or asks for a person.
 */
export function decide(matcher: Matcher, heard: Heard, memory: Memory, limits: Limits): Decision {
  const signs = foldSigns(heard.text);
  const folded = stripChatter(unifySpoken(signs));
  const matches = matcher.matchFolded(folded, Math.max(EXPLAINED_MAX, limits.optionsMax));
  const top = matches.slice(0, EXPLAINED_MAX).map(scored);

  const risk = riskIn(signs);
  if (risk !== undefined) return { kind: "hand_over", reason: "risk", rule: risk, top };
  if (wantsPerson(signs)) return { kind: "hand_over", reason: "asked", rule: "person_wished", top };

  const chosen = chosenEntry(matcher, heard.text, memory);
  if (chosen !== undefined) return { kind: "answer", entry: chosen, score: 1, rule: "chosen", top };

  if (isGreeting(signs)) return { kind: "greet", rule: "opener", top };
  if (isCourtesy(heard.text, signs)) return { kind: "courtesy", rule: "courtesy", top };
  return byScore(matches, top, memory, limits);
}

function byScore(
  matches: readonly Match[],
  top: readonly Scored[],
  memory: Memory,
  limits: Limits,
): Decision {
  const [first] = matches;
  const score = first?.score ?? 0;
  if (first === undefined || score < limits.threshold) {
    if (memory.missesInRow + 1 >= limits.missesMax) {
      return { kind: "hand_over", reason: "missed_twice", rule: "misses_in_row", top };
    }
    return { kind: "miss", score, rule: first === undefined ? "nothing_to_match" : "below_threshold", top };
  }

  const lowest = Math.max(limits.threshold, score - limits.margin);
  const close = matches.filter((match) => match.score >= lowest).slice(0, limits.optionsMax);
  // A phrasing word for word is no guess, however much its neighbours resemble it.
  if (score === 1 || close.length < 2)
    return { kind: "answer", entry: first.entry, score, rule: "matched", top };
  return { kind: "clarify", options: close.map((match) => match.entry), score, rule: "close", top };
}

/** An entry that was withdrawn since the list was shown cannot be chosen any more. */
function chosenEntry(matcher: Matcher, text: string, memory: Memory): Entry | undefined {
  if (memory.asked === undefined) return undefined;
  const index = choose(text, memory.asked.length);
  const id = index === undefined ? undefined : memory.asked[index];
  return id === undefined ? undefined : matcher.byId.get(id);
}

function scored(match: Match): Scored {
  return { entryId: match.entry.id, version: match.entry.version, score: match.score };
}
