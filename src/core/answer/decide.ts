import type { Entry } from "../knowledge/entry.ts";
import { choose } from "./choose.ts";
import { isCourtesy, isGreeting } from "./courtesy.ts";
import type { Decision, Memory, Scored, Verdict } from "./decision.ts";
import { foldSigns } from "./fold.ts";
import type { Match, Matcher } from "./matcher.ts";
import { wantsPerson } from "./wishes.ts";
import { isAbuse } from "./words/abuse.ts";
import { stripChatter } from "./words/chatter.ts";
import { laneByOf, type Matters } from "./words/own.ts";
import { unifySpoken } from "./words/spoken.ts";

export type { Decision, Memory } from "./decision.ts";

export type Heard = { readonly text: string };

export type Limits = {
  /** From which probability on an entry may answer, 0..1. */
  readonly threshold: number;
  /** From which probability on that one of the best few is meant the fan is asked which, 0..1. */
  readonly askFrom: number;
  /** Entries at most this far below the best are asked about instead of guessed at. */
  readonly margin: number;
  /** The miss that completes a row of this length hands over instead. */
  readonly missesMax: number;
  readonly optionsMax: number;
  /** Whether the bot may say the same twice in a row; otherwise she is offered a person. */
  readonly repeats: boolean;
  /** The words that tell a matter, the house's among them. */
  readonly matters: Matters;
};

const EXPLAINED_MAX = 3;

/**
 * Decides on one text. Rules come before scores, and the gravest first: no entry, however well it fits, may
 * answer where somebody is in danger or asks for a person.
 */
export function decide(matcher: Matcher, heard: Heard, memory: Memory, limits: Limits): Decision {
  const signs = foldSigns(heard.text);
  const folded = stripChatter(unifySpoken(signs));
  // A phrasing word for word is no guess, however much its neighbours resemble it: they are not looked for.
  const exact = matcher.exactly(folded);
  const matches =
    exact === undefined ? matcher.matchFolded(folded, Math.max(EXPLAINED_MAX, limits.optionsMax)) : [exact];
  const top = matches.slice(0, EXPLAINED_MAX).map(scored);

  const { matters } = limits;
  const found = matters.find(signs);
  const { lane, rule: risk } = found ?? {};
  const ground = {
    knowledge: matcher.version,
    ...(found && { lane: found.lane, laneBy: laneByOf(found, matters) }),
  };
  if (risk !== undefined) return { kind: "hand_over", reason: "risk", rule: risk, top, ...ground };
  const verdict =
    byRule(matcher, heard.text, signs, memory, top) ??
    // What somebody complains of is no question, unless it is one word for word.
    (lane === "complaint" && exact === undefined
      ? ({ kind: "hand_over", reason: "complaint", rule: "complaint", top } as const)
      : byScore(matches, top, signs, memory, limits));
  return { ...(limits.repeats ? verdict : unsaid(verdict, memory, limits)), ...ground };
}

function byRule(
  matcher: Matcher,
  text: string,
  signs: string,
  memory: Memory,
  top: readonly Scored[],
): Verdict | undefined {
  if (wantsPerson(signs)) return { kind: "hand_over", reason: "asked", rule: "person_wished", top };
  const chosen = chosenEntry(matcher, text, memory);
  if (chosen !== undefined) return { kind: "answer", entry: chosen, score: 1, rule: "chosen", top };
  const { greeted = false } = memory;
  if (isGreeting(signs)) {
    return greeted ? { kind: "courtesy", rule: "opener_again", top } : { kind: "greet", rule: "opener", top };
  }
  if (isCourtesy(text, signs)) return { kind: "courtesy", rule: "courtesy", top };
  // A face and nothing else asks for attention at most, and gets the same line once.
  if (signs === "" && SIGN.test(text)) return { kind: greeted ? "courtesy" : "greet", rule: "sign", top };
  return undefined;
}

const SIGN = /\p{Extended_Pictographic}|^\s*\[[^[\]\s]{1,8}\]/u;

function byScore(
  matches: readonly Match[],
  top: readonly Scored[],
  signs: string,
  memory: Memory,
  limits: Limits,
): Verdict {
  const options = matches.slice(0, limits.optionsMax);
  const [first, second] = options;
  const score = first?.score ?? 0;
  if (first !== undefined && score >= limits.threshold) {
    const close = options.filter((option) => option.score >= score - limits.margin);
    return close.length < 2
      ? { kind: "answer", entry: first.entry, score, rule: "matched", top }
      : askWhich(close, top);
  }
  const among = options.reduce((sum, option) => sum + option.score, 0);
  if (second !== undefined && among >= limits.askFrom) return askWhich(options, top);
  const rule = first === undefined ? "nothing_to_match" : "below_threshold";
  return missed({ kind: "miss", score, rule: isAbuse(signs) ? "abuse" : rule, top }, memory, limits);
}

function missed(miss: Extract<Verdict, { kind: "miss" }>, { missesInRow }: Memory, limits: Limits): Verdict {
  return missesInRow + 1 < limits.missesMax
    ? miss
    : { kind: "hand_over", reason: "missed_twice", rule: "misses_in_row", top: miss.top };
}

/** Its score: how likely it is that one of them is meant. */
function askWhich(options: readonly Match[], top: readonly Scored[]): Verdict {
  const score = Math.min(
    1,
    options.reduce((sum, option) => sum + option.score, 0),
  );
  return { kind: "clarify", options: options.map((option) => option.entry), score, rule: "close", top };
}

/** The same words a second time help nobody: whoever asks again is offered a person unasked (days, G27). */
function unsaid(verdict: Verdict, memory: Memory, limits: Limits): Verdict {
  const isSaid =
    (verdict.kind === "answer" && verdict.entry.id === memory.lastEntryId) ||
    (verdict.kind === "clarify" && isSameList(verdict.options, memory.asked));
  if (!isSaid) return verdict;
  return missed(
    { kind: "miss", score: verdict.score, rule: "said_before", top: verdict.top },
    memory,
    limits,
  );
}

const isSameList = (options: readonly Entry[], asked: Memory["asked"] = []): boolean =>
  options.length === asked.length && options.every(({ id }) => asked.includes(id));

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
