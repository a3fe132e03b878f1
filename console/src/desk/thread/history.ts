import type { Placed } from "./items.ts";

/**
 * Messages of a conversation without a hole, in order: numbers run without gaps, so a hole shows itself. `later` are
 * those that came before what lies between was asked for.
 */
export type History<M extends Placed> = {
  readonly messages: readonly M[];
  readonly later: readonly M[];
};

export const emptyHistory: History<never> = { messages: [], later: [] };

/** Adds what arrived, whatever its order and however often; a newer copy of a message replaces the older one. */
export function joinHistory<M extends Placed>(history: History<M>, arrived: readonly M[]): History<M> {
  if (arrived.length === 0) return history;
  const bySeq = new Map<number, M>();
  for (const message of [...history.messages, ...history.later, ...arrived]) bySeq.set(message.seq, message);
  const all = [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
  // What is there grows from where it is; the first to come is where it starts.
  const anchor = (history.messages.at(-1) ?? arrived.at(-1))?.seq ?? 0;
  const at = all.findIndex(({ seq }) => seq === anchor);
  let from = at;
  let to = at;
  while (all[from - 1]?.seq === (all[from]?.seq ?? 0) - 1) from -= 1;
  while (all[to + 1]?.seq === (all[to]?.seq ?? 0) + 1) to += 1;
  return { messages: all.slice(from, to + 1), later: all.slice(to + 1) };
}

/** The number after which messages are missing; undefined where none are. */
export function gapAfter<M extends Placed>({ messages, later }: History<M>): number | undefined {
  return later.length === 0 ? undefined : messages.at(-1)?.seq;
}
