import type { Floor } from "../../assignment/mirror/image.ts";
import { HOUR, type Instant, SECOND } from "../../kernel/instant.ts";
import { seeded } from "../../kernel/seeded.ts";

/** What the last hour has shown of a queue. */
export type Pace = {
  readonly queueId: string;
  readonly publicCame: number;
  readonly othersCame: number;
  /** How long talks took, and their wrap-ups; undefined: none ended. */
  readonly talkMs: number | undefined;
  readonly wrapMs: number | undefined;
};

/** How long one contact will keep its agents. */
export type Life = { readonly reactMs: number; readonly talkMs: number; readonly wrapMs: number };

export type Coming = Life & {
  readonly id: string;
  readonly queueId: string;
  readonly isPublic: boolean;
  readonly at: Instant;
};

/** More in an hour no forecast plays: it would be late. */
export const COMING_MAX = 5_000;

const TALK_MS = 5 * 60 * SECOND;
const WRAP_MS = 30 * SECOND;
const REACT_MS = [2 * SECOND, 8 * SECOND] as const;

/**
 * Who will come within the hour, and how long everybody takes: as in the hour before, by a chance that a seed repeats, so
 * that with and without a preset the very same people come.
 */
export function livesOf(
  { contacts }: Pick<Floor, "contacts">,
  paces: readonly Pace[],
  { at, lastMs, seed }: { readonly at: Instant; readonly lastMs: number; readonly seed: number },
): { readonly there: ReadonlyMap<string, Life>; readonly coming: readonly Coming[] } {
  const next = seeded(seed);
  const around = (mean: number): number => Math.round(-Math.log(1 - next()) * mean);
  const byQueue = new Map(paces.map((pace) => [pace.queueId, pace]));
  const lifeIn = (queueId: string): Life => {
    const { talkMs = TALK_MS, wrapMs = WRAP_MS } = byQueue.get(queueId) ?? {};
    const [least, most] = REACT_MS;
    return {
      reactMs: Math.round(least + next() * (most - least)),
      talkMs: around(talkMs),
      wrapMs: around(wrapMs),
    };
  };
  const there = new Map(contacts.map(({ spec }) => [spec.id, lifeIn(spec.queueId)]));
  const coming: Coming[] = [];
  for (const { queueId, publicCame, othersCame } of paces) {
    for (const [isPublic, came] of [
      [true, publicCame],
      [false, othersCame],
    ] as const) {
      if (came === 0) continue;
      for (let when = at + around(HOUR / came); when < at + lastMs; when += around(HOUR / came)) {
        if (coming.length >= COMING_MAX) break;
        coming.push({ ...lifeIn(queueId), id: `coming ${coming.length}`, queueId, isPublic, at: when });
      }
    }
  }
  return { there, coming };
}
