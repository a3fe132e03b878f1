import type { ClientBase } from "pg";

import type { FanKnown, FanOf, FanStore, KnownChange, OtherIdentity } from "../../action/fan/ports.ts";

const FAN_OF = /* sql */ `
  SELECT identity_id AS "identityId", account_id AS "accountId" FROM conversation WHERE id = $1`;

const KNOWN = /* sql */ `
  SELECT p.follows, p.followed_at AS "followedAt", p.language, p.remark, p.source, p.scene,
    p.blocked_at AS "blockedAt", p.asked_at AS "askedAt",
    coalesce((SELECT array_agg(l.name ORDER BY l.name) FROM fan_label l
      WHERE l.account_id = p.account_id AND l.external_id = ANY (p.labels)), '{}') AS labels
  FROM fan_profile p WHERE p.identity_id = $1`;

const LABELS = /* sql */ `SELECT name FROM fan_label WHERE account_id = $1 ORDER BY name`;

/** Of each kind and value the last word: what was refused and then done is nothing any more. */
const CHANGES = /* sql */ `
  SELECT id, kind, value, state, code, at FROM (
    SELECT DISTINCT ON (coalesce(CASE kind WHEN 'unlabel' THEN 'label' WHEN 'unblock' THEN 'block' END, kind),
        CASE WHEN kind IN ('label', 'unlabel') THEN value END) *
    FROM fan_change WHERE identity_id = $1 AND state <> 'replaced' AND at > now() - interval '7 days'
    ORDER BY coalesce(CASE kind WHEN 'unlabel' THEN 'label' WHEN 'unblock' THEN 'block' END, kind),
      CASE WHEN kind IN ('label', 'unlabel') THEN value END, at DESC, id DESC) AS last
  WHERE state IN ('waiting', 'refused') ORDER BY at, id`;

const OWN_MERGE = /* sql */ `
  SELECT m.id FROM identity_merge m JOIN identity i ON i.id = m.identity_id
  WHERE i.id = $1 AND m.to_id = i.customer_id AND m.undone_at IS NULL ORDER BY m.at DESC, m.id DESC LIMIT 1`;

const OTHERS = /* sql */ `
  SELECT o.id AS "identityId", a.name AS "accountName", a.platform, o.name,
    (SELECT m.id FROM identity_merge m
     WHERE m.identity_id = o.id AND m.to_id = o.customer_id AND m.undone_at IS NULL
     ORDER BY m.at DESC, m.id DESC LIMIT 1) AS "mergeId"
  FROM identity i JOIN identity o ON o.customer_id = i.customer_id AND o.id <> i.id
  JOIN account a ON a.id = o.account_id
  WHERE i.id = $1 ORDER BY o.created_at LIMIT 20`;

/** A person waits for it: before all that is due by itself, and be that a million new fans. */
const ASK = /* sql */ `
  INSERT INTO fan_profile (identity_id, account_id, due_at) VALUES ($1, $2, '-infinity')
  ON CONFLICT (identity_id) DO UPDATE SET due_at = excluded.due_at, tries = 0`;

const REPLACE = /* sql */ `
  UPDATE fan_change SET state = 'replaced', due_at = NULL, settled_at = $4
  WHERE identity_id = $1 AND state = 'waiting' AND kind = ANY ($2) AND ($3::text IS NULL OR value = $3)`;

const ADD = /* sql */ `
  INSERT INTO fan_change (id, identity_id, account_id, kind, value, reason, state, at, by, due_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $7)`;

const DISMISS = /* sql */ `
  UPDATE fan_change SET state = 'replaced' WHERE id = $1 AND identity_id = $2 AND state = 'refused'`;

const PART = /* sql */ `
  WITH undone AS (
    UPDATE identity_merge m SET undone_at = $3 FROM identity i
    WHERE m.id = $1 AND m.identity_id = $2 AND m.undone_at IS NULL AND i.id = m.identity_id AND i.customer_id = m.to_id
    RETURNING m.identity_id, m.from_id
  )
  UPDATE identity i SET customer_id = undone.from_id FROM undone WHERE i.id = undone.identity_id`;

/** Each takes back the other's place. */
const OPPOSITES = {
  label: ["label", "unlabel"],
  unlabel: ["label", "unlabel"],
  remark: ["remark"],
  block: ["block", "unblock"],
  unblock: ["block", "unblock"],
} as const;

/** What the desk shows and asks of a fan. */
export const fanCardStore = (client: ClientBase): FanStore => ({
  ofConversation: async (id) => (await client.query<FanOf>(FAN_OF, [id])).rows[0],
  known: async (identityId) => (await client.query<FanKnown>(KNOWN, [identityId])).rows[0],
  labels: async (accountId) =>
    (await client.query<{ name: string }>(LABELS, [accountId])).rows.map(({ name }) => name),
  changes: async (identityId) => (await client.query<KnownChange>(CHANGES, [identityId])).rows,
  others: async (identityId) => (await client.query<OtherIdentity>(OTHERS, [identityId])).rows,
  ownMerge: async (identityId) => (await client.query<{ id: string }>(OWN_MERGE, [identityId])).rows[0]?.id,
  ask: async ({ identityId, accountId }) => void (await client.query(ASK, [identityId, accountId])),
  async add({ id, identityId, accountId, change, by }, at) {
    const { kind } = change;
    const value = "value" in change ? change.value : null;
    const reason = "reason" in change ? change.reason : null;
    const replaced = kind === "label" || kind === "unlabel" ? value : null;
    await client.query(REPLACE, [identityId, OPPOSITES[kind], replaced, new Date(at)]);
    await client.query(ADD, [id, identityId, accountId, kind, value, reason, new Date(at), by]);
  },
  dismiss: async (id, identityId) => (await client.query(DISMISS, [id, identityId])).rowCount === 1,
  part: async (mergeId, identityId, at) =>
    (await client.query(PART, [mergeId, identityId, new Date(at)])).rowCount === 1,
});
