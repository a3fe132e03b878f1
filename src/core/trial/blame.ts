import { type Outcome, servedBy } from "./outcome.ts";
import { isLost, type Report } from "./trial.ts";
import type { Doubt } from "./verdict.ts";

/** An entry of those that were tried together, and how many questions are served worse by it. */
export type Blamed = { readonly entryId: string; readonly n: number };

/**
 * Which of the entries that were tried together a doubt is about: each question that comes out worse is the fault of
 * whoever would answer it now, or be asked about; where that is none of them, of whoever answered it before.
 */
export function blamedIn(
  reports: readonly Report[],
  doubts: readonly Doubt[],
  tried: ReadonlySet<string>,
  wantedOf: (goldenId: string) => string | null,
): readonly Blamed[] {
  const codes = new Set(doubts.map(({ code }) => code));
  const faults = new Map<string, number>();
  const blame = (ids: readonly string[], n: number): void => {
    for (const id of ids) faults.set(id, (faults.get(id) ?? 0) + n);
  };
  const faultOf = (was: Outcome, now: Outcome, wanted?: string | null): readonly string[] =>
    [entriesIn(now).filter((id) => id !== wanted), entriesIn(was), wanted == null ? [] : [wanted]]
      .map((ids) => ids.filter((id) => tried.has(id)))
      .find((ids) => ids.length > 0) ?? [];

  for (const { golden, replay } of reports) {
    const worse = codes.has("golden_worse") ? golden.worse : [];
    for (const { goldenId, was, now } of worse) blame(faultOf(was, now, wantedOf(goldenId)), 1);
    for (const { goldenId, now } of codes.has("golden_own") ? golden.wrong : []) {
      const wanted = wantedOf(goldenId);
      if (wanted !== null && tried.has(wanted) && servedBy(now, wanted) < 2) blame([wanted], 1);
    }
    for (const { was, now, messages } of codes.has("replay_worse") ? replay.changes : []) {
      if (isLost({ was, now })) blame(faultOf(was, now), messages);
    }
  }
  return [...faults]
    .map(([entryId, n]) => ({ entryId, n }))
    .toSorted((a, b) => b.n - a.n || (a.entryId < b.entryId ? -1 : 1));
}

function entriesIn(outcome: Outcome): readonly string[] {
  if (outcome.kind === "answered") return [outcome.entryId];
  return outcome.kind === "asked" ? outcome.entryIds : [];
}
