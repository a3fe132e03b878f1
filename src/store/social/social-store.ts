import type { ClientBase } from "pg";

import type {
  AccountPublic,
  HeldSocial,
  KnownAnswer,
  NewAnswer,
  PublicAnswer,
  SocialStore,
} from "../../action/social/ports.ts";
import type { Scope } from "../../core/access/actor.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { sameTextKey } from "../../core/social/gate.ts";
import { replyToOf } from "../../core/social/item.ts";
import { openContact } from "../contact/contact-row.ts";
import { scopeParameter } from "../people/scope.ts";
import { digestOf, landInside, seeOwn } from "./landing.ts";
import { incidents } from "./incidents.ts";
import {
  ANSWER,
  readAnswers,
  readCounts,
  readFacets,
  readHeard,
  readItem,
  readItems,
  readLine,
  readLines,
  readServing,
} from "./lines.ts";
import { readExpected } from "./polls.ts";
import { serveAnswered, serveAsked, serveDismissed } from "./serving.ts";
import { lockThread, writeThread } from "./thread-step.ts";

const OF_THREAD = /* sql */ `
  SELECT t.account_id AS "accountId", a.queue_id AS "queueId", t.root_mid AS "rootMid" FROM social_thread t JOIN account a ON a.id = t.account_id
  WHERE t.id = $1`;

const DISMISS = /* sql */ `
  UPDATE social_thread SET state = 'dismissed', dismissal = $2, dismissed_by = $3, dismissed_at = $4 WHERE id = $1`;
const WAIVE = /* sql */ `
  UPDATE social_thread SET closing_waiver = $2, closing_waived_by = $3, closing_waived_at = $4
  WHERE id = $1 AND ($2::text IS NOT NULL OR closing_waiver IS NOT NULL)`;
const TAKE = /* sql */ `UPDATE social_thread SET taken_by = $2 WHERE id = $1`;

const SERVED = /* sql */ `
  SELECT t.root_mid AS "rootMid", EXISTS (SELECT FROM contact k WHERE k.id = t.contact_id AND ${openContact("k")}) AS "isServed"
  FROM social_thread t WHERE t.id = $1`;

const HAS_SAID = /* sql */ `
  SELECT 1 FROM social_answer WHERE account_id = $1 AND text_digest = $2 AND at > $3 AND state NOT IN ('refused', 'rejected')
  LIMIT 1`;
const OPEN_TO = /* sql */ `
  ${ANSWER} WHERE w.account_id = $1 AND w.item_mid = $2 AND w.state IN ('draft', 'queued', 'sending') LIMIT 1`;

