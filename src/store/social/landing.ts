import { createHash, randomUUID } from "node:crypto";

import type { ClientBase } from "pg";

import { DAY, type Instant } from "../../core/kernel/instant.ts";
import { sameTextKey } from "../../core/social/gate.ts";
import { copyKeyOf, withoutAddress } from "../../core/social/triage/own-words.ts";
import type { Landed, Landing } from "../../core/social/landing.ts";
import { joined } from "../../core/social/thread.ts";
import { needsAnswer, type Triage } from "../../core/social/triage/class.ts";
import type { Landings } from "../../flow/social/ports.ts";
import type { Use } from "../hot/turns.ts";
import { inTransaction } from "../transaction.ts";
import { meet, serveAnswered, serveAsked, type Stands } from "./serving.ts";
import { LOG, threadValues } from "./thread-row.ts";
import { type HeldThread, lockThread, writeThread } from "./thread-step.ts";

/** Whoever writes the same later does not copy. */
const COPY_MS = DAY;

const KNOWN = /* sql */ `SELECT 1 FROM social_item WHERE account_id = $1 AND mid = $2`;

/** $1 account, $2 digest, $3 since, $4 author: the same person's second try joins her first. */
const COPIED = /* sql */ `
  SELECT t.root_mid AS "rootMid" FROM social_item i JOIN social_thread t ON t.id = i.thread_id
  WHERE i.account_id = $1 AND i.copy_digest = $2 AND i.posted_at > $3 AND i.class <> 'copy'
  ORDER BY i.posted_at LIMIT 1`;

const BEGIN_THREAD = /* sql */ `
  INSERT INTO social_thread (id, account_id, root_mid, state, class, risk, asked_mid, posted_at, detected_at, clock, due_at,
    answered_at, spread, first_posted_at, first_detected_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $8, $9)
  ON CONFLICT ON CONSTRAINT social_thread_root_key DO NOTHING`;

const THREAD_OF = /* sql */ `SELECT id FROM social_thread WHERE account_id = $1 AND root_mid = $2`;

/** What somebody asks for the first time in a thread that only counted begins its first clock. */
const FIRST_ASKED = /* sql */ `
  UPDATE social_thread SET first_posted_at = posted_at, first_detected_at = detected_at WHERE id = $1`;

const ITEM = /* sql */ `
  INSERT INTO social_item (account_id, mid, thread_id, kind, root_mid, post_mid, parent_mid, author_id, author, text,
    posted_at, detected_at, door, class, reasons, risk, copy_digest, reposts, comments, likes)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
  ON CONFLICT ON CONSTRAINT social_item_pkey DO NOTHING`;

/**
 * An answer of ours that came back: known by its id, or by its words where nobody knew whether it was taken. $4: its words,
 * as they were written and as the platform gives an answer to a comment.
 */
const OWN_KNOWN = /* sql */ `
  SELECT id, state, thread_id AS "threadId", staff_id AS "staffId" FROM social_answer
  WHERE account_id = $1 AND (external_id = $2
    OR (post_mid = $3 AND text_digest = ANY ($4::bytea[]) AND state IN ('unknown', 'sending')))
  ORDER BY (external_id = $2) DESC NULLS LAST LIMIT 1 FOR UPDATE`;
const OWN_TAKEN = /* sql */ `
  UPDATE social_answer SET state = 'accepted', external_id = $2, lease_until = NULL, code = NULL WHERE id = $1`;
/** What it answers, the first of $2 that we know: the comment, the post, the root. */
const OWN_ITEM = /* sql */ `
  SELECT i.thread_id AS "threadId", i.mid AS "itemMid" FROM social_item i
  WHERE i.account_id = $1 AND i.mid = ANY ($2::text[]) ORDER BY array_position($2::text[], i.mid) LIMIT 1`;
/** Where we know nothing but what was written under it. */
const OWN_THREAD = /* sql */ `
  SELECT id AS "threadId", asked_mid AS "itemMid" FROM social_thread WHERE account_id = $1 AND root_mid = ANY ($2::text[]) LIMIT 1`;
const OWN_THERE = /* sql */ `SELECT 1 FROM social_answer WHERE account_id = $1 AND external_id = $2`;
const OWN_ELSEWHERE = /* sql */ `
  INSERT INTO social_answer (id, account_id, thread_id, item_mid, post_mid, comment_mid, text, text_digest, state, elsewhere,
    risk, due_at, at, sent_at, external_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'accepted', true, 0, $9, $9, $9, $10)`;

