import type { ClientBase } from "pg";

import type { Trial, Words } from "../../action/trial/ports.ts";
import type { Outcome } from "../../core/trial/outcome.ts";
import type { Golden } from "../../core/trial/trial.ts";
import { wordsIn } from "../learning/said.ts";

const MESSAGES = /* sql */ `
  SELECT q.c || ' ' || q.s AS key, ${wordsIn("m")} AS text
  FROM json_to_recordset($1) AS q(c uuid, s int) JOIN message m ON m.conversation_id = q.c AND m.seq = q.s
  WHERE m.author = 'fan'`;

/** As people know it: what is published, what was last, or a draft that is to become one. */
const TITLES = /* sql */ `
  SELECT i.id, coalesce(p.title, v.title, d.title) AS title FROM unnest($1::uuid[]) AS i(id)
  LEFT JOIN faq_entry e ON e.id = i.id
  LEFT JOIN faq_version p ON p.entry_id = i.id AND p.version = e.published_version
  LEFT JOIN LATERAL (SELECT title FROM faq_version v WHERE v.entry_id = i.id ORDER BY version DESC LIMIT 1) v ON true
  LEFT JOIN faq_draft d ON d.id = i.id WHERE coalesce(p.title, v.title, d.title) IS NOT NULL`;

/** What a trial's ids stand for now. Of fans' words nothing is kept: who is erased is gone from here, too. */
export async function wordsOf(client: ClientBase, { reports }: Trial): Promise<Words> {
  const goldenChanges = reports.flatMap(({ report: { golden } }) => [...golden.worse, ...golden.wrong]);
  const replayChanges = reports.flatMap(({ report: { replay } }) => replay.changes);
  const goldenIds = goldenChanges.map(({ goldenId }) => goldenId);
  const goldens = await client.query<Golden>(
    'SELECT id, entry_id AS "entryId", text FROM golden_question WHERE id = ANY ($1::uuid[])',
    [goldenIds],
  );
  const places = replayChanges.map(({ conversationId: c, seq: s }) => ({ c, s }));
  const messages = await client.query<{ key: string; text: string | null }>(MESSAGES, [
    JSON.stringify(places),
  ]);
  const entryIds = [
    ...[...goldenChanges, ...replayChanges].flatMap(({ was, now }) => [...idsIn(was), ...idsIn(now)]),
    ...goldens.rows.flatMap(({ entryId }) => entryId ?? []),
  ];
  const titles = await client.query<{ id: string; title: string }>(TITLES, [[...new Set(entryIds)]]);
  return {
    goldens: new Map(goldens.rows.map(({ id, ...golden }) => [id, golden])),
    messages: new Map(messages.rows.flatMap(({ key, text }) => (text === null ? [] : [[key, text]]))),
    titles: new Map(titles.rows.map(({ id, title }) => [id, title])),
  };
}

function idsIn(outcome: Outcome): readonly string[] {
  if (outcome.kind === "answered") return [outcome.entryId];
  return outcome.kind === "asked" ? outcome.entryIds : [];
}
