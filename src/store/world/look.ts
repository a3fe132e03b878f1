import type { Client, ClientBase } from "pg";

import type { AgentImage } from "../../core/assignment/mirror/image.ts";
import type { QueueRules } from "../../core/assignment/live/rules.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { type QueuePolicy, readQueuePolicy } from "../../core/queue/policy.ts";
import { rulesOf, type SeatingLimits } from "../../core/queue/rules.ts";
import type { Changed, FloorFrame, Looked, Opened } from "../../flow/seat/ports.ts";
import { type AgentRow, agentImage, contactImage, type ContactRow } from "./image.ts";
import { AGENTS, CONTACTS, QUEUES, SEATS, SILENT } from "./rows.ts";

/** Longer nobody rests after an offer that she did not take. */
const REST_MS_MAX = 60 * 60_000;

type QueueRow = { readonly id: string; readonly version: number; readonly policy: Partial<QueuePolicy> };

/** Marks are taken before rows are read: what is written in between is marked, and read once more. */
const TAKE = /* sql */ `DELETE FROM floor_change WHERE group_id = $1 RETURNING what, subject_id AS id`;

type Mark = { readonly what: "contact" | "agent" | "floor"; readonly id: string };

/** All of a queue group as it is now; what is marked is in it. */
export async function openFloor(
  client: Client,
  groupId: string,
  limits: SeatingLimits,
  at: Instant,
): Promise<Opened> {
  await client.query(TAKE, [groupId]);
  return readFloor(client, groupId, limits, at);
}

/** The same for whoever only looks: the marks stay for who seats. `only`: as much of it as is asked for. */
export async function readFloor(
  client: ClientBase,
  groupId: string,
  limits: SeatingLimits,
  at: Instant,
  only?: Changed,
): Promise<Opened> {
  const queues = (await client.query<QueueRow>(QUEUES, [groupId])).rows.map((queue) => ({
    ...queue,
    policy: readQueuePolicy(queue.policy),
  }));
  const seats = (await client.query<{ id: string }>(SEATS)).rows;
  const frame: FloorFrame = {
    groupId,
    limits,
    queues: new Map(
      queues.map((queue) => [
        queue.id,
        { rules: rulesOf(queue, limits), publicBoostMs: queue.policy.publicBoostMs },
      ]),
    ),
    seats: new Map(seats.map(({ id }, index) => [id, index + 1])),
  };
  const { agents, contacts, sessions } = await imagesOf(client, frame, only, at);
  return { frame, queues: [...frame.queues.values()].map(({ rules }) => rules), agents, contacts, sessions };
}

/** What has changed since, with what is asked for beside it; undefined: the floor itself, so open it anew. */
export async function lookAgain(
  client: Client,
  frame: FloorFrame,
  also: Changed & { readonly silent: ReadonlySet<string> },
  at: Instant,
): Promise<Looked | undefined> {
  const { rows } = await client.query<Mark>(TAKE, [frame.groupId]);
  if (rows.some(({ what }) => what === "floor")) return undefined;
  const ids = (what: Mark["what"]) => rows.filter((mark) => mark.what === what).map(({ id }) => id);
  const silent = await silentOf(client, frame, at);
  const fell = [...silent].filter((id) => !also.silent.has(id));
  const spoke = [...also.silent].filter((id) => !silent.has(id));
  const agents = new Set([...ids("agent"), ...also.agents, ...fell, ...spoke]);
  const contacts = new Set([...ids("contact"), ...also.contacts]);
  const images = await imagesOf(client, frame, { agents, contacts }, at);
  const there = new Set(images.contacts.map(({ spec }) => spec.id));
  return {
    ...images,
    contactsGone: [...contacts].filter((id) => !there.has(id)),
    agentsGone: [...agents].filter((id) => !images.sessions.has(id)),
  };
}

async function silentOf(client: Client, frame: FloorFrame, at: Instant): Promise<Set<string>> {
  const since = new Date(at - frame.limits.silentMs);
  const { rows } = await client.query<{ id: string }>(SILENT, [frame.groupId, since]);
  return new Set(rows.map(({ id }) => id));
}

async function imagesOf(
  client: ClientBase,
  frame: FloorFrame,
  only: Changed | undefined,
  at: Instant,
): Promise<Pick<Opened, "agents" | "contacts" | "sessions">> {
  const { groupId, queues } = frame;
  const read = async <Row extends object>(
    sql: string,
    ids: ReadonlySet<string> | undefined,
    ...rest: readonly unknown[]
  ) => {
    if (ids?.size === 0) return [];
    return (await client.query<Row>(sql, [groupId, ids === undefined ? null : [...ids], ...rest])).rows;
  };
  const agents = await read<AgentRow>(AGENTS, only?.agents, new Date(at - REST_MS_MAX));
  const contacts = await read<ContactRow>(CONTACTS, only?.contacts);
  const ruleOf = (queueId: string): QueueRules | undefined => queues.get(queueId)?.rules;
  const seatOf = ({ seatId }: AgentRow): number => frame.seats.get(seatId) ?? frame.seats.size + 1;
  return {
    agents: agents.map((row): AgentImage => {
      return agentImage(row, { limits: frame.limits, seat: seatOf(row), rulesOf: ruleOf, at });
    }),
    contacts: contacts.map((row) => contactImage(row, (id) => queues.get(id)?.publicBoostMs ?? 0)),
    sessions: new Map(agents.map(({ staffId, sessionId }) => [staffId, sessionId])),
  };
}
