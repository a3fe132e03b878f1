import { fold } from "../answer/fold.ts";
import { type Sends, whyNotSent } from "../channel/capability/sends.ts";
import { splitText, utf8Bytes } from "../channel/split.ts";
import type { Instant } from "../kernel/instant.ts";
import { bannedIn } from "../social/gate.ts";
import type { Answer } from "./entry.ts";
import { unknownIn } from "./variables.ts";
import type { Writing } from "./writing.ts";

/** How long one message of an account's platform may be. */
export type AnswerLimit = {
  readonly platform: string;
  readonly bytesMax: number;
  readonly charsMax?: number;
  readonly sends?: Pick<Sends, "image"> | undefined;
};

/** What is wrong with a writing. `blocks`: it cannot be published like this; else it is worth knowing. */
export type Problem = {
  readonly code:
    | "title_missing"
    | "phrasing_empty"
    | "phrasing_twice"
    | "phrasings_few"
    | "answer_empty"
    | "answer_long"
    | "answer_too_long"
    | "variable_unknown"
    | "word_banned"
    /** Its platform does not take such a picture. */
    | "picture_not_sent"
    | "validity_reversed"
    | "expired";
  readonly blocks: boolean;
  /** Which phrasing, from 0. */
  readonly n?: number;
  /** Of which platform's answer; absent: of the one for all. */
  readonly platform?: string;
  /** The word or name that it is about. */
  readonly word?: string;
  /** Bytes, and what one message takes; or messages, and how many there may be. */
  readonly is?: number;
  readonly max?: number;
};

export type Rules = {
  readonly at: Instant;
  /** Of each platform that it answers on. */
  readonly limits: readonly AnswerLimit[];
  /** Promises that the house does not make. */
  readonly banned: readonly string[];
};

/** An answer takes at most so many messages: a message of a fan has five places on WeChat, two of them people's. */
export const PARTS_MAX = 3;
/** From so many on the bot knows an entry well (measured: what more phrasings give is more than what any algorithm does). */
const PHRASINGS_WANTED = 5;

export function problemsOf(writing: Writing, rules: Rules): readonly Problem[] {
  const { title, phrasings, validFrom, validUntil } = writing;
  const problems: Problem[] = [];
  if (fold(title) === "") problems.push({ code: "title_missing", blocks: true });
  problems.push(...ofPhrasings(title, phrasings));
  if (validFrom !== null && validUntil !== null && validFrom >= validUntil) {
    problems.push({ code: "validity_reversed", blocks: true });
  } else if (validUntil !== null && validUntil <= rules.at) problems.push({ code: "expired", blocks: true });
  return [...problems, ...ofAnswers(writing, rules)];
}

export const isPublishable = (problems: readonly Problem[]): boolean =>
  !problems.some(({ blocks }) => blocks);

function ofPhrasings(title: string, phrasings: readonly string[]): readonly Problem[] {
  const seen = new Set([fold(title)]);
  const problems = phrasings.flatMap((phrasing, n): Problem[] => {
    const folded = fold(phrasing);
    if (folded === "") return [{ code: "phrasing_empty", blocks: true, n }];
    const isTwice = seen.has(folded);
    seen.add(folded);
    return isTwice ? [{ code: "phrasing_twice", blocks: false, n, word: phrasing }] : [];
  });
  return phrasings.length < PHRASINGS_WANTED
    ? [...problems, { code: "phrasings_few", blocks: false, is: phrasings.length, max: PHRASINGS_WANTED }]
    : problems;
}

/** The answer for all is held against every platform that has none of its own. */
function ofAnswers({ answer, variants }: Writing, { limits, banned }: Rules): readonly Problem[] {
  const rest = limits.filter(({ platform }) => variants[platform] === undefined);
  return [
    ...ofWords(answer, banned, {}),
    ...rest.flatMap((limit) => ofLength(answer, limit)),
    ...Object.entries(variants).flatMap(([platform, variant]) => [
      ...ofWords(variant, banned, { platform }),
      ...limits.filter((limit) => limit.platform === platform).flatMap((limit) => ofLength(variant, limit)),
    ]),
  ];
}

function ofWords(
  answer: Answer,
  banned: readonly string[],
  where: { readonly platform?: string },
): readonly Problem[] {
  if (answer.kind !== "text") return [];
  if (answer.text.trim() === "") return [{ code: "answer_empty", blocks: true, ...where }];
  return [
    ...unknownIn(answer.text).map((word): Problem => ({
      code: "variable_unknown",
      blocks: true,
      word,
      ...where,
    })),
    ...bannedIn(answer.text, banned).map((word): Problem => ({
      code: "word_banned",
      blocks: true,
      word,
      ...where,
    })),
  ];
}

function ofLength(
  answer: Answer,
  { platform, bytesMax, charsMax, sends = {} }: AnswerLimit,
): readonly Problem[] {
  if ("blobId" in answer && whyNotSent(sends, "image", answer) !== undefined)
    return [{ code: "picture_not_sent", blocks: true, platform }];
  if (answer.kind !== "text") return [];
  const parts = splitText(answer.text, bytesMax, charsMax).length;
  if (parts > PARTS_MAX)
    return [{ code: "answer_too_long", blocks: true, platform, is: parts, max: PARTS_MAX }];
  const is = utf8Bytes(answer.text);
  return parts > 1 ? [{ code: "answer_long", blocks: false, platform, is, max: bytesMax }] : [];
}
