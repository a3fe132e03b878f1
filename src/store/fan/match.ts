import type { DataSource } from "typeorm";

/** What became of a fan's words, with names in place of ids; moments in epoch milliseconds, newest step last. */
export type FanMatch = {
  /** Agents who would take one of this account's contacts now. */
  readonly agentsReady: number;
  readonly contact?: {
    readonly state: string;
    readonly ticket: number;
    readonly reason?: string;
    readonly agent?: string;
  };
  readonly steps: readonly {
    readonly key: string;
    readonly at: number;
    readonly code: string;
    readonly rule?: string;
    readonly score?: number;
    readonly entry?: string;
    readonly rival?: { readonly entry: string; readonly score: number };
    readonly options?: readonly string[];
    readonly reason?: string;
    readonly agent?: string;
    readonly rating?: number;
  }[];
};

/** Contacts that are looked into, newest first, and events that are given back. */
const CONTACTS_MAX = 5;
const STEPS_MAX = 60;

type Contact = NonNullable<FanMatch["contact"]>;
type Step = FanMatch["steps"][number];
type StepRow = {
  readonly key: string;
  readonly at: Date;
  readonly code: string;
  readonly data: {
    readonly rule?: string;
    readonly reason?: string;
    readonly score?: number;
    readonly entry?: string;
    readonly rival?: readonly [string, number];
    readonly options?: readonly string[];
    readonly scores?: readonly (readonly [string, number])[];
    readonly staff?: string;
  };
};

const THREAD = /* sql */ `
  SELECT c.id FROM identity i JOIN conversation c ON c.identity_id = i.id AND c.account_id = i.account_id
  WHERE i.account_id = $1 AND i.external_id = $2 AND c.surface = 'private'`;

const READY = /* sql */ `
  SELECT count(*)::int AS n FROM agent_session s
  WHERE s.signed_out_at IS NULL AND s.presence = 'ready' AND EXISTS (
    SELECT FROM account a JOIN queue_member m ON m.queue_id = a.queue_id
    WHERE a.id = $1 AND m.staff_id = s.staff_id)`;

const CONTACTS = /* sql */ `
  SELECT c.id, c.state, t.number::int AS ticket, c.queue_reason AS reason, s.name AS agent
  FROM contact c JOIN ticket t ON t.id = c.ticket_id LEFT JOIN staff s ON s.id = c.owner_id
  WHERE c.conversation_id = $1 ORDER BY c.created_at DESC LIMIT ${CONTACTS_MAX}`;

const STEPS = /* sql */ `
  SELECT concat(e.subject_id, ':', e.seq) AS key, e.at, e.code, e.data
  FROM event e WHERE e.subject_id = ANY($1) AND e.subject IN ('conversation', 'contact')
  ORDER BY e.at DESC, e.seq DESC LIMIT ${STEPS_MAX}`;

const TITLES = /* sql */ `
  SELECT DISTINCT ON (entry_id) entry_id AS id, title AS name FROM faq_version
  WHERE entry_id = ANY($1) ORDER BY entry_id, version DESC`;

const AGENTS = /* sql */ `SELECT id, name FROM staff WHERE id = ANY($1)`;

export async function readFanMatch(source: DataSource, accountId: string, openid: string): Promise<FanMatch> {
  const [ready] = await source.query<{ n: number }[]>(READY, [accountId]);
  const agentsReady = ready?.n ?? 0;
  const [thread] = await source.query<{ id: string }[]>(THREAD, [accountId, openid]);
  if (thread === undefined) return { agentsReady, steps: [] };
  const contacts = await source.query<(Nullable<Contact> & { id: string })[]>(CONTACTS, [thread.id]);
  const rows = await source.query<StepRow[]>(STEPS, [[thread.id, ...contacts.map(({ id }) => id)]]);
  const titles = await names(source, TITLES, rows.flatMap(entriesOf));
  const agents = await names(
    source,
    AGENTS,
    rows.flatMap(({ data }) => data.staff ?? []),
  );
  const steps = rows.toReversed().map((row) => stepOf(row, titles, agents));
  const [latest] = contacts;
  return { agentsReady, steps, ...(latest !== undefined && { contact: contactOf(latest) }) };
}

type Nullable<T> = { readonly [Key in keyof T]-?: Exclude<T[Key], undefined> | null };

const contactOf = ({ state, ticket, reason, agent }: Nullable<Contact>): Contact => ({
  state: state ?? "",
  ticket: ticket ?? 0,
  ...(reason !== null && { reason }),
  ...(agent !== null && { agent }),
});

const entriesOf = ({ data }: StepRow): readonly string[] => [
  ...(data.entry === undefined ? [] : [data.entry]),
  ...(data.rival === undefined ? [] : [data.rival[0]]),
  ...(data.options ?? []),
  ...(data.scores ?? []).map(([id]) => id),
];

async function names(
  source: DataSource,
  sql: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await source.query<{ id: string; name: string }[]>(sql, [[...new Set(ids)]]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function stepOf(
  { key, at, code, data }: StepRow,
  titles: ReadonlyMap<string, string>,
  agents: ReadonlyMap<string, string>,
): Step {
  const title = (id: string): string => titles.get(id) ?? id;
  const { rule, reason, score, entry, rival, options, scores, staff } = data;
  const near = options ?? scores?.map(([id]) => id);
  return {
    key,
    at: at.getTime(),
    code,
    ...(rule !== undefined && { rule }),
    ...(reason !== undefined && { reason }),
    // A fan's own score is no measure of a match.
    ...(score !== undefined && (code === "rated" ? { rating: score } : { score })),
    ...(entry !== undefined && { entry: title(entry) }),
    ...(rival !== undefined && { rival: { entry: title(rival[0]), score: rival[1] } }),
    ...(near !== undefined && { options: near.map(title) }),
    ...(staff !== undefined && { agent: agents.get(staff) ?? staff }),
  };
}