class AlreadyKnown extends Error {}

export const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Where items become rows. */
export const landings = (use: Use): Landings => ({
  land: (landing) => use((client) => landOnce(client, landing)),
  ownSeen: (accountId, own, at) =>
    use((client) => inTransaction(client, () => seeOwn(client, accountId, own, at))),
});

async function landOnce(client: ClientBase, landing: Landing): Promise<Landed> {
  const { accountId, item } = landing;
  if ((await client.query(KNOWN, [accountId, item.mid])).rowCount === 1) return "known";
  // Beforehand, so that nobody waits for a whole landing whose fan this one has just met.
  if (needsAnswer(landing.triage.is)) await meet(client, accountId, item.author, landing.at);
  try {
    return await inTransaction(client, () => landItem(client, landing));
  } catch (error) {
    if (error instanceof AlreadyKnown) return "known";
    throw error;
  }
}

/** The same inside an act's own transaction, of which only this part is taken back. */
export async function landInside(client: ClientBase, landing: Landing): Promise<Landed> {
  const { accountId, item } = landing;
  if ((await client.query(KNOWN, [accountId, item.mid])).rowCount === 1) return "known";
  await client.query("SAVEPOINT landing");
  try {
    return await landItem(client, landing);
  } catch (error) {
    if (!(error instanceof AlreadyKnown)) throw error;
    await client.query("ROLLBACK TO SAVEPOINT landing");
    return "known";
  }
}

/** @throws AlreadyKnown where another door was quicker: its transaction is to be taken back */
async function landItem(client: ClientBase, landing: Landing): Promise<Landed> {
  const { accountId, item, at, door } = landing;
  const { digest, rootMid, triage } = await copied(client, landing);
  const { threadId, waits } = await joinThread(client, { ...landing, triage }, rootMid);
  const { counters, author } = item;
  const { rowCount } = await client.query(ITEM, [
    accountId,
    item.mid,
    threadId,
    item.kind,
    item.rootMid,
    item.postMid,
    item.parentMid,
    author.id,
    author,
    item.text,
    new Date(item.postedAt),
    new Date(at),
    door,
    triage.is,
    JSON.stringify(triage.reasons),
    triage.risk,
    digest,
    counters?.reposts,
    counters?.comments,
    counters?.likes,
  ]);
  if (rowCount === 0) throw new AlreadyKnown();
  return waits ? "waits" : "counted";
}

/** A text that somebody else has written word for word joins her thread (days, G3). */
async function copied(client: ClientBase, { accountId, item, triage }: Landing) {
  const key = copyKeyOf(item.text);
  const digest = key === undefined ? null : digestOf(key);
  const own = { digest, rootMid: item.rootMid, triage };
  if (digest === null) return own;
  const since = new Date(item.postedAt - COPY_MS);
  const { rows } = await client.query<{ rootMid: string }>(COPIED, [accountId, digest, since]);
  const [first] = rows;
  if (first === undefined || first.rootMid === item.rootMid) return own;
  const copy: Triage = { is: "copy", risk: 0, reasons: [{ rule: "same_words", words: [] }] };
  return { digest, rootMid: first.rootMid, triage: copy };
}

async function joinThread(client: ClientBase, landing: Landing, rootMid: string) {
  const { accountId, at, promises } = landing;
  const begun = joined(undefined, landing, promises);
  const id = randomUUID();
  const { rowCount } = await client.query(BEGIN_THREAD, [id, accountId, rootMid, ...threadValues(begun)]);
  if (rowCount === 1) {
    const code = begun.state === "waiting" ? "opened" : "counted";
    await client.query(LOG, [
      id,
      1,
      new Date(at),
      "system",
      code,
      { mid: landing.item.mid, class: begun.is },
    ]);
    if (begun.state === "waiting") await serve(client, { id, rootMid }, landing);
    return { threadId: id, waits: begun.state === "waiting" };
  }
  const { rows } = await client.query<{ id: string }>(THREAD_OF, [accountId, rootMid]);
  const held = await lockThread(client, rows[0]?.id ?? "");
  if (held === undefined) throw new Error("a thread that is in the way is there");
  const waits = await joinHeld(client, held, landing);
  if (needsAnswer(landing.triage.is)) await serve(client, { id: held.id, rootMid }, landing);
  return { threadId: held.id, waits };
}

