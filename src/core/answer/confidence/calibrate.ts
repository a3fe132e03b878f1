import { seeded } from "../../kernel/seeded.ts";
import { fitLogistic, type Sample } from "./logistic.ts";
import { type Evidence, traitsOf, type Trust } from "./trust.ts";

/** The best guess of a knowledge for a text; undefined where it has none. */
export type Guess = Evidence & { readonly entry: number };
export type Ask = (folded: string) => Guess | undefined;

/** In each round one of so many entries is taken away, and about one of so many phrasings of those that stay. */
const FOLDS = 4;
/** A large knowledge shows enough in one. */
const ROUNDS = 2;
const TEXTS_OF_ROUNDS_MAX = 2_000;
/** Fewer right guesses than this teach nothing. */
const RIGHT_MIN = 20;
/** Of each kind so many are asked in a round at most. */
const ASKED_MAX = 1_000;
const SEED = 7;

/**
 * Trust as the knowledge itself teaches it. Entries are taken away, and their phrasings asked: nobody's questions.
 * Phrasings of those that stay are taken away and asked: questions that have an answer. Both weigh the same in sum.
 * `learn` makes a knowledge of what is left.
 */
export function calibrate(
  entries: readonly (readonly string[])[],
  learn: (entries: readonly (readonly string[])[]) => Ask,
  prior: Trust,
): Trust {
  // What has but one phrasing cannot be asked about.
  if (entries.filter((own) => own.length > 1).length < RIGHT_MIN / FOLDS) return prior;
  const random = seeded(SEED);
  const texts = entries.reduce((sum, own) => sum + own.length, 0);
  const owned: Sample[] = [];
  const nobodys: Sample[] = [];
  const folds = entries.map((_, entry) => entry % FOLDS);
  shuffle(folds, random);
  for (let round = 0; round < (texts > TEXTS_OF_ROUNDS_MAX ? 1 : ROUNDS); round += 1) {
    const kept = entries.map((own, entry) => (folds[entry] === round ? [] : keepMost(own, random)));
    const left = kept.flatMap((own, entry) => (own.length > 0 ? [entry] : []));
    const ask = learn(left.map((entry) => kept[entry] ?? []));
    const room = { owned: ASKED_MAX, nobodys: ASKED_MAX };
    entries.forEach((own, entry) => {
      const has = new Set(kept[entry]);
      const kind = has.size > 0 ? "owned" : "nobodys";
      for (const text of own) {
        if (has.has(text) || room[kind] === 0) continue;
        room[kind] -= 1;
        const guess = ask(text);
        if (guess === undefined) continue;
        const isRight = left[guess.entry] === entry;
        (kind === "owned" ? owned : nobodys).push({ traits: traitsOf(guess), isRight, weight: 1 });
      }
    });
  }
  if (owned.filter(({ isRight }) => isRight).length < RIGHT_MIN) return prior;
  const weight = owned.length / Math.max(1, nobodys.length);
  const [base = 0, score = 0, lead = 0, ...others] = fitLogistic(
    [...owned, ...nobodys.map((sample) => ({ ...sample, weight }))],
    prior,
  );
  return [base, Math.max(0, score), Math.max(0, lead), ...others];
}

/** At least one stays. */
function keepMost(texts: readonly string[], random: () => number): readonly string[] {
  const most = texts.filter(() => random() >= 1 / FOLDS);
  return most.length > 0 ? most : texts.slice(0, 1);
}

function shuffle(values: number[], random: () => number): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const kept = values[last] ?? 0;
    values[last] = values[other] ?? 0;
    values[other] = kept;
  }
}
