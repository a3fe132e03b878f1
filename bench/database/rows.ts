import { setTimeout as delay } from "node:timers/promises";

import type pg from "pg";

/** Rows since a moment. */
export type Rows = {
  readonly inbox: number;
  readonly inboxAnswered: number;
  readonly fanMessages: number;
  readonly replies: number;
  readonly answeredEvents: number;
  readonly outbox: number;
};

/** Counted by time: whole tables at both ends would take longer than the rounds. */
const text = /* sql */ `
  SELECT
    (SELECT count(*) FROM inbox WHERE at >= $1)::int AS inbox,
    (SELECT count(*) FROM inbox WHERE at >= $1 AND state = 'answered')::int AS "inboxAnswered",
    (SELECT count(*) FROM message WHERE at >= $1 AND author = 'fan')::int AS "fanMessages",
    (SELECT count(*) FROM message WHERE at >= $1 AND author = 'bot')::int AS replies,
    (SELECT count(*) FROM event WHERE at >= $1 AND code = 'answered')::int AS "answeredEvents",
    (SELECT count(*) FROM outbox WHERE at >= $1)::int AS outbox`;

export async function countRows(client: pg.Client, since: Date): Promise<Rows> {
  const { rows } = await client.query<Rows>(text, [since]);
  const [counted] = rows;
  if (counted === undefined) throw new Error("The rows could not be counted.");
  return counted;
}

/** What is wrong with the rows: every message that got its first answer must have left exactly one of each. */
export function rowFaults(rows: Rows, answered: number): string[] {
  return Object.entries(rows)
    .filter(([, count]) => count !== answered)
    .map(([name, count]) => `${name}: ${count} rows for ${answered} answered messages`);
}

const POLL_MS = 100;

/** What the bot could not answer at once it answers a few seconds later: until then rows would still come. */
export async function untilTurnsAreOver(client: pg.Client): Promise<void> {
  const open = "SELECT 1 FROM contact WHERE turn_seq IS NOT NULL LIMIT 1";
  while ((await client.query(open)).rowCount !== 0) await delay(POLL_MS);
}

/** This moment, by the database's clock; what was written before it is a little older. */
export async function readClock(client: pg.Client): Promise<Date> {
  const { rows } = await client.query<{ at: Date }>("SELECT pg_sleep(0.05), clock_timestamp() AS at");
  return rows[0]?.at ?? new Date(0);
}
