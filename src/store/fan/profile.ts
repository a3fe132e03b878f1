import type { ClientBase } from "pg";

import type { FanProfile } from "../../core/channel/fans/profiles.ts";
import { type Mergeable, movesToOne } from "../../core/fan/merge.ts";
import type { Ids } from "../../core/kernel/id.ts";
import { DAY, type Instant, MINUTE, SECOND } from "../../core/kernel/instant.ts";
import type { DueProfile, Unanswered } from "../../flow/fan/ports.ts";
import { inTransaction } from "../transaction.ts";

/** While a claim lasts nobody else asks. */
const LEASE_MS = 30 * SECOND;
/** What nobody told us of shows by then. */
const AGAIN_MS = 14 * DAY;
/** As many as the pace lets us ask for in a round, and some. */
const SWEPT_MAX = 200;
/** A transaction that is this late with a new fan is missed; those of the hot path give up after seconds. */
const LATE_MS = 5 * MINUTE;

/**
 * Ids grow with time, so those after the mark are the new ones. The mark stays behind by what may still be committed.
 * $2: the mark's highest id, $3 now.
 */
const SWEEP = /* sql */ `
  WITH found AS (
    SELECT i.id FROM identity i
    WHERE i.account_id = $1
      AND i.id > coalesce((SELECT swept FROM fan_account WHERE account_id = $1), '00000000-0000-0000-0000-000000000000')
    ORDER BY i.id LIMIT ${SWEPT_MAX}
  ), added AS (
    INSERT INTO fan_profile (identity_id, account_id, due_at)
    SELECT id, $1, $3 FROM found WHERE NOT EXISTS (SELECT 1 FROM fan_profile p WHERE p.identity_id = found.id)
    ON CONFLICT DO NOTHING RETURNING 1
  ), marked AS (
    INSERT INTO fan_account AS a (account_id, swept)
    SELECT $1, least((SELECT id FROM found ORDER BY id DESC LIMIT 1), $2::uuid)
    WHERE EXISTS (SELECT 1 FROM found)
    ON CONFLICT (account_id) DO UPDATE SET swept = greatest(a.swept, excluded.swept)
  )
  SELECT count(*)::int AS added FROM added`;

const CLAIM = /* sql */ `
  WITH due AS (
    SELECT p.identity_id FROM fan_profile p WHERE p.account_id = $1 AND p.due_at <= $2
    ORDER BY p.due_at LIMIT $3 FOR UPDATE SKIP LOCKED
  )
  UPDATE fan_profile p SET due_at = $4, tries = p.tries + 1 FROM due JOIN identity i ON i.id = due.identity_id
  WHERE p.identity_id = due.identity_id
  RETURNING p.identity_id AS "identityId", i.external_id::text AS "externalId", p.tries::int AS tries`;

/** What one does not say of a fan who does not follow stays as it was known. */
const KEEP = /* sql */ `
  UPDATE fan_profile p SET follows = g.f, followed_at = coalesce(g.t, p.followed_at), language = coalesce(g.l, p.language),
    remark = CASE WHEN g.f THEN g.r ELSE p.remark END, labels = CASE WHEN g.f THEN g.g ELSE p.labels END,
    source = coalesce(g.o, p.source), scene = coalesce(g.c, p.scene), union_id = coalesce(g.u, p.union_id),
    asked_at = $2, due_at = $3, tries = 0, code = NULL
  FROM json_to_recordset($1) AS g(i uuid, f boolean, t timestamptz, l text, r text, g text[], o text, c text, u text)
  WHERE p.identity_id = g.i`;

const POSTPONE = /* sql */ `
  UPDATE fan_profile SET code = $2, due_at = $3 WHERE identity_id = ANY ($1)`;

const RELEASE = /* sql */ `
  UPDATE fan_profile SET due_at = $2, tries = greatest(tries - 1, 0) WHERE identity_id = ANY ($1)`;

