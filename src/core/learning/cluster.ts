import { fold } from "../answer/fold.ts";
import { readGrams } from "../answer/grams/grams.ts";
import type { Question } from "./question.ts";

/** One way in which it is asked, as it was written last, and by how many. */
export type Form = {
  readonly text: string;
  readonly folded: string;
  readonly questions: readonly Question[];
};

/** Questions that ask the same, as far as their grams tell. */
export type Cluster = {
  /** Most asked first. */
  readonly forms: readonly Form[];
  readonly questions: readonly Question[];
};

/** From so much of their weight in common on two questions are taken for one. */
const ALIKE_MIN = 0.55;
/** What every question has, says nothing of what it is about. */
const COMMON = new Set(
  "吗呢吧啊呀的了么嘛是有我你您他她们这那个怎什谁哪能可以会要想请问不没在也就还都给把和跟到对为多少几",
);
const COMMON_SHARE = 0.15;
/** Longer questions are compared by their beginnings. */
const CHARS_MAX = 80;
/** So many forms are looked at in one go: some milliseconds. */
const STEP = 50;

type Leader = { readonly weight: number; readonly forms: Form[] };

/**
 * Gathers questions by the grams by which entries are found. Forms are taken in order of how often they were asked, and each
 * joins the cluster whose first form it shares most with, or begins one: so the same questions make the same clusters, in
 * whatever order they come, and what is asked later moves no earlier form to another cluster than by being asked oftener.
 * Weights do not depend on what else is there. Yields now and then, so that whoever runs it can let others have their turn.
 */
export function* clustering(questions: readonly Question[]): Generator<void, readonly Cluster[]> {
  const holders = new Map<number, number[]>();
  const leaders: Leader[] = [];
  for (const [n, form] of formsOf(questions).entries()) {
    if (n % STEP === STEP - 1) yield;
    const grams = gramsOf(form.folded);
    const weight = sumOf(grams);
    const found = mostAlike(grams, weight, holders, leaders);
    if (found !== undefined) {
      found.forms.push(form);
      continue;
    }
    for (const gram of grams.keys()) {
      const known = holders.get(gram);
      if (known === undefined) holders.set(gram, [leaders.length]);
      else known.push(leaders.length);
    }
    leaders.push({ weight, forms: [form] });
  }
  return leaders
    .map(({ forms }) => ({ forms, questions: forms.flatMap((form) => form.questions) }))
    .toSorted(
      (one, other) =>
        other.questions.length - one.questions.length || before(one.forms[0]?.folded, other.forms[0]?.folded),
    );
}

/** The same at once. */
export function clusterQuestions(questions: readonly Question[]): readonly Cluster[] {
  const run = clustering(questions);
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
  }
}

/** The same words are one form, whatever their signs. */
function formsOf(questions: readonly Question[]): readonly Form[] {
  const forms = new Map<string, Question[]>();
  for (const question of questions) {
    const folded = fold(question.text);
    if (folded === "") continue;
    const known = forms.get(folded);
    if (known === undefined) forms.set(folded, [question]);
    else known.push(question);
  }
  return [...forms]
    .map(([folded, own]) => {
      const newest = own.reduce((last, one) => (one.at > last.at ? one : last));
      return { folded, questions: own, text: newest.text.trim() };
    })
    .toSorted(
      (one, other) => other.questions.length - one.questions.length || before(one.folded, other.folded),
    );
}

function gramsOf(folded: string): ReadonlyMap<number, number> {
  const grams = new Map<number, number>();
  readGrams(folded.slice(0, CHARS_MAX), (key, weight) => {
    grams.set(key, weight * shareOf(key));
  });
  return grams;
}

const HAN_FIRST = 0x3400;
const HAN_LAST = 0x9fff;

/** By its key: a Han character's own unit, two for a pair; a word's is a hash, which is never taken for common. */
function shareOf(key: number): number {
  const units = [key >>> 16, key & 0xffff].filter((unit) => unit !== 0);
  if (units.some((unit) => unit < HAN_FIRST || unit > HAN_LAST)) return 1;
  return units.some((unit) => COMMON.has(String.fromCharCode(unit))) ? COMMON_SHARE : 1;
}

function mostAlike(
  grams: ReadonlyMap<number, number>,
  own: number,
  holders: ReadonlyMap<number, readonly number[]>,
  leaders: readonly Leader[],
): Leader | undefined {
  const shared = new Map<number, number>();
  for (const [gram, weight] of grams) {
    for (const leader of holders.get(gram) ?? []) shared.set(leader, (shared.get(leader) ?? 0) + weight);
  }
  let best: { readonly leader: number; readonly alike: number } | undefined;
  for (const [leader, weight] of shared) {
    const alike = (2 * weight) / (own + (leaders[leader]?.weight ?? 0));
    if (alike < ALIKE_MIN) continue;
    if (best === undefined || alike > best.alike || (alike === best.alike && leader < best.leader))
      best = { leader, alike };
  }
  return best && leaders[best.leader];
}

function sumOf(grams: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const weight of grams.values()) sum += weight;
  return sum;
}

const before = (one = "", other = ""): number => (one < other ? -1 : one > other ? 1 : 0);
