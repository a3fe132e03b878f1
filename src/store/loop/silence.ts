import type { DataSource } from "typeorm";

import { USUAL_MAX } from "../../core/channel/silence.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { SilenceStore } from "../../flow/tend/ports.ts";

const WATCHED = "state = 'active' AND NOT simulated AND platform <> 'call'";

const ACCOUNTS = /* sql */ `
  SELECT id, silence_minutes AS minutes, silent_since AS "silentSince", created_at AS "createdAt"
  FROM account WHERE ${WATCHED}`;

/** One row a fan, where the inbox has one a message. */
const LAST_WORDS = /* sql */ `SELECT account_id AS id, max(last_in_at) AS at FROM conversation GROUP BY account_id`;

/** The end of the inbox alone: its index by time leads there. */
const LAST_SINCE = /* sql */ `SELECT account_id AS id, max(at) AS at FROM inbox WHERE at > $1 GROUP BY account_id`;

/** Of a busy account the count ends early. */
const COUNT = /* sql */ `
  SELECT a.id, c.n FROM account a CROSS JOIN LATERAL (
    SELECT count(*)::int AS n FROM (
      SELECT FROM inbox i WHERE i.account_id = a.id AND i.at > $1 LIMIT ${USUAL_MAX}) AS counted) c
  WHERE ${WATCHED}`;

const BEGIN = /* sql */ `
  UPDATE account SET silent_since = $2 WHERE id = $1 AND silent_since IS NULL RETURNING id`;
const END = /* sql */ `
  UPDATE account SET silent_since = NULL WHERE id = $1 AND silent_since IS NOT NULL RETURNING id`;

type Last = { readonly id: string; readonly at: Date };
type Row = {
  readonly id: string;
  readonly minutes: number | null;
  readonly silentSince: Date | null;
  readonly createdAt: Date;
};

export const silenceStore = (source: DataSource): SilenceStore => ({
  async accounts() {
    const rows = await source.query<Row[]>(ACCOUNTS);
    return rows.map((row) => ({
      ...row,
      silentSince: row.silentSince?.getTime() ?? null,
      createdAt: row.createdAt.getTime(),
    }));
  },
  lastWords: async () => byId(await source.query<Last[]>(LAST_WORDS)),
  lastSince: async (since) => byId(await source.query<Last[]>(LAST_SINCE, [new Date(since)])),
  async count(since) {
    const rows = await source.query<{ id: string; n: number }[]>(COUNT, [new Date(since)]);
    return new Map(rows.map(({ id, n }) => [id, n]));
  },
  begin: async (id, since) => hasChanged(await source.query(BEGIN, [id, new Date(since)])),
  end: async (id) => hasChanged(await source.query(END, [id])),
});

const byId = (rows: readonly Last[]): ReadonlyMap<string, Instant> =>
  new Map(rows.map(({ id, at }) => [id, at.getTime()]));

/** TypeORM answers an UPDATE with its rows and their number. */
const hasChanged = ([rows]: [readonly unknown[], number]): boolean => rows.length > 0;
