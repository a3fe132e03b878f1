import type { ClientBase } from "pg";

import type { Instant } from "../../core/kernel/instant.ts";
import type { Cursors } from "../../core/social/channel.ts";
import { spentAt } from "../../core/social/limit/spent.ts";
import type { Polls } from "../../flow/social/ports.ts";
import type { Use } from "../hot/turns.ts";
import { digestOf } from "./landing.ts";
import { hasIncident } from "./incidents.ts";

/** A look ends long before; whoever has not told of it by then has died. */
const LEASE = "120 seconds";
const HOURS = 24;

const ADD = /* sql */ `
  INSERT INTO social_poll (account_id, next_at, day_at, hour_at) SELECT id, $2, $2, $2 FROM unnest($1::uuid[]) AS a(id)
  ON CONFLICT ON CONSTRAINT social_poll_pkey DO NOTHING`;

const CLAIM = /* sql */ `
  WITH mine AS (
    SELECT account_id FROM social_poll
    WHERE account_id = ANY ($1::uuid[]) AND next_at <= $2 AND (lease_until IS NULL OR lease_until < now())
    ORDER BY account_id FOR UPDATE SKIP LOCKED
  )
  UPDATE social_poll p SET lease_until = now() + interval '${LEASE}' FROM mine WHERE p.account_id = mine.account_id
  RETURNING p.account_id AS "accountId", p.cursors, p.day_at AS "dayAt", p.calls_today AS today, p.hour_at AS "hourAt",
    p.calls_hour AS "thisHour", ${hasIncident("p.account_id")} AS "isIncident"`;

const SOON = /* sql */ `
  UPDATE social_poll SET next_at = least(next_at, greatest($2, looked_at + make_interval(secs => $3 / 1000.0)))
  WHERE account_id = ANY ($1::uuid[])`;

const SETTLE = /* sql */ `
  UPDATE social_poll SET cursors = $2, next_at = $3, day_at = $4, calls_today = $5, hour_at = $6, calls_hour = $7, code = $8,
    looked_at = $9, lease_until = NULL
  WHERE account_id = $1`;

/** A row that is read again is the same; what is raw is kept as long as the inbox keeps it. */
const KEEP = /* sql */ `
  INSERT INTO social_unreadable (account_id, digest, list, raw, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT ON CONSTRAINT social_unreadable_pkey DO NOTHING`;
const FORGET = /* sql */ `
  DELETE FROM social_unreadable WHERE account_id = $1 AND at < now() - make_interval(days => $2)`;
const RAW_DAYS = 7;

const EXPECTED = /* sql */ `
  SELECT extract(hour FROM posted_at AT TIME ZONE 'Asia/Shanghai')::int AS hour, count(*)::int AS count
  FROM social_item WHERE account_id = $1 AND detected_at > $2 GROUP BY 1`;

type Row = {
  readonly accountId: string;
  readonly cursors: Cursors;
  readonly dayAt: Instant;
  readonly today: number;
  readonly hourAt: Instant;
  readonly thisHour: number;
  readonly isIncident: boolean;
};

/** Which node looks at which account, and what that has cost. */
export const polls = (use: Use): Polls => ({
  async claim(accountIds, at) {
    const moment = new Date(at);
    await use((client) => client.query(ADD, [accountIds, moment]));
    const { rows } = await use((client) => client.query<Row>(CLAIM, [accountIds, moment]));
    return rows.map(({ accountId, cursors, isIncident, ...spent }) => ({
      accountId,
      cursors,
      isIncident,
      spent: spentAt(spent, at),
    }));
  },
  async settle(accountId, { cursors, nextAt, spent, unreadable, code }, at) {
    const { dayAt, today, hourAt, thisHour } = spent;
    const values = [new Date(nextAt), new Date(dayAt), today, new Date(hourAt), thisHour, code, new Date(at)];
    for (const { list, raw } of unreadable) {
      await use((client) => client.query(KEEP, [accountId, digestOf(raw), list, raw, new Date(at)]));
    }
    await use((client) => client.query(FORGET, [accountId, RAW_DAYS]));
    await use((client) => client.query(SETTLE, [accountId, cursors, ...values]));
  },
  async soon(accountIds, at, apartMs) {
    await use((client) => client.query(SOON, [accountIds, new Date(at), apartMs]));
  },
  expected: (accountId, since) => use((client) => readExpected(client, accountId, since)),
});

export async function readExpected(
  client: ClientBase,
  accountId: string,
  since: Instant,
): Promise<readonly number[]> {
  const { rows } = await client.query<{ hour: number; count: number }>(EXPECTED, [
    accountId,
    new Date(since),
  ]);
  const byHour = new Map(rows.map(({ hour, count }) => [hour, count]));
  return Array.from({ length: HOURS }, (_, hour) => byHour.get(hour) ?? 0);
}
