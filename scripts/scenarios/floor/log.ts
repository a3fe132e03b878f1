import type { Line } from "../file.ts";
import { ms } from "../opening.ts";
import { START, type Stage } from "./stage.ts";

type Told = {
  readonly subject: "contact" | "agent_session";
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly code: string;
  readonly data: Readonly<Record<string, string>>;
  /** Whose session it is. */
  readonly staff: string | null;
  /** Why its offer was taken back. */
  readonly reason: string | null;
};

// In the order in which they became true: by transaction, and by place in it.
const NEW = /* sql */ `
  SELECT e.subject, e.subject_id AS id, e.seq, e.at, e.code, e.data, s.staff_id AS staff, o.reason
  FROM event e LEFT JOIN agent_session s ON e.subject = 'agent_session' AND s.id = e.subject_id
    LEFT JOIN offer o ON o.id = (e.data ->> 'offer')::uuid
  WHERE e.subject IN ('contact', 'agent_session') ORDER BY e.xmin::text::bigint, e.ctid`;

/** Reads what became true since it was read last, as the conventions tell it: from the log, whoever wrote that. */
export function createLog({ client, queues, staff, contacts }: Stage): () => Promise<readonly Line[]> {
  const read = new Set<string>();
  const nameOf = (names: ReadonlyMap<string, string>, id: string | null): string =>
    [...names].find(([, one]) => one === id)?.[0] ?? "";

  return async () => {
    const { rows } = await client.query<Told>(NEW);
    const fresh = rows.filter(({ id, seq }) => !read.has(`${id}/${seq}`));
    for (const { id, seq } of fresh) read.add(`${id}/${seq}`);
    const lines = fresh.flatMap((told): Line[] => {
      const t = (told.at - START) / ms(1);
      const agent = nameOf(staff, told.staff);
      const contact = nameOf(contacts, told.subject === "contact" ? told.id : (told.data["contact"] ?? ""));
      const queue = nameOf(queues, told.data["queue"] ?? "");
      return lineOf(told, { agent, contact, queue }).map((line) => ({ t, ...line }));
    });
    // A fan's going is one event of the scenario; the floor takes her offer back a moment after it knows.
    const isGone = ({ ev }: Line): number => Number(ev === "abandoned");
    return lines.toSorted((one, other) => isGone(one) - isGone(other));
  };
}

function ofContact(
  code: string,
  { reason, opens, overnight }: Told["data"],
  { contact, queue }: Pick<Names, "contact" | "queue">,
): Said[] {
  if (code === "abandoned") return [{ ev: "abandoned", contact }];
  if (code === "queued" && reason === "overflow") return [{ ev: "overflow", contact, to: queue }];
  if (code !== "left_message" || reason === "call_back") return [];
  // Asked in the night, of which the scenario does not tell.
  if (overnight !== undefined) return [];
  // Nobody began to wait who left it at once.
  if (opens !== undefined) return [{ ev: "refuse", contact, reason: REFUSED[reason ?? ""] ?? "no_agent" }];
  return [{ ev: "overflow", contact, to: "ticket" }];
}

const REFUSED: Readonly<Record<string, string>> = { queue_full: "queue_full", after_hours: "after_hours" };

type Said = { readonly ev: string; readonly [detail: string]: unknown };
type Names = { readonly agent: string; readonly contact: string; readonly queue: string };

function lineOf({ subject, code, data, reason }: Told, { agent, contact, queue }: Names): Said[] {
  if (subject === "contact") return ofContact(code, data, { contact, queue });
  switch (code) {
    case "reserved":
      return [{ ev: "offer", contact, agent }];
    case "accepted":
    case "taken":
    case "given":
      return [{ ev: "assigned", contact, agent }];
    case "released":
      if (data["why"] === "no_answer") return [{ ev: "rona", contact, agent }];
      return data["why"] === "withdrawn" || data["why"] === "agent_gone"
        ? [{ ev: "rescind", contact, agent, reason: RESCINDED[reason ?? ""] ?? "agent_left_ready" }]
        : [];
    case "presence_changed":
      return data["by"] === "engine" ? [{ ev: "agent_state", agent, state: data["to"] }] : [];
    case "signed_out":
      return data["by"] === "engine" ? [{ ev: "agent_state", agent, state: "offline" }] : [];
    default:
      return [];
  }
}

const RESCINDED: Readonly<Record<string, string>> = {
  contact_gone: "customer_left",
  already_taken: "already_taken",
  recalled: "recalled",
  forced: "forced",
};
