import { expect } from "@jest/globals";
import { foldContact } from "../../src/core/contact/apply.ts";
import type { ContactEvent } from "../../src/core/contact/event.ts";
import { segmentsOf } from "../../src/core/seating/segment.ts";
import type { SessionEvent } from "../../src/core/seating/session-event.ts";
import { foldSession } from "../../src/core/seating/session.ts";
import { contactRow } from "../../src/store/contact/contact-row.ts";
import { sessionRow } from "../../src/store/seat/session-row.ts";
import type { Tables } from "./tables.ts";

/** What must hold after every single step (seats section 2.11), as queries that find nothing. */
const NEVER: Readonly<Record<string, string>> = {
  "a contact with live offers of two rounds, or two to one": `
    SELECT contact_id FROM offer WHERE ended_at IS NULL GROUP BY contact_id
    HAVING count(DISTINCT offered_at) > 1 OR count(*) > count(DISTINCT staff_id)`,
  "a count that is not what the session holds": `
    SELECT s.id, s.used FROM agent_session s WHERE s.used <>
      (SELECT coalesce(sum(o.units), 0) FROM offer o WHERE o.session_id = s.id AND o.ended_at IS NULL)
      + (SELECT coalesce(sum(coalesce(k.units, 1)), 0) FROM contact k WHERE k.session_id = s.id AND k.state IN ('active', 'wrapup'))`,
  "work above the capacity, and one that interrupts": `
    SELECT s.id FROM agent_session s JOIN staff ON staff.id = s.staff_id
    WHERE s.used > s.capacity + CASE WHEN staff.abilities ? 'interrupts' THEN 1 ELSE 0 END`,
  "an offer of somebody who is not ready": `
    SELECT o.id FROM offer o JOIN agent_session s ON s.id = o.session_id WHERE o.ended_at IS NULL AND s.presence <> 'ready'`,
  "work on the desk of somebody who is gone":
    "SELECT k.id FROM contact k JOIN agent_session s ON s.id = k.session_id WHERE s.presence = 'offline' AND k.ended_at IS NULL",
  "an offered contact without its live offer": `
    SELECT k.id FROM contact k LEFT JOIN offer o ON o.id = k.offer_id AND o.ended_at IS NULL
    WHERE k.state = 'offered' AND (o.id IS NULL OR o.contact_id <> k.id OR o.staff_id <> k.offered_to)`,
  "somebody signed out who still had work":
    "SELECT id FROM agent_session WHERE presence = 'offline' AND used <> 0",
};

export async function expectSeatsSound(tables: Tables): Promise<void> {
  for (const [what, sql] of Object.entries(NEVER)) {
    expect({ what, found: await tables.rows(sql) }).toEqual({ what, found: [] });
  }
}

const TOLD = (subject: string, table: string): string => `
  SELECT row_to_json(t) AS row, (
    SELECT json_agg(json_build_object('at', e.at, 'seq', e.seq, 'event', e.data || jsonb_build_object('code', e.code)) ORDER BY e.seq)
    FROM event e WHERE e.subject = '${subject}' AND e.subject_id = t.id) AS told
  FROM ${table} t`;

type Told<Event> = {
  readonly row: Readonly<Record<string, unknown>>;
  readonly told: readonly { readonly at: string; readonly seq: number; readonly event: Event }[];
};

/** Every contact's row is the fold of its events. */
export async function expectContactsFold(tables: Tables): Promise<void> {
  for (const { row, told } of await tables.rows<Told<ContactEvent>>(TOLD("contact", "contact"))) {
    const events = told.map(({ event, at }) => ({ event, at: Date.parse(at) }));
    expectRow(row, contactRow(foldContact(String(row["id"]), events)));
  }
}

/** Every row is the fold of its events, and the time of every session is its segments. */
export async function expectSeatsFold(tables: Tables, until: number): Promise<void> {
  await expectContactsFold(tables);
  for (const { row, told } of await tables.rows<Told<SessionEvent>>(TOLD("agent_session", "agent_session"))) {
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
    const events = told.map(({ event, at }) => ({ event, at: Date.parse(at) }));
    const session = foldSession(String(row["id"]), events);
    expectRow(row, sessionRow(session));
    const segments = segmentsOf(events, until);
    const sum = segments.reduce((ms, { start, end }) => ms + end - start, 0);
    expect(sum).toBe((session.signedOutAt ?? until) - session.signedInAt);
  }
}

const MOMENT = /_(?:at|since)$/;

function expectRow(row: Readonly<Record<string, unknown>>, folded: Readonly<Record<string, unknown>>): void {
  const plain = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.keys(folded).map((name) => {
        const value = from[name];
        return [name, MOMENT.test(name) && typeof value === "string" ? Date.parse(value) : (value ?? null)];
      }),
    );
  expect(plain(row)).toEqual(plain(folded));
}
