import { wechatOa } from "../../adapters/platform/wechat-oa/index.ts";
import { arrivalOf } from "../../src/flow/take-in/arrival.ts";
import { callOf } from "../support/knock.ts";
import type { Rows } from "../support/rows.ts";
import type { Server } from "../support/server.ts";
import type { Fan } from "./platform.ts";
import { tell } from "./platform.ts";
import type { Told } from "../../scripts/faults/witness/told.ts";

/** Leaves messages of a fan as a lane does that could not take them in: stored as they came, acknowledged. */
export async function storeMessages(rows: Rows, server: Server, fan: Fan): Promise<readonly Told[]> {
  const told = fan.texts.map((text, order) => tell(fan.name, order, text));
  const { token, originalId, id } = server.account;
  const adapter = wechatOa.create({ token, originalId });
  const at = Date.now();
  for (const { messageId, text, order } of told) {
    const { body } = callOf(server, { from: fan.name, messageId, action: { does: "write", text }, at });
    const door = { accountId: id, requestId: "", raw: body, at };
    for (const arrival of adapter.reread(body, at).map((message) => arrivalOf(door, message))) {
      await rows.query(
        /* sql */ `INSERT INTO inbox (key, account_id, at, state, rule, raw, sender, stored_order)
                  VALUES ($1, $2, now(), 'stored', 'prepared', $3, $4, $5)`,
        [arrival.key, id, body, fan.name, at * 1_000 + order],
      );
    }
  }
  return told.map((one) => ({ ...one, deliveries: [{ kind: "acknowledged", seen: { kind: "nothing" } }] }));
}

const threadsOf = /* sql */ `
  SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE starts_with(i.external_id, $1)`;

/** As if the fan's answers had found no webhook that carried them away, and sending them had failed for good. */
export async function failSends(rows: Rows, fan: string): Promise<void> {
  await rows.query(
    /* sql */ `UPDATE outbox SET state = 'rejected', code = '40003', due_at = now()
              WHERE conversation_id IN (${threadsOf})`,
    [fan],
  );
}

/** As if so much time had passed that what dead processes hold is free again: messages, or their replies. */
export async function passTime(rows: Rows, of: "leases" | "lanes"): Promise<void> {
  if (of === "leases") {
    await rows.query("UPDATE inbox SET lease_until = now() - interval '1 second' WHERE state = 'stored'");
    await rows.query("UPDATE outbox SET lease_until = now() - interval '1 second' WHERE state = 'sending'");
  } else {
    await rows.query("UPDATE lane SET alive_at = now() - interval '1 minute'");
  }
}

/** What became of the contact and the answers of a fan. */
export async function endOf(rows: Rows, fan: string) {
  const contacts = await rows.query<{ state: string; reason: string | null; times: number }>(
    /* sql */ `SELECT state, queue_reason AS reason,
                (SELECT count(*)::int FROM event e WHERE e.subject_id = k.id AND e.code = 'queued') AS times
              FROM contact k WHERE conversation_id IN (${threadsOf})`,
    [fan],
  );
  const outbox = await rows.query<{ state: string }>(
    `SELECT state FROM outbox WHERE conversation_id IN (${threadsOf}) ORDER BY seq`,
    [fan],
  );
  return { contacts, outbox: outbox.map(({ state }) => state) };
}

/** Contacts that are not their events: a number is missing, doubled, or one was written without the other. */
export const tornContacts = (rows: Rows) =>
  rows.query(/* sql */ `
    SELECT k.id FROM contact k LEFT JOIN event e ON e.subject = 'contact' AND e.subject_id = k.id
    GROUP BY k.id HAVING count(e.seq) <> k.event_seq OR max(e.seq) <> k.event_seq OR count(DISTINCT e.seq) <> k.event_seq`);
