import type { Accepted } from "../witness/told.ts";
import { groups } from "./messages.ts";

/** A row of the outbox that was tried at the platform's interface at least once. */
export type Tried = {
  readonly fan: string;
  readonly conversation: string;
  readonly seq: number;
  readonly words: string;
  readonly state: string;
};

/**
 * The outbox beside what the platform really took, fan by fan: each message that was taken is one row that says
 * `accepted` or `unknown`, each row that says `accepted` was taken, and they came in the order of their numbers.
 */
export function sendViolations(accepted: readonly Accepted[], tried: readonly Tried[]): readonly string[] {
  const taken = groups(accepted, ({ fan }) => fan);
  const rows = groups(tried, ({ fan }) => fan);
  return [...new Set([...taken.keys(), ...rows.keys()])].flatMap((fan) => {
    const words = (taken.get(fan) ?? []).map((one) => one.words);
    const marked = (rows.get(fan) ?? [])
      .filter(({ state }) => state === "accepted" || state === "unknown")
      .toSorted((a, b) => a.seq - b.seq);
    return explains(words, marked) ? [] : reasons(fan, words, marked);
  });
}

/** Whether the rows, some of the unknown ones left out, are exactly what was taken, in that order. */
function explains(words: readonly string[], rows: readonly Tried[]): boolean {
  // After each row: how many of the words may be explained by the rows so far.
  let reached = new Set([0]);
  for (const row of rows) {
    const next = new Set<number>();
    for (const count of reached) {
      if (words[count] === row.words) next.add(count + 1);
      if (row.state === "unknown") next.add(count);
    }
    reached = next;
  }
  return reached.has(words.length);
}

function reasons(fan: string, words: readonly string[], rows: readonly Tried[]): readonly string[] {
  const found = [...new Set([...words, ...rows.map((row) => row.words)])].flatMap((one) => {
    const taken = words.filter((word) => word === one).length;
    const same = rows.filter((row) => row.words === one);
    const sure = same.filter(({ state }) => state === "accepted").length;
    const text = JSON.stringify(one.slice(0, 24));
    if (taken > same.length) {
      return [`the platform took ${text} for ${fan} ${taken} times, and ${same.length} rows say so`];
    }
    return taken < sure
      ? [`${sure} rows say that ${text} left for ${fan}, and the platform took it ${taken} times`]
      : [];
  });
  return found.length > 0 ? found : [`what left for ${fan} came out of order`];
}
