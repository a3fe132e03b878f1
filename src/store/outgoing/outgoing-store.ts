import type { ClientBase } from "pg";

import type { OutgoingStore } from "../../action/outgoing/ports.ts";
import { readSettings } from "../../core/setting/registry.ts";
import { wordsOf } from "../../core/social/gate.ts";

/** Older ones are nobody's words any more. */
const SINCE = "180 days";
const ENTRIES_MAX = 200;

/** What holds for all comes before what overrides it. $1 account, $2 now */
const WORDING = /* sql */ `
  SELECT array(
      SELECT jsonb_build_array(key, value) FROM setting_now
      WHERE scope IN ('all', 'account:' || $1::text) AND key IN ('hours.zone', 'reply.bannedPromises', 'promotion.words')
      ORDER BY scope <> 'all') AS settings,
    array(
      SELECT jsonb_build_object('title', v.title, 'answer', v.answer, 'variants', v.variants)
      FROM faq_version v JOIN faq_entry e ON e.id = v.entry_id AND e.published_version = v.version
      WHERE v.valid_until <= $2 AND v.valid_until > $2::timestamptz - interval '${SINCE}'
        AND (e.account_id = $1::text::uuid OR $1::text::uuid = ANY (v.account_ids))
      ORDER BY v.valid_until DESC LIMIT ${ENTRIES_MAX}) AS over`;

const PROMOTE = /* sql */ `
  INSERT INTO promotion (contact_id, account_id, staff_id, word, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (contact_id) DO NOTHING`;

type Said = { readonly kind: string; readonly text?: string };
type Ended = {
  readonly title: string;
  readonly answer: Said;
  readonly variants: Readonly<Record<string, Said>>;
};
type Row = {
  readonly settings: readonly (readonly [key: string, value: unknown])[];
  readonly over: readonly Ended[];
};

const textOf = ({ text }: Said): readonly string[] => (text === undefined ? [] : [text]);

export const outgoingStore = (client: ClientBase): OutgoingStore => ({
  async wording(accountId, at) {
    const { rows } = await client.query<Row>({
      name: "outgoing.wording",
      text: WORDING,
      values: [accountId, new Date(at)],
    });
    const { settings } = readSettings(rows[0]?.settings ?? []);
    return {
      zone: settings["hours.zone"],
      banned: wordsOf(settings["reply.bannedPromises"]),
      selling: wordsOf(settings["promotion.words"]),
      over: (rows[0]?.over ?? []).map(({ title, answer, variants }) => ({
        title,
        texts: [answer, ...Object.values(variants)].flatMap(textOf),
      })),
    };
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
