import type { ClientBase } from "pg";

import type { Instant } from "../../core/kernel/instant.ts";
import { placesLeft } from "../../core/ledger/place.ts";
import type { LedgerRules } from "../../core/ledger/rule.ts";
import { readWindows } from "../send/ledger.ts";

/** $1 conversation, $2 staff. Whose private talk with her is not over. */
const WRITTEN_TO = /* sql */ `
  SELECT t.account_id::text AS "accountId", i.external_id::text AS "externalId"
  FROM contact t JOIN conversation c ON c.id = t.conversation_id JOIN identity i ON i.id = c.identity_id
  WHERE t.conversation_id = $1 AND t.owner_id = $2 AND t.state = 'active' AND c.surface = 'private'`;

export type WrittenTo = { readonly accountId: string; readonly externalId: string };

export async function writtenTo(
  client: ClientBase,
  staffId: string,
  conversationId: string,
): Promise<WrittenTo | undefined> {
  const { rows } = await client.query<WrittenTo>(WRITTEN_TO, [conversationId, staffId]);
  return rows[0];
}

/** Whether a message would find a place. */
export async function hasPlace(
  client: ClientBase,
  conversationId: string,
  rules: LedgerRules,
  at: Instant,
): Promise<boolean> {
  return placesLeft(await readWindows(client, rules, { conversationId }, at)) > 0;
}