/** All identities that bear one of these union ids. Under their lock: two nodes may have met the same person. */
const ALIKE = /* sql */ `
  SELECT p.union_id AS "unionId", i.id AS "identityId", i.customer_id AS "customerId",
    EXISTS (SELECT 1 FROM identity_merge m WHERE m.identity_id = i.id AND m.undone_at IS NOT NULL) AS parted
  FROM fan_profile p JOIN identity i ON i.id = p.identity_id
  WHERE p.union_id = ANY ($1) ORDER BY i.id FOR UPDATE OF i`;

const MADE = /* sql */ `INSERT INTO customer (id, created_at) VALUES ($1, $2)`;
const MOVE = /* sql */ `
  WITH given AS (
    SELECT * FROM json_to_recordset($1) AS g(m uuid, i uuid, f uuid, t uuid)
  ), noted AS (
    INSERT INTO identity_merge (id, from_id, to_id, identity_id, evidence, at, by)
    SELECT m, f, t, i, '{"kind": "union_id"}', $2, 'system' FROM given
  )
  UPDATE identity SET customer_id = given.t FROM given WHERE identity.id = given.i`;

/** The smallest id of that moment. */
const idAt = (at: Instant): string => {
  const hex = Math.max(0, at).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

export async function sweep(client: ClientBase, accountId: string, at: Instant): Promise<number> {
  const values = [accountId, idAt(at - LATE_MS), new Date(at)];
  const { rows } = await client.query<{ added: number }>(SWEEP, values);
  return rows[0]?.added ?? 0;
}

export async function claimProfiles(
  client: ClientBase,
  accountId: string,
  max: number,
  at: Instant,
): Promise<readonly DueProfile[]> {
  const values = [accountId, new Date(at), max, new Date(at + LEASE_MS)];
  return (await client.query<DueProfile>(CLAIM, values)).rows;
}

export async function postponeProfiles(
  client: ClientBase,
  identityIds: readonly string[],
  { code, dueAt }: Unanswered,
): Promise<void> {
  await client.query(POSTPONE, [identityIds, code, dueAt === undefined ? null : new Date(dueAt)]);
}

export const releaseProfiles = async (
  client: ClientBase,
  identityIds: readonly string[],
  at: Instant,
): Promise<void> => void (await client.query(RELEASE, [identityIds, new Date(at)]));

export async function keepProfiles(
  client: ClientBase,
  profiles: readonly (FanProfile & { readonly identityId: string })[],
  at: Instant,
  ids: Ids,
): Promise<void> {
  const unionIds = [...new Set(profiles.flatMap(({ unionId }) => (unionId === undefined ? [] : [unionId])))];
  await inTransaction(client, async () => {
    await client.query(KEEP, [
      JSON.stringify(profiles.map(parameter)),
      new Date(at),
      new Date(at + AGAIN_MS),
    ]);
    if (unionIds.length > 0) await bringTogether(client, unionIds, at, ids);
  });
}

const parameter = (profile: FanProfile & { readonly identityId: string }): object => ({
  i: profile.identityId,
  f: profile.follows,
  t: profile.followedAt === undefined ? undefined : new Date(profile.followedAt).toISOString(),
  l: profile.language,
  r: profile.remark,
  g: profile.labels,
  o: profile.source,
  c: profile.scene,
  u: profile.unionId,
});

type Alike = Mergeable & { readonly unionId: string };

async function bringTogether(
  client: ClientBase,
  unionIds: readonly string[],
  at: Instant,
  ids: Ids,
): Promise<void> {
  const { rows } = await client.query<Alike>(ALIKE, [unionIds.toSorted()]);
  for (const unionId of new Set(rows.map((row) => row.unionId))) {
    const identities = rows.filter((row) => row.unionId === unionId);
    const { moves, made } = movesToOne(identities, ids);
    if (made !== undefined) await client.query(MADE, [made, new Date(at)]);
    const given = moves.map(({ identityId, from, to }) => ({ m: ids(), i: identityId, f: from, t: to }));
    if (given.length > 0) await client.query(MOVE, [JSON.stringify(given), new Date(at)]);
  }
}
