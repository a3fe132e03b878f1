import type { ClientBase } from "pg";

import type { Happening } from "../../core/desk/desk.ts";
import { iso } from "./row.ts";

/** An event as its row has it. */
export type EventCells = {
  readonly subject: "contact" | "ticket";
  readonly subjectId: string;
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;
};

type Names = ReadonlyMap<string, { readonly name: string; readonly nameEn: string | null }>;

/** Parameters that are ids, and under what the name of each stands beside it. */
const NAMED = {
  staff: "staffName",
  queue: "queueName",
  entry: "entryTitle",
  reasonId: "reasonName",
  assigneeId: "assigneeName",
  scene: "sceneName",
} as const;
const STAFF = "staff:";

const NAMES = /* sql */ `
  SELECT id, name, NULL AS "nameEn" FROM staff WHERE id = ANY ($1)
  UNION ALL SELECT id, name, NULL FROM queue WHERE id = ANY ($1)
  UNION ALL SELECT id, name, name_en FROM reason WHERE id = ANY ($1)
  UNION ALL SELECT id, name, NULL FROM scene_code WHERE id = ANY ($1)
  UNION ALL SELECT e.id, v.title, NULL FROM faq_entry e
    JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version WHERE e.id = ANY ($1)`;

/** Events as they are told: ids with the names that go with them today. */
export async function toHappenings(client: ClientBase, rows: readonly EventCells[]): Promise<Happening[]> {
  const ids = new Set(rows.flatMap(idsOf));
  const names: Names =
    ids.size === 0
      ? new Map()
      : new Map(
          (
            await client.query<{ id: string; name: string; nameEn: string | null }>({
              name: "desk.names",
              text: NAMES,
              values: [[...ids]],
            })
          ).rows.map((row) => [row.id, row]),
        );
  return rows.map((row) => toHappening(row, names));
}

function idsOf({ actor, data }: EventCells): readonly string[] {
  const named = Object.keys(NAMED).map((key) => data[key]);
  return [actor.startsWith(STAFF) ? actor.slice(STAFF.length) : undefined, ...named].filter(
    (id) => typeof id === "string",
  );
}

function toHappening(row: EventCells, names: Names): Happening {
  const { subject, subjectId, seq, at, code } = row;
  return {
    type: "event",
    id: `${subjectId}:${seq}`,
    at: iso(at),
    subject,
    contactId: subject === "contact" ? subjectId : null,
    actor: actorOf(row.actor, names),
    code,
    params: paramsOf(row.data, names),
  };
}

function actorOf(actor: string, names: Names): Happening["actor"] {
  if (actor.startsWith(STAFF)) {
    const id = actor.slice(STAFF.length);
    return { kind: "staff", staff: { id, name: names.get(id)?.name ?? "" } };
  }
  return { kind: actor === "fan" || actor === "bot" ? actor : "system", staff: null };
}

/** Numbers, codes and ids pass; lists and scores are for other readers. Moments of events are epoch milliseconds. */
function paramsOf(data: EventCells["data"], names: Names): Happening["params"] {
  const params: Record<string, Happening["params"][string]> = {};
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === "number" && MOMENT.test(key)) params[key] = iso(value);
    else if (value === null || ["string", "number", "boolean"].includes(typeof value)) {
      params[key] = value as string | number | boolean | null;
    }
    const shown = key in NAMED ? NAMED[key as keyof typeof NAMED] : undefined;
    const found = typeof value === "string" ? names.get(value) : undefined;
    if (shown !== undefined && found !== undefined) {
      params[shown] = found.name;
      if (found.nameEn !== null) params[`${shown}En`] = found.nameEn;
    }
  }
  return params;
}

const MOMENT = /(?:At|until)$/;
