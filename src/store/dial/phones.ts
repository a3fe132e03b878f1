import type { Phone } from "../../core/desk/beside.ts";
import { type DialCode, type DialState, stageOf } from "../../core/dial/dial.ts";
import type { CallState } from "../../core/call/call.ts";
import { type Instant, MINUTE } from "../../core/kernel/instant.ts";
import type { AskRows } from "../desk/floor.ts";
import { iso, isoOrNull } from "../desk/row.ts";
import { TAKES_ORDERS } from "./dial-store.ts";

/** What became of an order is news for so long. */
const SHOWN_MS = 10 * MINUTE;

const MAY = /* sql */ `
  SELECT EXISTS (SELECT FROM cti_system y JOIN account a ON a.id = y.id WHERE ${TAKES_ORDERS}) AS "mayDial"`;

/** $1 staff ids, $2 none before */
const DIALS = /* sql */ `
  SELECT DISTINCT ON (d.staff_id, d.contact_id) d.staff_id AS "staffId", d.id AS "dialId", d.contact_id AS "contactId", d.state,
    d.code, d.masked, d.at, l.state AS call, l.conversation_id AS "callConversationId",
    CASE WHEN l.state = 'missed' THEN k.promised_at END AS "againAt"
  FROM dial d LEFT JOIN call l ON l.id = d.call_id
    LEFT JOIN contact k ON k.id = d.contact_id AND k.state = 'left_message' AND k.queue_reason = 'call_back'
  WHERE d.staff_id = ANY ($1) AND d.at > $2 ORDER BY d.staff_id, d.contact_id, d.at DESC, d.id`;

type Cells = {
  readonly staffId: string;
  readonly dialId: string;
  readonly contactId: string;
  readonly state: DialState;
  readonly code: DialCode | null;
  readonly masked: string | null;
  readonly at: number;
  readonly call: CallState | null;
  readonly callConversationId: string | null;
  readonly againAt: number | null;
};

/** Whom each of these has had rung a short while ago, newest of each contact. */
export async function phonesOf(
  ask: AskRows,
  staffIds: readonly string[],
  at: Instant,
): Promise<ReadonlyMap<string, Phone>> {
  const [[may], rows] = await Promise.all([
    ask<{ mayDial: boolean }>("desk.may_dial", MAY, []),
    ask<Cells>("desk.dials", DIALS, [staffIds, new Date(at - SHOWN_MS)]),
  ]);
  const mayDial = may?.mayDial ?? false;
  return new Map(
    staffIds.map((staffId) => [
      staffId,
      { mayDial, dials: rows.filter((row) => row.staffId === staffId).map(dialOf) },
    ]),
  );
}

const dialOf = ({
  dialId,
  contactId,
  state,
  code,
  masked,
  at,
  call,
  callConversationId,
  againAt,
}: Cells) => ({
  dialId,
  contactId,
  stage: stageOf(state, call),
  code,
  masked,
  at: iso(at),
  callConversationId,
  againAt: isoOrNull(againAt),
});
