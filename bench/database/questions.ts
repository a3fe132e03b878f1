import type pg from "pg";

export type Question = { readonly text: string; readonly answer: string };

/** What the account answers with text: every title and phrasing of its published entries, and the answer's words. */
export async function readQuestions(client: pg.Client, accountId: string): Promise<Question[]> {
  const { rows } = await client.query<Question>(
    /* sql */ `
    SELECT DISTINCT ON (text) btrim(text) AS text, v.answer ->> 'text' AS answer
    FROM faq_entry e
    JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version,
    unnest(array_prepend(v.title, v.phrasings)) text
    WHERE e.account_id = $1 AND v.answer ->> 'kind' = 'text' AND length(text) BETWEEN 1 AND 100
    ORDER BY text`,
    [accountId],
  );
  return rows;
}
