import type { AgentSession } from "../../core/seating/session.ts";

/** A session and its row, both ways, in this one place: a field that is new in core does not compile until it is here. */
const COLUMNS = {
  id: "id",
  staffId: "staff_id",
  seatId: "seat_id",
  presence: "presence",
  reason: "reason",
  cause: "cause",
  backAt: "back_at",
  stateSince: "state_since",
  idleSince: "idle_since",
  readySince: "ready_since",
  lastOfferAt: "last_offer_at",
  lastAcceptAt: "last_accept_at",
  lastReleaseAt: "last_release_at",
  accepted: "accepted",
  capacity: "capacity",
  extra: "extra",
  capacityBy: "capacity_by",
  used: "used",
  noAnswers: "no_answers",
  wrapupsOwed: "wrapups_owed",
  aloneWith: "alone_with",
  version: "version",
  signedInAt: "signed_in_at",
  signedOutAt: "signed_out_at",
} as const satisfies { readonly [Field in keyof AgentSession]-?: string };

/** Not the row's own: what a preset that runs lends her. */
const EXTRA = "extra";

const NAMES = Object.values(COLUMNS);
const OWN = NAMES.filter((name) => name !== EXTRA);
const FIELDS = Object.keys(COLUMNS);
/** What a session keeps for its whole life. */
const LASTING: ReadonlySet<string> = new Set(["id", "staff_id", "signed_in_at"]);
/** Moments are columns of these names, and no others. */
const MOMENT = /_(?:at|since)$/;

export const CHANGING: readonly string[] = OWN.filter((name) => !LASTING.has(name));
export const ALL: readonly string[] = OWN;

/** Select list of a whole session, for `toSession`. Read in array mode, with moments as numbers (`epochTypes`). */
export const sessionColumns = (table: string): string =>
  NAMES.map((name) =>
    name === EXTRA ? `nullif(extra_capacity(${table}.staff_id), 0)` : `${table}.${name}`,
  ).join(", ");

export type SessionCells = readonly (string | number | null)[];

export function toSession(cells: SessionCells): AgentSession {
  const session: Record<string, unknown> = {};
  FIELDS.forEach((field, index) => {
    const cell = cells[index] ?? null;
    if (cell !== null) session[field] = cell;
  });
  return session as AgentSession;
}

/** The row as JSON, by column, for json_populate_record. What a session has not is null there. */
export function sessionRow(session: AgentSession): Readonly<Record<string, unknown>> {
  const row: Record<string, unknown> = {};
  for (const [field, column] of Object.entries(COLUMNS)) {
    if (column === EXTRA) continue;
    const value = session[field as keyof AgentSession];
    row[column] = MOMENT.test(column) && typeof value === "number" ? new Date(value).toISOString() : value;
  }
  return row;
}
