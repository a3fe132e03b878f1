import type { ClientBase } from "pg";

import type { CatalogueState, KeptTemplate, NoticeBook, NoticeStore } from "../../action/notice/ports.ts";
import type { NoticeTemplate } from "../../core/channel/capability/notices.ts";
import type { NoticeEntry } from "../../core/notice/left.ts";

const TEMPLATES = /* sql */ `
  SELECT id, via, title, fields, once, offered, listed_at IS NOT NULL AS listed FROM notice_template
  WHERE account_id = $1 ORDER BY listed_at IS NULL, via, title, id`;

const STATE = /* sql */ `SELECT asked_at AS "askedAt", code FROM notice_catalogue WHERE account_id = $1`;

const ASKED = /* sql */ `
  INSERT INTO notice_catalogue (account_id, asked_at, code) VALUES ($1, $2, $3)
  ON CONFLICT (account_id) DO UPDATE SET asked_at = excluded.asked_at, code = excluded.code`;

/** Whether it is offered stays as somebody has decided. */
const KEEP = /* sql */ `
  INSERT INTO notice_template AS t (account_id, id, via, title, fields, once, offered, listed_at)
  SELECT $1, i, v, n, f, o, g, $3 FROM json_to_recordset($2)
    AS given(i text, v text, n text, f jsonb, o boolean, g boolean)
  ON CONFLICT (account_id, id) DO UPDATE SET via = excluded.via, title = excluded.title, fields = excluded.fields,
    once = excluded.once, listed_at = excluded.listed_at`;
const UNLIST = /* sql */ `
  UPDATE notice_template SET listed_at = NULL WHERE account_id = $1 AND id <> ALL ($2)`;

const OFFER = /* sql */ `UPDATE notice_template SET offered = $3 WHERE account_id = $1 AND id = $2`;

const ENTRIES_MAX = 1_000;
/** What is waiting to leave has its yes already; what provably did not leave has given it back. */
const ENTRIES = /* sql */ `
  SELECT * FROM (
    (SELECT template_id AS id, accepted, in_settings AS "inSettings", seq, item FROM notice_answer
     WHERE conversation_id = $1)
    UNION ALL
    (SELECT notice, NULL, NULL, seq, 0 FROM outbox
     WHERE conversation_id = $1 AND notice IS NOT NULL AND state NOT IN ('rejected', 'expired'))
    ORDER BY seq DESC, item DESC LIMIT ${ENTRIES_MAX}) newest
  ORDER BY seq, item`;

const FOLLOWS = /* sql */ `
  SELECT coalesce(p.follows, true) AS follows FROM conversation c LEFT JOIN fan_profile p ON p.identity_id = c.identity_id
  WHERE c.id = $1`;

type EntryRow = {
  readonly id: string;
  readonly accepted: boolean | null;
  readonly inSettings: boolean | null;
};

/** 模板消息 and 订阅通知: an account's catalogue, and what fans have agreed to. */
export const noticeStore = (client: ClientBase): NoticeStore => ({
  templates: async (accountId) => (await client.query<KeptTemplate>(TEMPLATES, [accountId])).rows,
  state: async (accountId) => (await client.query<CatalogueState>(STATE, [accountId])).rows[0],
  async keep(accountId, templates, offers, at) {
    const rows = templates.map((template) => parameter(template, offers(template)));
    await client.query(KEEP, [accountId, JSON.stringify(rows), new Date(at)]);
    await client.query(UNLIST, [accountId, templates.map(({ id }) => id)]);
    await client.query(ASKED, [accountId, new Date(at), null]);
  },
  failed: async (accountId, code, at) => void (await client.query(ASKED, [accountId, new Date(at), code])),
  offer: async (accountId, id, offered) =>
    (await client.query(OFFER, [accountId, id, offered])).rowCount === 1,
  book: (conversationId) => readBook(client, conversationId),
});

const parameter = ({ id, via, title, fields, once }: NoticeTemplate, offered: boolean): object => ({
  i: id,
  v: via,
  n: title,
  f: fields,
  o: once,
  g: offered,
});

async function readBook(client: ClientBase, conversationId: string): Promise<NoticeBook> {
  const { rows } = await client.query<EntryRow>(ENTRIES, [conversationId]);
  const entries = new Map<string, NoticeEntry[]>();
  for (const row of rows) entries.set(row.id, [...(entries.get(row.id) ?? []), entryOf(row)]);
  const { rows: known } = await client.query<{ follows: boolean }>(FOLLOWS, [conversationId]);
  return { entries, follows: known[0]?.follows ?? false };
}

const entryOf = ({ accepted, inSettings }: EntryRow): NoticeEntry =>
  accepted === null ? { kind: "sent" } : { kind: "answered", accepted, inSettings: inSettings === true };
