import type { Covered, Covering, Meanwhile } from "../../core/desk/beside.ts";
import type { ContactRow } from "../../core/desk/desk.ts";
import type { AskRows } from "../desk/floor.ts";
import { fanOf, iso } from "../desk/row.ts";
import { covers } from "./covers.ts";

/** Of one desk. */
const SHOWN_MAX = 50;

/** $1 staff ids */
const COVERED = /* sql */ `
  SELECT p.id AS "staffId", k.* FROM unnest($1::uuid[]) AS p(id) CROSS JOIN LATERAL (
    SELECT t.id AS "contactId", v.cause, s.id AS "ownerId", s.name AS "ownerName"
    FROM contact t JOIN cover v ON v.contact_id = t.id AND v.ended_at IS NULL JOIN staff s ON s.id = v.owner_id
    WHERE ${covers("p.id")} ORDER BY t.waiting_since, t.id LIMIT ${SHOWN_MAX}) AS k`;

/** $1 staff ids. Where nobody said anything there is nothing to tell. */
const MEANWHILE = /* sql */ `
  SELECT v.owner_id AS "staffId", v.conversation_id AS "conversationId", sum(said.count)::int AS answers,
    max(v.ended_at) AS "endedAt", i.id AS "identityId", i.name, i.remark, coalesce(i.external_id::text, '') AS "externalId"
  FROM cover v JOIN conversation c ON c.id = v.conversation_id JOIN identity i ON i.id = c.identity_id
  CROSS JOIN LATERAL (
    SELECT count(*) FROM message m WHERE m.conversation_id = v.conversation_id AND m.seq > v.seq AND m.author = 'agent'
      AND m.at BETWEEN v.at AND v.ended_at AND m.staff_id <> v.owner_id AND m.internal IS NOT TRUE) AS said
  WHERE v.owner_id = ANY ($1) AND v.ended_at IS NOT NULL AND v.known_at IS NULL
  GROUP BY v.owner_id, v.conversation_id, i.id HAVING sum(said.count) > 0 ORDER BY max(v.ended_at)`;

type Whose = { readonly staffId: string };
type CoveredCells = Whose &
  Pick<Covered, "contactId" | "cause"> & { readonly ownerId: string; readonly ownerName: string };
type MeanwhileCells = Whose &
  Omit<Meanwhile, "fan" | "endedAt"> & { readonly endedAt: number } & Parameters<typeof fanOf>[0];

/** 代管, both sides of it, of whoever of these has any. */
export async function coveringsOf(
  ask: AskRows,
  rowsOf: (contactIds: readonly string[]) => Promise<ReadonlyMap<string, ContactRow>>,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, Covering>> {
  const [covered, meanwhile] = await Promise.all([
    ask<CoveredCells>("desk.covered", COVERED, [staffIds]),
    ask<MeanwhileCells>("desk.meanwhile", MEANWHILE, [staffIds]),
  ]);
  const contactIds = [...new Set(covered.map(({ contactId }) => contactId))];
  const rows = contactIds.length === 0 ? new Map<string, ContactRow>() : await rowsOf(contactIds);
  const concerned = new Set([...covered, ...meanwhile].map(({ staffId }) => staffId));
  const of = <Cells extends Whose>(all: readonly Cells[], id: string) =>
    all.filter(({ staffId }) => staffId === id);
  return new Map(
    [...concerned].map((staffId) => [
      staffId,
      {
        toAnswer: of(covered, staffId).flatMap((cells) => coveredOf(cells, rows.get(cells.contactId))),
        meanwhile: of(meanwhile, staffId).slice(0, SHOWN_MAX).map(meanwhileOf),
      },
    ]),
  );
}

function coveredOf(
  { contactId, cause, ownerId, ownerName }: CoveredCells,
  row: ContactRow | undefined,
): Covered[] {
  if (row === undefined) return [];
  const { conversationId, fan, channel, surface, waitingSince, last } = row;
  const owner = { id: ownerId, name: ownerName };
  const said = last?.text ?? "";
  return [{ contactId, conversationId, fan, channel, surface, cause, owner, waitingSince, said }];
}

const meanwhileOf = ({ conversationId, answers, endedAt, ...fan }: MeanwhileCells): Meanwhile => ({
  conversationId,
  answers,
  endedAt: iso(endedAt),
  fan: fanOf(fan),
});
