import { openRows, threadOf as spokenTo } from "./rows.ts";

/** A second pair of eyes on a test's database, apart from everything that is tested. */
export type Tables = {
  readonly rows: <Row extends object = { [column: string]: unknown }>(
    sql: string,
    values?: readonly unknown[],
  ) => Promise<Row[]>;
  /** The first column of the first row. */
  readonly value: <Value>(sql: string, values?: readonly unknown[]) => Promise<Value>;
  readonly close: () => Promise<void>;
};

export async function openTables(url: string): Promise<Tables> {
  const { query, close } = await openRows(url);
  return {
    rows: query,
    async value<Value>(sql: string, values?: readonly unknown[]) {
      const [row] = await query<{ [column: string]: unknown }>(sql, values);
      return Object.values(row ?? {})[0] as Value;
    },
    close,
  };
}

/** Everything that a fan said and was told, in order: "fan: text", "bot: text". */
export async function threadOf(tables: Tables, fan: string): Promise<string[]> {
  const spoken = await spokenTo({ query: tables.rows, close: tables.close }, fan);
  return spoken.map(({ author, content }) => `${author}: ${content.text ?? content.kind}`);
}
