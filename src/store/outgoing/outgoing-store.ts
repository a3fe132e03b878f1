import type { ClientBase } from "pg";

import type { OutgoingStore } from "../../action/outgoing/ports.ts";

/** Older ones are nobody's words any more. */
const SINCE = "180 days";
const ENTRIES_MAX = 200;

const OVER = /* sql */ `
  SELECT v.title, v.answer, v.variants
  FROM faq_version v JOIN faq_entry e ON e.id = v.entry_id AND e.published_version = v.version
  WHERE v.valid_until <= $2 AND v.valid_until > $2::timestamptz - interval '${SINCE}'
    AND (e.account_id = $1 OR $1::uuid = ANY (v.account_ids))
  ORDER BY v.valid_until DESC LIMIT ${ENTRIES_MAX}`;

const PROMOTE = /* sql */ `
  INSERT INTO promotion (contact_id, account_id, staff_id, word, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (contact_id) DO NOTHING`;

type Said = { readonly kind: string; readonly text?: string };
type Row = {
  readonly title: string;
  readonly answer: Said;
  readonly variants: Readonly<Record<string, Said>>;
};

const textOf = ({ text }: Said): readonly string[] => (text === undefined ? [] : [text]);

export const outgoingStore = (client: ClientBase): OutgoingStore => ({
  async over(accountId, at) {
    const { rows } = await client.query<Row>({
      name: "outgoing.over",
      text: OVER,
      values: [accountId, new Date(at)],
    });
    return rows.map(({ title, answer, variants }) => ({
      title,
      texts: [answer, ...Object.values(variants)].flatMap(textOf),
    }));
  },
  promote: async ({ contactId, accountId, staffId, word, at }) =>
    (await client.query(PROMOTE, [contactId, accountId, staffId, word, new Date(at)])).rowCount === 1,
  async promotions(accountId, since) {
    const { rows } = await client.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM promotion WHERE account_id = $1 AND at >= $2",
      [accountId, new Date(since)],
    );
    return rows[0]?.n ?? 0;
  },
});
