import type { Counts } from "./desk.ts";
import { type Reach, seesColleagues } from "./reach.ts";

/** Contacts of one queue: waiting for a person, with one, or with the bot. */
export type QueueCount = {
  readonly queueId: string | null;
  readonly what: "waiting" | "served" | "bot";
  readonly count: number;
};

/** What one person's tabs have, from what all queues have. */
export function countsFor(
  reach: Reach,
  floor: readonly QueueCount[],
  own: { readonly mine: number; readonly endedToday: number },
): Counts {
  const { asked, everybodys } = reach;
  const sum = (what: QueueCount["what"], queues: readonly string[] | null): number =>
    floor
      .filter(({ queueId }) => queues === null || (queueId !== null && queues.includes(queueId)))
      .reduce((all, count) => all + (count.what === what ? count.count : 0), 0);
  // Whoever sees everybody's in a queue sees what waits there, too.
  const open = asked === null || everybodys === null ? null : [...new Set([...asked, ...everybodys])];
  return {
    ...own,
    waiting: sum("waiting", open),
    bot: sum("bot", open),
    colleagues: seesColleagues(reach) ? Math.max(0, sum("served", everybodys) - own.mine) : null,
  };
}