const serve = (
  client: ClientBase,
  thread: { readonly id: string; readonly rootMid: string },
  { accountId, item, reopenMs, at }: Landing,
): Promise<void> =>
  serveAsked(client, { accountId, threadId: thread.id, rootMid: thread.rootMid, item, reopenMs }, at);

async function joinHeld(client: ClientBase, held: HeldThread, landing: Landing): Promise<boolean> {
  const { at, item, promises } = landing;
  const after = joined(held.thread, landing, promises);
  const waits = after.state === "waiting" && held.thread.state !== "waiting";
  const asked = { code: "asked", data: { mid: item.mid, clock: after.clock }, actor: "system", at };
  await writeThread(client, held, after, waits ? asked : undefined);
  if (waits && after.clock === "first") await client.query(FIRST_ASKED, [held.id]);
  return waits;
}

/** What we wrote ourselves came back: it ends a doubt, or is an answer that was written elsewhere, at what it answers. */
export async function seeOwn(
  client: ClientBase,
  accountId: string,
  own: Landing["item"],
  at: number,
): Promise<boolean> {
  const { text, postMid, mid, postedAt } = own;
  const digests = [text, withoutAddress(text)].map((words) => digestOf(sameTextKey(words)));
  const known = await client.query<{ id: string; state: string; threadId: string; staffId: string | null }>(
    OWN_KNOWN,
    [accountId, mid, postMid, digests],
  );
  const [answer] = known.rows;
  if (answer === undefined) return seeElsewhere(client, accountId, own, at);
  if (answer.state === "accepted" || answer.state === "removed") return false;
  await client.query(OWN_TAKEN, [answer.id, mid]);
  const { threadId, staffId } = answer;
  const stands = { id: answer.id, text, staffId, answeredAt: postedAt };
  return answerStands(client, threadId, { ...stands, data: { seen: mid } }, at);
}

async function seeElsewhere(
  client: ClientBase,
  accountId: string,
  { text, postMid, parentMid, rootMid, mid, postedAt }: Landing["item"],
  at: number,
): Promise<boolean> {
  const named = [parentMid, postMid, rootMid].filter((one) => one !== undefined);
  type Place = { readonly threadId: string; readonly itemMid: string };
  const [item] = (await client.query<Place>(OWN_ITEM, [accountId, named])).rows;
  const place = item ?? (await client.query<Place>(OWN_THREAD, [accountId, named])).rows[0];
  const held = place && (await lockThread(client, place.threadId));
  if (place === undefined || held === undefined) return false;
  // Under the lock: a look and a pasted address may bring it at once.
  if (((await client.query(OWN_THERE, [accountId, mid])).rowCount ?? 0) > 0) return false;
  const id = randomUUID();
  const digest = digestOf(sameTextKey(withoutAddress(text)));
  const values = [id, accountId, held.id, place.itemMid, postMid, parentMid, text, digest];
  await client.query(OWN_ELSEWHERE, [...values, new Date(postedAt), mid]);
  // What was written before she asked is no answer to that.
  if (held.thread.state === "waiting" && postedAt < held.thread.postedAt) return false;
  const stands = { id, text, staffId: null, answeredAt: postedAt, data: { elsewhere: true } };
  return answerStands(client, held.id, stands, at);
}

export type Standing = Stands & {
  /** By the platform's clock. */
  readonly answeredAt: Instant;
  /** How we know. */
  readonly data?: Readonly<Record<string, unknown>>;
};

/** An answer of a person's stands in public: it stops the clock that runs, and the thread's contact has it. */
export async function answerStands(
  client: ClientBase,
  threadId: string,
  { answeredAt, data, ...stands }: Standing,
  at: Instant,
): Promise<boolean> {
  const held = await lockThread(client, threadId);
  if (held === undefined) return false;
  const isWaiting = held.thread.state === "waiting";
  if (isWaiting) {
    const since = held.thread.answeredAt ?? answeredAt;
    const thread = { ...held.thread, state: "answered", answeredAt: since } as const;
    const { id: answer, staffId } = stands;
    const actor = staffId === null ? "system" : `staff:${staffId}`;
    await writeThread(client, held, thread, { code: "answered", data: { answer, ...data }, actor, at });
  }
  await serveAnswered(client, threadId, stands, at);
  return isWaiting;
}
