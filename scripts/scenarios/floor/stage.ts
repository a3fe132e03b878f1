import { randomFillSync } from "node:crypto";
import pg from "pg";

import { apply } from "../../../src/core/contact/apply.ts";
import { type Contact, open } from "../../../src/core/contact/contact.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";
import { hashOf } from "../../../src/core/assignment/dispatch/hash.ts";
import type { AgentSpec } from "../../../src/core/assignment/live/agent.ts";
import { defaultQueueRules, type QueueRules } from "../../../src/core/assignment/live/rules.ts";
import type { Serving } from "../../../src/core/assignment/engine/open.ts";
import { createIds, type Ids } from "../../../src/core/kernel/id.ts";
import type { Instant } from "../../../src/core/kernel/instant.ts";
import type { Abilities } from "../../../src/core/queue/abilities.ts";
import type { QueuePolicy } from "../../../src/core/queue/policy.ts";
import { ALL, contactRow } from "../../../src/store/contact/contact-row.ts";
import { epochTypes } from "../../../src/store/epoch.ts";
import { ensureMonths } from "../../../src/store/migrate.ts";
import { openAgentSession } from "../../../src/store/seat/session-step.ts";
import { openingOf } from "../opening.ts";
import type { Scenario } from "../file.ts";
import { channelOn, channelsOn, policyOf } from "./policy.ts";

/** When every scenario begins. */
export const START: Instant = Date.UTC(2026, 10, 2, 1);

/** A floor in the database as a scenario finds it. Names of the scenario stand for ids. */
export type Stage = {
  readonly client: pg.Client;
  readonly ids: Ids;
  readonly now: () => Instant;
  readonly accountId: string;
  readonly queues: Map<string, string>;
  readonly staff: Map<string, string>;
  readonly seats: Map<string, string>;
  readonly contacts: Map<string, string>;
  /** Writes a contact whose first event this is. */
  readonly write: (name: string, event: ContactEvent, from?: From) => Promise<Contact>;
};

/** A contact's fan: who had her before, and whether she speaks in public. */
type From = { readonly prefer?: string | undefined; readonly isPublic?: boolean };

/** What a floor lives by that the conventions do not know: debts, silent desks, fans who need not wait. */
const SETTINGS = {
  "wrapup.owedMax": 1_000_000,
  "seat.silentMs": 1e11,
  "seat.graceMs": 1e11,
  "floor.nobodyMs": 1e11,
};

const CLEAR = /* sql */ `
  TRUNCATE floor_lease, floor_change, setting, account, offer, agent_session, contact, conversation, ticket, message,
    outbox, event, seat, queue, queue_group, staff CASCADE`;

const CONTACT = /* sql */ `
  INSERT INTO contact (${ALL.join(", ")}, conversation_id, account_id)
  SELECT ${ALL.join(", ")}, $2, $3 FROM json_populate_record(NULL::contact, $1)`;

