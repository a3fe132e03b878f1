import type { DataSource } from "typeorm";

import type { Instant } from "../../core/kernel/instant.ts";

/** Nothing is kept for a real account, nor for a fan who has not been heard: her clock begins where it is. */
const JUMP = /* sql */ `
  INSERT INTO practice_jump (conversation_id, at, ms)
  SELECT c.id, $3, $4 FROM identity i
    JOIN account a ON a.id = i.account_id AND a.simulated
    JOIN conversation c ON c.identity_id = i.id AND c.account_id = i.account_id
  WHERE i.account_id = $1 AND i.external_id = $2 AND c.surface = 'private'
  ON CONFLICT (conversation_id, at) DO UPDATE SET ms = practice_jump.ms + EXCLUDED.ms`;

/** Lets the reply ledger of one simulated fan follow her platform's clock, which was moved on. */
export async function moveClock(
  source: DataSource,
  { accountId, openid }: { readonly accountId: string; readonly openid: string },
  ms: number,
  at: Instant,
): Promise<void> {
  await source.query(JUMP, [accountId, openid, new Date(at), ms]);
}
