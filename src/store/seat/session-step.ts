import type { ClientBase } from "pg";

import type { Instant } from "../../core/kernel/instant.ts";
import type { SessionEvent } from "../../core/seating/session-event.ts";
import { type AgentSession, applySession, lentThen, signIn, whenIdle } from "../../core/seating/session.ts";
import { ALL, CHANGING, type SessionCells, sessionColumns, sessionRow, toSession } from "./session-row.ts";

export type WhichSession = { readonly sessionId: string } | { readonly staffId: string };

/** A session that lives, with when its desk was last heard of; a beat is no event. */
export type LoadedSession = { readonly session: AgentSession; readonly beatAt: Instant };

/** Who did what follows, and when. */
export type Stamp = { readonly at: Instant; readonly actor: string };

const loadOf = (column: "id" | "staff_id", lock: "lock" | "look"): string => /* sql */ `
  SELECT s.beat_at, ${sessionColumns("s")} FROM agent_session s
  WHERE s.${column} = $1 AND s.signed_out_at IS NULL ${lock === "lock" ? "FOR UPDATE" : ""}`;

/**
 * The session that lives: by its id, or the one of a person. Locked for a change, after conversations and contacts
 * and before staff; or merely looked at. Undefined where she is signed out.
 */
export async function loadSession(
  client: ClientBase,
  which: WhichSession,
  lock: "lock" | "look",
): Promise<LoadedSession | undefined> {
  const [column, id] =
    "sessionId" in which ? (["id", which.sessionId] as const) : (["staff_id", which.staffId] as const);
  const { rows } = await client.query<[Instant, ...SessionCells]>({
    text: loadOf(column, lock),
    values: [id],
    rowMode: "array",
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const [beatAt, ...cells] = row;
  return { session: toSession(cells), beatAt };
}

const LOG = /* sql */ `
  INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
  SELECT 'agent_session', (SELECT id FROM after), s, $2, $3, o, d FROM json_to_recordset($4) AS e(s int, o text, d jsonb)`;

const WRITE = /* sql */ `
  WITH after AS (SELECT * FROM json_populate_record(NULL::agent_session, $1)),
  stepped AS (
    UPDATE agent_session s SET (${CHANGING.join(", ")}) = (SELECT ${CHANGING.map((name) => `after.${name}`).join(", ")} FROM after)
    WHERE s.id = (SELECT id FROM after) AND s.version = $5 RETURNING 1
  ), logged AS (${LOG})
  SELECT must((SELECT count(*) FROM stepped) = 1, 'agent_session')`;

const OPEN = /* sql */ `
  WITH after AS (
    INSERT INTO agent_session (${ALL.join(", ")}, beat_at)
    SELECT ${ALL.join(", ")}, $2 FROM json_populate_record(NULL::agent_session, $1) RETURNING id
  ) ${LOG}`;

/** Signs her in. Raced (a unique key) where she, or somebody on that seat, is signed in already. */
export async function openAgentSession(
  client: ClientBase,
  id: string,
  event: Extract<SessionEvent, { code: "signed_in" }>,
  { at, actor }: Stamp,
): Promise<AgentSession> {
  const session = signIn(id, event, at);
  await client.query(OPEN, [
    JSON.stringify(sessionRow(session)),
    new Date(at),
    actor,
    JSON.stringify(told([event], 1)),
  ]);
  return session;
}

/**
 * Makes a step of a session true: the row, its events, and that she goes with her last piece of work where she
 * asked to sign out. `before` is what was loaded under the lock. Returns what it became.
 * Throws P0409 (raced) where the row is another by now; `illegal_transition` where an event may not be.
 */
export async function writeSession(
  client: ClientBase,
  before: AgentSession,
  events: readonly SessionEvent[],
  { at, actor }: Stamp,
): Promise<AgentSession> {
  if (events.length === 0) return before;
  const stepped = events.reduce((session, event) => applySession(session, event, at), before);
  const last = whenIdle(stepped, at);
  const after = last.reduce((session, event) => applySession(session, event, at), stepped);
  await client.query(WRITE, [
    JSON.stringify(sessionRow(after)),
    new Date(at),
    actor,
    JSON.stringify(told([...events.map((event) => lentThen(event, before)), ...last], before.version + 1)),
    before.version,
  ]);
  return after;
}

const told = (events: readonly SessionEvent[], first: number) =>
  events.map(({ code, ...data }, index) => ({ s: first + index, o: code, d: data }));