export async function openStage(url: string, scenario: Scenario, now: () => Instant): Promise<Stage> {
  const client = new pg.Client({ connectionString: url, types: epochTypes });
  await client.connect();
  try {
    return await fill(client, scenario, now);
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function fill(client: pg.Client, scenario: Scenario, now: () => Instant): Promise<Stage> {
  await client.query(CLEAR);
  await ensureMonths((text, values) => client.query(text, values ? [...values] : []), START);
  const stage = await emptyStage(client, now);
  const { queues, agents } = openingOf(scenario);
  await openQueues(stage, queues);
  for (const { serving, ...spec } of agents.toSorted((one, other) => one.seat - other.seat))
    await openAgent(stage, spec, serving);
  return stage;
}

/** A shop's account, and nobody there yet: neither queues nor staff. */
export async function emptyStage(client: pg.Client, now: () => Instant): Promise<Stage> {
  const ids = createIds(now, (bytes) => randomFillSync(bytes));
  for (const [key, value] of Object.entries(SETTINGS))
    await client.query(
      "INSERT INTO setting (scope, key, value, updated_at, updated_by) VALUES ('all', $1, $2, now(), 'scenario')",
      [key, JSON.stringify(value)],
    );
  const accountId = ids();
  await client.query(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'test', 'shop', true, '{}', now())",
    [accountId],
  );
  const names = { queues: new Map(), staff: new Map(), seats: new Map(), contacts: new Map() };
  const write: Stage["write"] = (name, event, from = {}) => writeContact(stage, name, event, from);
  const stage: Stage = { client, ids, now, accountId, ...names, write };
  return stage;
}

async function openQueues({ client, ids, queues }: Stage, all: readonly QueueRules[]): Promise<void> {
  const groupId = ids();
  await client.query("INSERT INTO queue_group (id, name, created_at) VALUES ($1, 'site', now())", [groupId]);
  const add = (name: string, policy: Partial<QueuePolicy>) =>
    client.query(
      "INSERT INTO queue (id, group_id, key, name, policy, created_at) VALUES ($1::uuid, $2, $1::text, $3, $4, now())",
      [queues.get(name), groupId, name, JSON.stringify(policy)],
    );
  for (const name of ["", ...all.map(({ id }) => id)]) queues.set(name, ids());
  // Where conversations are from that a scenario begins with: nobody serves it.
  await add("", policyOf({ ...defaultQueueRules, id: "" }, queues));
  for (const rules of all) await add(rules.id, policyOf(rules, queues));
}

export const abilitiesOf = (spec: AgentSpec): Abilities => ({
  ...(spec.isNew === true && { nursery: { since: "2026-01-01", caps: [spec.capacity] } }),
  skills: spec.skills,
  channelMax: channelsOn(spec.channelMax),
  exclusive: spec.exclusive.map(channelOn),
  interrupts: spec.interrupts.map(channelOn),
  autoAccept: spec.autoAccept,
  ...(spec.rate && { rate: spec.rate }),
});

async function openAgent(stage: Stage, spec: AgentSpec, serving: readonly Serving[]): Promise<void> {
  const { client, ids, queues, staff, seats } = stage;
  const [id, seatId] = [ids(), ids()];
  staff.set(spec.id, id);
  seats.set(spec.id, seatId);
  const { capacity } = spec;
  await client.query(
    "INSERT INTO staff (id, login, name, capacity, abilities, created_at) VALUES ($1::uuid, $1::text, $2, $3, $4, now())",
    [id, spec.id, capacity, JSON.stringify(abilitiesOf(spec))],
  );
  await client.query("INSERT INTO seat (id, number, group_id) SELECT $1, $2, id FROM queue_group", [
    seatId,
    String(spec.seat).padStart(6, "0"),
  ]);
  for (const { queueId, priority, level, delayMs } of spec.memberships)
    await client.query(
      "INSERT INTO queue_member (queue_id, staff_id, priority, level, delay_ms) VALUES ($1, $2, $3, $4, $5)",
      [queues.get(queueId), id, priority, level, delayMs],
    );
  if (spec.presence === "offline") return;
  const event = {
    code: "signed_in",
    staff: id,
    seat: seatId,
    presence: "ready",
    capacity,
    owed: 0,
  } as const;
  const session = await openAgentSession(client, ids(), event, { at: START, actor: `staff:${id}` });
  const marks = [spec.readySince, spec.lastOfferAt, spec.lastAcceptAt, spec.lastReleaseAt];
  await client.query(
    `UPDATE agent_session SET presence = $2, accepted = $3, used = $4, ready_since = $5, last_offer_at = $6,
       last_accept_at = $7, last_release_at = $8, version = version + 1 WHERE id = $1`,
    [
      session.id,
      spec.presence,
      spec.acceptedToday,
      serving.reduce((sum, { units }) => sum + units, 0),
      ...marks.map((ms) => new Date(START + ms)),
    ],
  );
  for (const one of serving) await serve(stage, one, { staff: id, session: session.id });
}

/** A conversation that she has had since before. */
async function serve(
  { client, queues, contacts, write }: Stage,
  { contactId: name, units, channel }: Serving,
  hers: { readonly staff: string; readonly session: string },
): Promise<void> {
  const queue = queues.get("") ?? "";
  const contact = await write(name, {
    code: "queued",
    reason: "asked",
    queue,
    demand: { channel: channelOn(channel) },
  });
  const accepted = apply(contact, { code: "accepted", ...hers, mode: "auto", units }, START);
  await client.query(
    `UPDATE contact SET state = 'active', owner_id = $2, session_id = $3, units = $4, accepted_at = $5, event_seq = $6
     WHERE id = $1`,
    [contacts.get(name), hers.staff, hers.session, units, new Date(START), accepted.eventSeq],
  );
}

/** So many agents a draw tells apart: it is by the contact's id, modulo how many there are. */
const DRAWN_FROM = 2_520;

/** An id that draws the same agent as the scenario's name does, of up to ten. */
function drawn(name: string, ids: Ids): string {
  for (;;) {
    const id = ids();
    if (hashOf(id) % DRAWN_FROM === hashOf(name) % DRAWN_FROM) return id;
  }
}

/** A new fan's contact, as the lane that took her words in writes it. */
async function writeContact(
  { client, ids, now, accountId, contacts }: Stage,
  name: string,
  event: ContactEvent,
  { prefer, isPublic = false }: From,
): Promise<Contact> {
  const at = now();
  const [id, conversationId, ticketId] = [drawn(name, ids), ids(), ids()];
  contacts.set(name, id);
  const reopens = prefer === undefined ? {} : { reopens: { contactId: ids(), staffId: prefer } };
  const opens = { ticketId, dueAt: at, ...reopens };
  const contact = apply(open(id, opens, at), { ...event, opens }, at);
  const { code, ...data } = event;
  await client.query("BEGIN");
  await client.query(
    `INSERT INTO conversation (id, account_id, identity_id, surface, created_at, last_in_at, seq)
     VALUES ($1, $2, $3, $5, $4, $4, 1)`,
    [conversationId, accountId, ids(), new Date(at), isPublic ? "public" : "private"],
  );
  await client.query("INSERT INTO ticket (id, account_id, state, opened_at) VALUES ($1, $2, 'open', $3)", [
    ticketId,
    accountId,
    new Date(at),
  ]);
  await client.query(CONTACT, [JSON.stringify(contactRow(contact)), conversationId, accountId]);
  await client.query(
    `INSERT INTO event (subject, subject_id, seq, at, actor, code, data) VALUES ('contact', $1, 1, $2, 'fan', $3, $4)`,
    [id, new Date(at), code, { ...data, opens }],
  );
  await client.query("COMMIT");
  return contact;
}
