import type { RelayMode, RelayRule } from "../../core/relay/policy.ts";
import type { Downstream } from "../../core/relay/downstream.ts";
import type { AccountRelay } from "../../flow/relay/ports.ts";
import type { Use } from "../hot/turns.ts";

const LOAD = /* sql */ `
  SELECT r.account_id AS "accountId", r.mode, r.share::float8 AS share, r.hash_key AS "hashKey", r.downstreams,
    r.answer_ms AS "answerMs", r.allowed, r.rules
  FROM relay r JOIN account a ON a.id = r.account_id AND a.state = 'active'`;

type Row = {
  accountId: string;
  mode: RelayMode["kind"];
  share: number | null;
  hashKey: string;
  downstreams: Downstream[];
  answerMs: number;
  allowed: string[];
  rules: RelayRule[];
};

/** Every account that stands beside another system. */
export async function loadRelays(use: Use): Promise<readonly AccountRelay[]> {
  const { rows } = await use((client) => client.query<Row>(LOAD));
  return rows.map(({ accountId, mode, share, hashKey, downstreams, answerMs, allowed, rules }) => ({
    accountId,
    policy: { mode: modeOf(mode, share), hashKey, allowed, rules },
    downstreams,
    answerMs,
  }));
}

export const modeOf = (kind: RelayMode["kind"], share: number | null): RelayMode =>
  kind === "canary" ? { kind, share: share ?? 0 } : { kind };
