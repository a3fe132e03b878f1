import { foldSigns } from "../answer/fold.ts";
import { bannedIn } from "../social/gate.ts";
import type { Turn } from "./turns.ts";

export const CRITERIA = ["likeness", "facts", "promises", "courtesy", "length"] as const;
export type Criterion = (typeof CRITERIA)[number];

/** What one criterion gives, of how much, and about which words. */
export type Part = {
  readonly what: Criterion;
  readonly points: number;
  readonly max: number;
  /** Of `facts` what is missing, of `promises` what the house does not say. */
  readonly words: readonly string[];
};

/** 0 to 100, and how it came about. */
export type Judged = { readonly points: number; readonly parts: readonly Part[] };

/** Half of the pairs of signs in common is as much as two people's words for one thing have. */
const LIKE_ENOUGH = 0.5;
const COURTEOUS = /请|谢|抱歉|对不起|不好意思|麻烦|好的|理解|放心|sorry|please|thank/iu;
const TIMES_MAX = 3;

/**
 * 演练: how a reply stands beside the one that was given. Five plain criteria; of facts it counts only where the answer named
 * numbers. It knows no meaning: a better answer in other words gets less likeness, and a wrong one in the same words more.
 */
export function judgeReply(reply: string, { answer }: Turn, banned: readonly string[]): Judged {
  const parts = [
    likeness(reply, answer),
    ...facts(reply, answer),
    promises(reply, banned),
    courtesy(reply),
    length(reply, answer),
  ];
  const max = parts.reduce((sum, part) => sum + part.max, 0);
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  return { points: Math.round((100 * points) / max), parts };
}

/** Of a whole run: what its turns have in the middle. */
export const meanPoints = (judged: readonly Pick<Judged, "points">[]): number =>
  judged.length === 0 ? 0 : Math.round(judged.reduce((sum, { points }) => sum + points, 0) / judged.length);

function likeness(reply: string, answer: string): Part {
  const [hers, ours] = [pairsOf(reply), pairsOf(answer)];
  const shared = [...ours].reduce((sum, [pair, n]) => sum + Math.min(n, hers.get(pair) ?? 0), 0);
  const all = count(hers) + count(ours);
  const share = all === 0 ? 0 : (2 * shared) / all;
  return { what: "likeness", points: Math.round(40 * Math.min(1, share / LIKE_ENOUGH)), max: 40, words: [] };
}

function facts(reply: string, answer: string): readonly Part[] {
  const named = [...new Set(numbersIn(answer))];
  if (named.length === 0) return [];
  const hers = new Set(numbersIn(reply));
  const words = named.filter((number) => !hers.has(number));
  const points = Math.round((25 * (named.length - words.length)) / named.length);
  return [{ what: "facts", points, max: 25, words }];
}

function promises(reply: string, banned: readonly string[]): Part {
  const words = bannedIn(reply, banned);
  return { what: "promises", points: words.length === 0 ? 20 : 0, max: 20, words };
}

function courtesy(reply: string): Part {
  const points = (/您/u.test(reply) ? 5 : 0) + (COURTEOUS.test(reply) ? 5 : 0);
  return { what: "courtesy", points, max: 10, words: [] };
}

function length(reply: string, answer: string): Part {
  const [hers, ours] = [foldSigns(reply).length, foldSigns(answer).length];
  const isFit = hers * TIMES_MAX >= ours && hers <= Math.max(20, ours) * TIMES_MAX;
  return { what: "length", points: isFit ? 5 : 0, max: 5, words: [] };
}

const numbersIn = (text: string): readonly string[] => text.normalize("NFKC").match(/\d+(?:\.\d+)?/gu) ?? [];

/** Each two neighbours of a text without its signs, and how often. */
function pairsOf(text: string): ReadonlyMap<string, number> {
  const signs = foldSigns(text).replaceAll(/\s/gu, "");
  const pairs = new Map<string, number>();
  for (let at = 1; at < signs.length; at += 1) {
    const pair = signs.slice(at - 1, at + 1);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

const count = (pairs: ReadonlyMap<string, number>): number => [...pairs.values()].reduce((a, b) => a + b, 0);
