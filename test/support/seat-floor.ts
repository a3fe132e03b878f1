import { randomFillSync } from "node:crypto";
import pg from "pg";
import { apply } from "../../src/core/contact/apply.ts";
import { type Contact, open } from "../../src/core/contact/contact.ts";
import type { ContactEvent } from "../../src/core/contact/event.ts";
import type { QueueReason } from "../../src/core/contact/happening/words.ts";
import { createIds } from "../../src/core/kernel/id.ts";
import type { QueuePolicy } from "../../src/core/queue/policy.ts";
import type { AgentSession } from "../../src/core/seating/session.ts";
import { ALL, contactRow } from "../../src/store/contact/contact-row.ts";
import { loadContact, writeStep } from "../../src/store/contact/contact-step.ts";
import { epochTypes } from "../../src/store/epoch.ts";
import { openAgentSession } from "../../src/store/seat/session-step.ts";
import { inTransaction } from "../../src/store/transaction.ts";
import { openTables, type Tables } from "./tables.ts";

/** A database with a queue group, queues, agents at seats, and fans who wait: put there by hand, without a door. */
export type SeatFloor = {
  readonly tables: Tables;
  readonly client: pg.Client;
  readonly accountId: string;
  readonly queue: (policy?: Partial<QueuePolicy>) => Promise<string>;
  /** A person who serves these queues. */
  readonly staff: (name: string, queues: readonly string[], capacity?: number) => Promise<string>;
  readonly seat: (number: string) => Promise<string>;
  /** A new person, signed in on a new seat. */
  readonly agent: (name: string, queues: readonly string[], extra?: AgentExtra) => Promise<AgentSession>;
  /** A fan who asked for a person. */
  readonly waits: (queueId: string, at: number, extra?: WaitExtra) => Promise<string>;
  /** Whatever else happens to a contact, as others would write it. */
  readonly step: (contactId: string, at: number, ...events: ContactEvent[]) => Promise<void>;
  readonly contact: (id: string) => Promise<Contact>;
  readonly session: (id: string) => Promise<SessionRow>;
  /** Everything off the floor; the account stays. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type AgentExtra = {
  readonly capacity?: number;
  readonly presence?: "ready" | "not_ready";
  readonly at?: number;
};
type WaitExtra = { readonly prefer?: string; readonly reason?: QueueReason; readonly unnamed?: boolean };
export type SessionRow = {
  readonly presence: string;
  readonly cause: string | null;
  readonly used: number;
  readonly no_answers: number;
  readonly wrapups_owed: number;
  readonly idle_since: Date;
  readonly signed_out_at: Date | null;
};

const CONTACT = /* sql */ `
  INSERT INTO contact (${ALL.join(", ")}, conversation_id, account_id)
  SELECT ${ALL.join(", ")}, $2, $3 FROM json_populate_record(NULL::contact, $1)`;

export async function openSeatFloor(url: string, at: number): Promise<SeatFloor> {
  const tables = await openTables(url);
  const client = new pg.Client({ connectionString: url, types: epochTypes });
  client.on("error", () => undefined);
  await client.connect();
  const ids = createIds(
    () => at,
    (bytes) => randomFillSync(bytes),
  );
  const [groupId, accountId] = [ids(), ids()];
  await tables.rows("INSERT INTO queue_group (id, name, created_at) VALUES ($1, 'site', now())", [groupId]);
  const openAccount = () =>
    tables.rows(
      "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'test', 'shop', true, '{}', now())",
      [accountId],
    );
  await openAccount();

  async function staff(name: string, queues: readonly string[], capacity = 1): Promise<string> {
    const id = ids();
    await tables.rows(
      "INSERT INTO staff (id, login, name, capacity, created_at) VALUES ($1::uuid, 'login ' || $2, $2, $3, now())",
      [id, name, capacity],
    );
    for (const queue of queues) {
      await tables.rows("INSERT INTO queue_member (queue_id, staff_id) VALUES ($1, $2)", [queue, id]);
    }
    return id;
  }
  async function seat(number: string): Promise<string> {
    const id = ids();
    await tables.rows("INSERT INTO seat (id, number, group_id) VALUES ($1, $2, $3)", [id, number, groupId]);
    return id;
  }
  const contactOf = async (id: string): Promise<Contact> => {
    const loaded = await loadContact(client, { contactId: id }, "look");
    if (loaded === undefined) throw new Error("no such contact");
    return loaded.contact;
  };

  return {
    tables,
    client,
    accountId,
    staff,
    seat,
    contact: contactOf,
    async queue(policy = {}) {
      const id = ids();
      await tables.rows(
        "INSERT INTO queue (id, group_id, key, name, policy, created_at) VALUES ($1::uuid, $2, $1::text, 'queue', $3, now())",
        [id, groupId, JSON.stringify(policy)],
      );
      return id;
    },
    async agent(name, queues, { capacity = 1, presence = "ready", at: since = at } = {}) {
      const event = {
        code: "signed_in",
        staff: await staff(name, queues, capacity),
        seat: await seat(`seat ${name}`),
        presence,
        capacity,
        owed: 0,
      } as const;
      return openAgentSession(client, ids(), event, { at: since, actor: `staff:${event.staff}` });
    },
    async waits(queueId, since, { prefer, reason = "asked", unnamed = false } = {}) {
      const [id, conversationId, ticketId] = [ids(), ids(), ids()];
      const reopens = prefer === undefined ? {} : { reopens: { contactId: ids(), staffId: prefer } };
      const opens = { ticketId, dueAt: since, ...reopens };
      const queue = unnamed ? {} : { queue: queueId };
      const event: ContactEvent = { code: "queued", reason, ...queue, seq: 1, opens };
      const contact = apply(open(id, opens, since), event, since);
      await inTransaction(client, async () => {
        await client.query(
          `INSERT INTO conversation (id, account_id, identity_id, surface, created_at, last_in_at, seq)
           VALUES ($1, $2, $3, 'private', $4, $4, 1)`,
          [conversationId, accountId, ids(), new Date(since)],
        );
        await client.query(
          "INSERT INTO ticket (id, account_id, state, opened_at) VALUES ($1, $2, 'open', $3)",
          [ticketId, accountId, new Date(since)],
        );
        await client.query(CONTACT, [JSON.stringify(contactRow(contact)), conversationId, accountId]);
        const { code, ...data } = event;
        await client.query(
          "INSERT INTO event (subject, subject_id, seq, at, actor, code, data) VALUES ('contact', $1, 1, $2, 'fan', $3, $4)",
          [id, new Date(since), code, data],
        );
      });
      return id;
    },
    async step(contactId, when, ...events) {
      await inTransaction(client, async () => {
        const loaded = await loadContact(client, { contactId }, "wait");
        if (loaded === undefined) throw new Error("no such contact");
        await writeStep(client, loaded.contact, { events, at: when, actor: "fan" });
      });
    },
    async session(id) {
      const [row] = await tables.rows<SessionRow>("SELECT * FROM agent_session WHERE id = $1", [id]);
      if (row === undefined) throw new Error("no such session");
      return row;
    },
    async clear() {
      await tables.rows(
        "TRUNCATE floor_change, account, offer, agent_session, contact, conversation, ticket, message, outbox, event, seat, queue, staff CASCADE",
      );
      await openAccount();
    },
    async close() {
      await client.end();
      await tables.close();
    },
  };
}
