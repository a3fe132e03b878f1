import type pg from "pg";

/** One table, its partitions together; rows as the server's statistics count them, about a second late. */
export type TableSize = {
  readonly name: string;
  /** With indexes and what was moved out of line. */
  readonly bytes: number;
  /** Ever. */
  readonly inserted: number;
  readonly dead: number;
};

const text = /* sql */ `
  SELECT coalesce(parent.relname, c.relname) AS name, sum(pg_total_relation_size(c.oid))::float8 AS bytes,
    sum(s.n_tup_ins)::float8 AS inserted, sum(s.n_dead_tup)::float8 AS dead
  FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
  LEFT JOIN pg_inherits h ON h.inhrelid = c.oid LEFT JOIN pg_class parent ON parent.oid = h.inhparent
  GROUP BY 1 ORDER BY 1`;

export const readSizes = async (client: pg.Client): Promise<readonly TableSize[]> =>
  (await client.query<TableSize>(text)).rows;

/** All of them together. */
export const sumOf = (sizes: readonly TableSize[]): Omit<TableSize, "name"> => ({
  bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
  inserted: sizes.reduce((sum, { inserted }) => sum + inserted, 0),
  dead: sizes.reduce((sum, { dead }) => sum + dead, 0),
});