const ADD = /* sql */ `
  INSERT INTO social_answer (id, account_id, thread_id, item_mid, post_mid, comment_mid, text, text_digest, state, staff_id,
    needs, kind, risk, due_at, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;

const KNOWN_OF = /* sql */ `
  SELECT w.account_id AS "accountId", w.thread_id AS "threadId", w.external_id AS "externalId", a.queue_id AS "queueId"
  FROM social_answer w JOIN account a ON a.id = w.account_id WHERE w.id = $1`;
const LOCK_ANSWER = /* sql */ `SELECT 1 FROM social_answer WHERE id = $1 FOR UPDATE`;

/** What is sent anew may be tried at once. */
const SET = /* sql */ `
  UPDATE social_answer SET state = $2, decided_by = CASE WHEN $2 IN ('queued', 'refused') THEN $3::uuid ELSE decided_by END,
    removed_by = CASE $2 WHEN 'removed' THEN $3::uuid END, removed_at = CASE $2 WHEN 'removed' THEN $4::timestamptz END,
    remove_reason = CASE $2 WHEN 'removed' THEN $5 END, try_at = NULL, attempts = 0,
    code = CASE $2 WHEN 'removed' THEN code END
  WHERE id = $1`;

const ACCOUNTS = /* sql */ `
  SELECT a.id, a.name, a.queue_id AS "queueId", p.looked_at AS "lookedAt", p.code,
    (SELECT count(*)::int FROM social_unreadable r WHERE r.account_id = a.id) AS unreadable,
    CASE WHEN p.account_id IS NULL THEN NULL ELSE json_build_object('today', p.calls_today, 'thisHour', p.calls_hour,
      'dayAt', extract(epoch FROM p.day_at) * 1000, 'hourAt', extract(epoch FROM p.hour_at) * 1000) END AS spent
  FROM account a LEFT JOIN social_poll p ON p.account_id = a.id
  WHERE a.platform = 'weibo' AND a.state = 'active'
    AND ($1::uuid[] IS NULL OR a.queue_id IS NULL OR a.queue_id = ANY ($1))
  ORDER BY a.created_at, a.id`;
const HAS_ACCOUNT = /* sql */ `
  SELECT 1 FROM account a WHERE a.id = $2 AND ($1::uuid[] IS NULL OR a.queue_id IS NULL OR a.queue_id = ANY ($1))`;

const SENT = /* sql */ `SELECT sent_at AS at FROM social_answer WHERE account_id = $1 AND sent_at > $2 ORDER BY 1`;
const LOOK_NOW = /* sql */ `UPDATE social_poll SET next_at = least(next_at, $2) WHERE account_id = $1`;

/** What people do with what is said in public. */
export const socialStore = (client: ClientBase): SocialStore => ({
  land: (landing) => landInside(client, landing),
  list: (asked, scope) => readLines(client, asked, scope),
  counts: (narrowed, scope, at) => readCounts(client, narrowed, scope, at),
  facets: (view, scope, at) => readFacets(client, view, scope, at),
  heard: (scope) => readHeard(client, scope),
  line: (id) => readLine(client, id),
  items: (id) => readItems(client, id),
  answersOf: (id) => readAnswers(client, id),
  serving: (id) => readServing(client, id),
  lock: (id) => lock(client, id),
  async item({ id }, mid) {
    const item = await readItem(client, id, mid);
    return item && { ...item, replyTo: replyToOf(item) };
  },
  write: (held, thread, change) => writeThread(client, held, thread, change),
  async dismiss({ id }, dismissal, staffId, at) {
    await client.query(DISMISS, [id, dismissal, staffId, new Date(at)]);
  },
  waiveClosing: async ({ id }, waiver, staffId, at) =>
    (await client.query(WAIVE, [id, waiver, ...(waiver === null ? [null, null] : [staffId, new Date(at)])]))
      .rowCount === 1,
  async take({ id }, staffId) {
    await client.query(TAKE, [id, staffId]);
  },
  serve: (held, reopenMs, at) => serve(client, held, reopenMs, at),
  serveAnswered: ({ id }, answer, at) => serveAnswered(client, id, answer, at),
  serveDismissed: ({ id }, actor, at) => serveDismissed(client, id, actor, at),
  hasSaid: async (accountId, text, since) =>
    (await client.query(HAS_SAID, [accountId, digestOf(sameTextKey(text)), new Date(since)])).rowCount === 1,
  openAnswerTo: async (accountId, mid) =>
    (await client.query<PublicAnswer>(OPEN_TO, [accountId, mid])).rows[0],
  addAnswer: (answer, at) => addAnswer(client, answer, at),
  answer: (id, forAct) => knownAnswer(client, id, forAct),
  async setAnswer(id, { state, by, at, reason }) {
    await client.query(SET, [id, state, by, new Date(at), reason]);
  },
  ownSeen: (accountId, own, at) => seeOwn(client, accountId, own, at),
  ...incidents(client),
  accounts: (scope) => accounts(client, scope),
  expected: (accountId, since) => readExpected(client, accountId, since),
  async sentSince(accountId, since) {
    const { rows } = await client.query<{ at: Instant }>(SENT, [accountId, new Date(since)]);
    return rows.map(({ at }) => at);
  },
  async lookNow(accountId, at) {
    await client.query(LOOK_NOW, [accountId, new Date(at)]);
  },
  hasAccount: async (accountId, scope) =>
    (await client.query(HAS_ACCOUNT, [scopeParameter(scope), accountId])).rowCount === 1,
});

async function lock(client: ClientBase, id: string): Promise<HeldSocial | undefined> {
  const held = await lockThread(client, id);
  if (held === undefined) return undefined;
  const { rows } = await client.query<Pick<HeldSocial, "accountId" | "queueId" | "rootMid">>(OF_THREAD, [id]);
  return rows[0] && { ...held, ...rows[0] };
}

async function serve(client: ClientBase, held: HeldSocial, reopenMs: number, at: Instant): Promise<void> {
  const { id: threadId, accountId, thread } = held;
  const { rows } = await client.query<{ rootMid: string; isServed: boolean }>(SERVED, [threadId]);
  const item = await readItem(client, threadId, thread.askedMid);
  if (rows[0] === undefined || item === undefined || rows[0].isServed) return;
  await serveAsked(client, { accountId, threadId, rootMid: rows[0].rootMid, item, reopenMs }, at);
}

async function addAnswer(client: ClientBase, answer: NewAnswer, at: Instant): Promise<void> {
  const { id, accountId, threadId, itemMid, replyTo, text, state, staffId, needs, kind, risk, dueAt } =
    answer;
  await client.query(ADD, [
    id,
    accountId,
    threadId,
    itemMid,
    replyTo.postMid,
    replyTo.commentMid,
    text,
    digestOf(sameTextKey(text)),
    state,
    staffId,
    needs,
    kind,
    risk,
    new Date(dueAt),
    new Date(at),
  ]);
}

async function knownAnswer(
  client: ClientBase,
  id: string,
  forAct: boolean,
): Promise<KnownAnswer | undefined> {
  if (forAct && (await client.query(LOCK_ANSWER, [id])).rowCount === 0) return undefined;
  const [shown, known] = [
    await client.query<PublicAnswer>(`${ANSWER} WHERE w.id = $1`, [id]),
    await client.query<Omit<KnownAnswer, keyof PublicAnswer>>(KNOWN_OF, [id]),
  ];
  const [answer, more] = [shown.rows[0], known.rows[0]];
  return answer && more && { ...answer, ...more };
}

async function accounts(client: ClientBase, scope: Scope): Promise<readonly AccountPublic[]> {
  return (await client.query<AccountPublic>(ACCOUNTS, [scopeParameter(scope)])).rows;
}
