import type { ClientBase } from "pg";

import type { Instant } from "../../core/kernel/instant.ts";
import { placesLeft } from "../../core/ledger/place.ts";
import type { LedgerRules } from "../../core/ledger/rule.ts";
import type { DecideRating } from "../../flow/ports.ts";
import { openContact } from "../contact/contact-row.ts";
import { loadContact, type LoadedContact, writeStep } from "../contact/contact-step.ts";
import { readWindows } from "../send/ledger.ts";
import { inTransaction } from "../transaction.ts";

const ROWS_MAX = 200;

const DUE = /* sql */ `
  SELECT id FROM contact WHERE rating_due_at < $1 ORDER BY rating_due_at LIMIT ${ROWS_MAX}`;

/** $1 conversation, $2 ticket. */
const FACTS = /* sql */ `
  SELECT EXISTS (SELECT 1 FROM contact t WHERE t.conversation_id = $1 AND ${openContact("t")}) AS "isBack",
    (SELECT max(rating_asked_at) FROM contact WHERE ticket_id = $2) AS "askedAt",
    coalesce((SELECT state IN ('rejected', 'expired') FROM outbox WHERE conversation_id = $1
      ORDER BY seq DESC LIMIT 1), false) AS "isRefused"`;

/** Leaves by the send loop; where it cannot, nobody has to do anything. */
const INVITE = /* sql */ `
  WITH moved AS (
    UPDATE conversation SET seq = $2, invited_contact_id = $4 WHERE id = $1 AND seq = $2 - 1 RETURNING 1
  ), said AS (
    INSERT INTO message (conversation_id, seq, at, contact_id, author, content) VALUES ($1, $2, $3, $4, 'bot', $5)
  ), queued AS (
    INSERT INTO outbox (conversation_id, seq, class, state, at, optional) VALUES ($1, $2, $6, 'queued', $3, true)
  )
  SELECT must((SELECT count(*) FROM moved) = 1, 'conversation')`;

type Facts = { readonly isBack: boolean; readonly askedAt: number | null; readonly isRefused: boolean };

/** Takes contacts whose end has become final, each in its own short transaction; returns how many were asked about. */
export async function stepRatings(
  client: ClientBase,
  at: Instant,
  rulesOf: (accountId: string) => LedgerRules | undefined,
  decide: DecideRating,
): Promise<{ readonly found: number; readonly asked: number }> {
  const { rows } = await client.query<{ id: string }>(DUE, [new Date(at)]);
  let [found, asked] = [0, 0];
  for (const { id: contactId } of rows) {
    const step = await inTransaction(client, async () => {
      const loaded = await loadContact(client, { contactId }, "skip");
      return loaded === undefined
        ? undefined
        : stepOne(client, loaded, at, rulesOf(loaded.accountId), decide);
    });
    if (step !== undefined) found += 1;
    if (step === "asked") asked += 1;
  }
  return { found, asked };
}

async function stepOne(
  client: ClientBase,
  { contact, conversationId, accountId, surface, seq }: LoadedContact,
  at: Instant,
  rules: LedgerRules | undefined,
  decide: DecideRating,
): Promise<"asked" | "skipped" | undefined> {
  // It was found before it was locked.
  if (contact.ratingDueAt === undefined || contact.ratingDueAt >= at) return undefined;
  const { rows } = await client.query<Facts>(FACTS, [conversationId, contact.ticketId]);
  const [facts] = rows;
  if (facts === undefined) throw new Error("a question without a table gives one row");
  const left =
    rules === undefined ? Infinity : placesLeft(await readWindows(client, rules, { conversationId }, at));
  const { event, say } = decide({
    ...facts,
    isPublic: surface === "public",
    askedAt: facts.askedAt ?? undefined,
    placesLeft: left,
    accountId,
    seq: seq + 1,
  });
  await writeStep(client, contact, { events: [event], at, actor: "system" });
  if (say === undefined) return "skipped";
  const values = [conversationId, seq + 1, new Date(at), contact.id, JSON.stringify(say.said), say.class];
  await client.query(INVITE, values);
  return "asked";
}
