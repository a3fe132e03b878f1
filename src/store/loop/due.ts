import type { ClientBase } from "pg";

import type { Content } from "../../core/channel/content.ts";
import type { Say } from "../../core/contact/hearing.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { LedgerRules } from "../../core/ledger/rule.ts";
import type { DecideDue, DueStep } from "../../flow/ports.ts";
import { loadContact, type LoadedContact, writeStep } from "../contact/contact-step.ts";
import { readWindows } from "../send/ledger.ts";
import { inTransaction } from "../transaction.ts";

const ROWS_MAX = 200;

const DUE = /* sql */ `
  SELECT conversation_id FROM contact WHERE due_at <= $1 AND state = 'bot' ORDER BY due_at LIMIT ${ROWS_MAX}`;

const PIECES = /* sql */ `
  SELECT content FROM message
  WHERE conversation_id = $1 AND seq >= $2 AND at >= $3 AND author = 'fan' ORDER BY seq`;

/** An answer that no webhook waits for: the send loop takes it. */
const SAY = /* sql */ `
  WITH moved AS (
    UPDATE conversation SET seq = $2 WHERE id = $1 AND seq = $2 - 1 RETURNING 1
  ), said AS (
    INSERT INTO message (conversation_id, seq, at, contact_id, author, content, entry_id, entry_version)
    VALUES ($1, $2, $3, $4, 'bot', $5, $6, $7)
  ), queued AS (
    INSERT INTO outbox (conversation_id, seq, class, state, at) VALUES ($1, $2, $8, 'queued', $3)
  )
  SELECT must((SELECT count(*) FROM moved) = 1, 'conversation')`;

/**
 * Takes bot contacts whose timer has come, each in its own short transaction and under its conversation's lock: a
 * fan who goes on writing comes before it or after it, never in between.
 */
export async function stepDue(
  client: ClientBase,
  at: Instant,
  rulesOf: (accountId: string) => LedgerRules | undefined,
  decide: DecideDue,
): Promise<readonly DueStep[]> {
  const { rows } = await client.query<{ conversation_id: string }>(DUE, [new Date(at)]);
  const steps: DueStep[] = [];
  for (const { conversation_id: conversationId } of rows) {
    const step = await inTransaction(client, async () => {
      const loaded = await loadContact(client, { conversationId }, "skip");
      return loaded === undefined
        ? undefined
        : stepOne(client, loaded, at, rulesOf(loaded.accountId), decide);
    });
    if (step !== undefined) steps.push(step);
  }
  return steps;
}

async function stepOne(
  client: ClientBase,
  loaded: LoadedContact,
  at: Instant,
  rules: LedgerRules | undefined,
  decide: DecideDue,
): Promise<DueStep | undefined> {
  const { contact, accountId, conversationId, name, lastInAt, seq } = loaded;
  // It was found before it was locked.
  if (contact.state !== "bot" || contact.dueAt === undefined || contact.dueAt > at) return undefined;
  const pieces = await readPieces(client, loaded);
  // Only who has just written is told something.
  const windows =
    contact.turn === undefined
      ? undefined
      : rules && (await readWindows(client, rules, { conversationId }, at));
  const step = decide({ contact, conversationId, accountId, name, lastInAt, seq, pieces, windows });
  if (step.events.length === 0) return undefined;
  await writeStep(client, contact, {
    events: step.events,
    at,
    actor: step.say === undefined ? "system" : "bot",
  });
  if (step.say !== undefined) await say(client, loaded, step.say, at);
  return step;
}

async function readPieces(
  client: ClientBase,
  { contact: { turn }, conversationId }: LoadedContact,
): Promise<readonly Content[]> {
  if (turn === undefined) return [];
  const values = [conversationId, turn.seq, new Date(turn.at)];
  const { rows } = await client.query<{ content: Content }>(PIECES, values);
  return rows.map(({ content }) => content);
}

async function say(
  client: ClientBase,
  { conversationId, seq, contact }: LoadedContact,
  { said, class: kind }: Say,
  at: Instant,
): Promise<void> {
  const [content, entryId, version] =
    said.kind === "entry" ? [null, said.entryId, said.version] : [JSON.stringify(said), null, null];
  const values = [conversationId, seq + 1, new Date(at), contact.id, content, entryId, version, kind];
  await client.query(SAY, values);
}
