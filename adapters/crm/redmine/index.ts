import { defineConnector, type Fetch, type Recorded, type TicketRecord, z } from "seatbridge/kit";

import { type Api, type Asked, openApi } from "./api.ts";
import { config, type Config } from "./config.ts";
import { descriptionOf, isOurs, keyOf, noteOf, subjectOf, untold } from "./words.ts";

const Created = z.object({ issue: z.object({ id: z.int() }) });
const Found = z.object({ issues: z.array(z.object({ id: z.int(), description: z.string().nullish() })) });
const Issue = z.object({
  issue: z.object({
    id: z.int(),
    description: z.string().nullish(),
    status: z.object({ id: z.int() }),
    journals: z.array(z.object({ notes: z.string().nullish() })).default([]),
  }),
});
const Statuses = z.object({
  issue_statuses: z.array(z.object({ id: z.int(), is_closed: z.boolean().default(false) })),
});
type Issue = z.output<typeof Issue>["issue"];
type Failed = Exclude<Recorded, { kind: "recorded" }>;

/** An issue for each ticket, a note for what has happened, and the status that goes with the ticket's. */
export const redmine = defineConnector({
  name: "redmine",
  config,
  secrets: ["apiKey"],
  linkOf: ({ url }, externalId) => `${url}/issues/${externalId}`,
  create: (settings, { fetch }) => ({
    record: (ticket, externalId, signal) =>
      record(ticket, externalId, settings, openApi(settings, fetch, signal)),
    probe: (signal) => probe(settings, fetch, signal),
  }),
});

async function record(
  ticket: TicketRecord,
  externalId: string | undefined,
  settings: Config,
  api: Api,
): Promise<Recorded> {
  const found = externalId === undefined ? await findOrCreate(ticket, settings, api) : ok(externalId);
  if (found.kind !== "ok") return found;
  const id = found.value;
  const read = await readIssue(id, api);
  if (read.kind !== "ok") return read;
  // On some databases the number of an issue that was deleted is the next one's.
  if (!isOurs(ticket, read.value.description, notesOf(read.value))) return GONE;
  const failed = await tell(ticket, read.value, settings, api);
  return failed ?? { kind: "recorded", externalId: id };
}

const ok = <T>(value: T): Asked<T> => ({ kind: "ok", value });

/** A try whose answer was lost has perhaps made it: so it is looked for by our key first. */
async function findOrCreate(ticket: TicketRecord, settings: Config, api: Api): Promise<Asked<string>> {
  const { project, trackerId, priorityIds } = settings;
  const key = keyOf(ticket);
  const query = new URLSearchParams([
    ["set_filter", "1"],
    ["status_id", "*"],
    ["f[]", "description"],
    ["op[description]", "~"],
    ["v[description][]", key],
    ["f[]", "status_id"],
    ["op[status_id]", "*"],
    ["sort", "id"],
  ]);
  const found = await api.get(`/projects/${project}/issues.json?${query.toString()}`, Found);
  if (found.kind !== "ok") return isMissing(found) ? { kind: "shut", code: "project_unknown" } : found;
  const known = found.value.issues.find(({ description }) => description?.includes(key) === true);
  if (known !== undefined) return ok(String(known.id));

  const priority = { 1: priorityIds?.urgent, 2: priorityIds?.usual, 3: priorityIds?.low }[ticket.priority];
  const issue = {
    project_id: project,
    subject: subjectOf(ticket),
    description: descriptionOf(ticket, settings),
    ...(trackerId === undefined ? {} : { tracker_id: trackerId }),
    ...(priority === undefined ? {} : { priority_id: priority }),
  };
  const created = await api.send("POST", "/issues.json", { issue }, Created);
  return created.kind === "ok" ? ok(String(created.value.issue.id)) : created;
}

async function readIssue(id: string, api: Api): Promise<Asked<Issue>> {
  const read = await api.get(`/issues/${id}.json?include=journals`, Issue);
  if (read.kind === "ok") return ok(read.value.issue);
  return isMissing(read) ? GONE : read;
}

const GONE: Failed = { kind: "refused", code: "issue_gone" };

const notesOf = ({ journals }: Issue): readonly string[] => journals.flatMap(({ notes }) => notes ?? []);

const isMissing = (failed: Failed): boolean => failed.kind === "refused" && failed.code === "http_404";

/** Writes what the issue does not hold yet; undefined where that succeeded. */
async function tell(
  ticket: TicketRecord,
  issue: Issue,
  settings: Config,
  api: Api,
): Promise<Failed | undefined> {
  const statuses = await api.get("/issue_statuses.json", Statuses);
  if (statuses.kind !== "ok") return statuses;
  const status = statusFor(ticket, issue, statuses.value.issue_statuses, settings);
  const entries = untold(ticket.entries, notesOf(issue));
  if (entries.length === 0 && status === undefined) return undefined;
  const change = {
    subject: subjectOf(ticket),
    ...(entries.length === 0 ? {} : { notes: noteOf(entries, settings) }),
    ...(status === undefined ? {} : { status_id: status }),
  };
  const changed = await api.send("PUT", `/issues/${issue.id}.json`, { issue: change });
  if (changed.kind !== "ok") return changed;
  return status === undefined ? undefined : expectStatus(issue.id, status, api);
}

/** The status that it has to get; undefined where it has one of that kind already. */
function statusFor(
  { state }: TicketRecord,
  issue: Issue,
  statuses: z.output<typeof Statuses>["issue_statuses"],
  { closedStatusId, openStatusId }: Config,
): number | undefined {
  const closes = (id: number): boolean => statuses.some((status) => status.id === id && status.is_closed);
  const isClosed = closes(issue.status.id);
  if (isClosed === (state === "closed")) return undefined;
  const wanted = state === "closed" ? closedStatusId : openStatusId;
  return wanted ?? statuses.find(({ is_closed }) => is_closed === (state === "closed"))?.id;
}

/** Redmine passes over a status that its workflow does not allow, without a word. */
async function expectStatus(id: number, status: number, api: Api): Promise<Failed | undefined> {
  const read = await readIssue(String(id), api);
  if (read.kind !== "ok") return read;
  return read.value.status.id === status ? undefined : { kind: "refused", code: "status_not_allowed" };
}

async function probe(
  settings: Config,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Failed | { kind: "ready" }> {
  const api = openApi(settings, fetch, signal);
  const user = await api.get("/users/current.json", z.object({ user: z.object({ id: z.int() }) }));
  if (user.kind !== "ok") return user;
  const project = await api.get(
    `/projects/${settings.project}.json`,
    z.object({ project: z.object({ id: z.int() }) }),
  );
  if (project.kind === "ok") return { kind: "ready" };
  return isMissing(project) ? { kind: "shut", code: "project_unknown" } : project;
}
