import pg from "pg";

/** A connection for looking at what a server left in its database. */
export type Rows = {
  readonly query: <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
  readonly close: () => Promise<void>;
};

export async function openRows(url: string): Promise<Rows> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  return {
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
    close: () => client.end(),
  };
}

/** What a message shows, as far as a witness reads it. */
export type Spoken = {
  readonly kind: string;
  readonly text?: string;
  readonly mediaId?: string;
  readonly articles?: readonly { title: string; description: string; pictureUrl: string; url: string }[];
};

/** The words of it as the fan's app shows them. */
export function wordsOf({ kind, text, mediaId, articles }: Spoken): string {
  if (kind === "text") return text ?? "";
  if (kind === "image") return mediaId ?? "";
  const [article] = articles ?? [];
  if (article === undefined) return `(${kind})`;
  return [article.title, article.description, article.pictureUrl, article.url].filter(Boolean).join("\n");
}
