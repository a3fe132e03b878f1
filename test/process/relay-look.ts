import type { Answer } from "../support/knock.ts";
import type { Rows } from "../support/rows.ts";

/** Whose words the platform got. */
export function whose({ body }: Answer): "ours" | "theirs" | "nobody" {
  if (body === "success") return "nobody";
  return body.includes("原系统") ? "theirs" : "ours";
}

export async function until<T>(look: () => Promise<T>, isSo: (found: T) => boolean): Promise<T> {
  for (;;) {
    const found = await look();
    if (isSo(found)) return found;
  }
}

/** What was kept of a fan's messages, once it is. */
export const exchangeOf = (rows: Rows, fan: string) =>
  until(
    () =>
      rows.query<Record<string, unknown>>(
        `SELECT e.answerer, e.why, e.comparison, e.theirs, e.failure, e.ours IS NOT NULL AS ours
         FROM relay_exchange e JOIN inbox i ON i.key = e.key
         JOIN conversation c ON c.id = i.conversation_id JOIN identity f ON f.id = c.identity_id
         WHERE f.external_id = $1 ORDER BY e.at`,
        [fan],
      ),
    (found) => found.length > 0,
  );

export const inboxOf = (rows: Rows, fan: string) =>
  rows.query<{ state: string; rule: string; author: string }>(
    `SELECT i.state, i.rule FROM inbox i JOIN conversation c ON c.id = i.conversation_id
     JOIN identity f ON f.id = c.identity_id WHERE f.external_id = $1 ORDER BY i.seq`,
    [fan],
  );
