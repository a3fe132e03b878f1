import type { Client } from "pg";

import {
  readQueuePolicy,
  defaultQueuePolicy,
  type OwnHours,
  type QueuePolicy,
} from "../../core/queue/policy.ts";
import type { Contact } from "../../core/contact/contact.ts";
import { readSettings } from "../../core/setting/registry.ts";
import type { SessionEvent } from "../../core/seating/session-event.ts";
import { isAwake, wakeUp } from "../../core/seating/passing/waking.ts";
import { unitsOf } from "../../core/seating/work.ts";
import type { Refused, SeatingStore, Written } from "../../flow/seat/ports.ts";
import { moveLine } from "../breaks/break-room.ts";
import { loadContact, writeStep } from "../contact/contact-step.ts";
import { failureOf } from "../hot/failure.ts";
import { inTransaction } from "../transaction.ts";
import { endConsults } from "../work/consultation.ts";
import { coverAway } from "../cover/covering.ts";
import { hold, isHeld, release } from "../world/lease.ts";
import { lookAgain, openFloor } from "../world/look.ts";
import { queueOf } from "../world/rows.ts";
import { find } from "./find.ts";
import { partForsaken } from "../contact/member.ts";
import { sayNotice } from "./notice.ts";
import { lockSessions, writePassing } from "./pass.ts";
import { loadSession, writeSession } from "./session-step.ts";
import { type LoadedWork, loadWork, writeWork } from "./work.ts";

const SYSTEM = "system";

type Connect = () => Promise<Client>;

/**
 * The seating loop's connection. Offers are written side by side over `more`, too: each is a commit of its own, and
 * waits for the disk.
 */
export function seatingStore(connect: Connect, more: readonly Connect[] = []): SeatingStore {
  const attempt = <T>(work: (client: Client) => Promise<T | Refused>, by: Connect = connect) =>
    by().then((client) => refusable(() => inTransaction(client, () => work(client))));
  const take = createHands([connect, ...more]);

  return {
    ...find(connect),
    async settings() {
      const { rows } = await (
        await connect()
      ).query<{ key: string; value: unknown }>("SELECT key, value FROM setting_now WHERE scope = 'all'");
      return readSettings(rows.map(({ key, value }) => [key, value] as const)).settings;
    },
    hold: async (node, leaseMs) => hold(await connect(), node, leaseMs),
    release: async (node) => release(await connect(), node),
    open: async (groupId, limits, at) => openFloor(await connect(), groupId, limits, at),
    look: async (frame, also, at) => lookAgain(await connect(), frame, also, at),

    ...giving((work) => take((by) => attempt(work, by))),
    change: ({ sessionId, scope }, at, decide) =>
      attempt<Written>(async (client) => {
        const work = await loadWork(client, sessionId, scope);
        if (work === undefined) return "nothing";
        const policyOf = await readPolicies(client, work);
        const change = decide(work, { beatAt: work.beatAt, policyOf });
        if (change === undefined) return "nothing";
        return { was: work.session, ...(await writeWork(client, change, { at, actor: SYSTEM })) };
      }),
    moveBreakLine: async (turnMs, at) => {
      const client = await connect();
      return inTransaction(client, () => moveLine(client, turnMs, at));
    },
    wake: (contactId, at) => attempt((client) => wake(client, contactId, at)),
    partForsaken: async (at) => partForsaken(await connect(), at),
    cover: async (settings, at) => coverAway(await connect(), settings, at),
    endConsults: async (at) => endConsults(await connect(), at),
    owe: (contactId, at) => attempt((client) => owe(client, contactId, at)),
    step: (contactId, at, decide) =>
      attempt(async (client) => {
        const loaded = await loadContact(client, { contactId }, "skip");
        if (loaded === undefined) return "locked";
        const { accountId } = loaded;
        const step = decide(loaded.contact, { accountId, hours: await hoursOfQueue(client, contactId) });
        if (step === undefined) return "nothing";
        const contact = await writeStep(client, loaded.contact, { events: step.events, at, actor: SYSTEM });
        if (step.notice !== undefined) await sayNotice(client, loaded, step.notice, at);
        return contact;
      }),
  };
}

type Attempt = <T>(work: (client: Client) => Promise<T | Refused>) => Promise<T | Refused>;

/** What the holder of a lease decides: an offer to one, or a call to all. */
const giving = (attempt: Attempt): Pick<SeatingStore, "seat" | "callAll"> => ({
  seat: ({ contactId, sessionId, lease }, at, decide) =>
    attempt<Written>(async (client) => {
      if (!(await isHeld(client, lease))) return "fenced";
      const loaded = await loadContact(client, { contactId }, "skip");
      if (loaded === undefined) return "locked";
      const agent = await loadSession(client, { sessionId }, "lock");
      const change = agent && decide(loaded.contact, agent.session);
      if (agent === undefined || change === undefined) return "nothing";
      return { was: agent.session, ...(await writeWork(client, change, { at, actor: SYSTEM })) };
    }),
  callAll: ({ contactId, staffIds, lease }, at, decide) =>
    attempt<Contact | Refused>(async (client) => {
      if (!(await isHeld(client, lease))) return "fenced";
      const loaded = await loadContact(client, { contactId }, "skip");
      if (loaded === undefined) return "locked";
      const passing = decide(loaded.contact, await lockSessions(client, staffIds));
      if (passing === undefined) return "nothing";
      return writePassing(client, loaded.contact, passing, { at, actor: SYSTEM });
    }),
});

/** One piece of work a connection at a time; whoever finds none free waits for the next. */
function createHands(connects: readonly Connect[]) {
  const free = [...connects];
  const waiting: (() => void)[] = [];
  return async <T>(work: (by: Connect) => Promise<T>): Promise<T> => {
    while (free.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    const by = free.shift() ?? connects[0];
    if (by === undefined) throw new Error("seating needs a connection");
    try {
      return await work(by);
    } finally {
      free.push(by);
      waiting.shift()?.();
    }
  };
}

/** A change that lost is no error: whoever was first is right. */
async function refusable<T>(work: () => Promise<T | Refused>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    const failure = failureOf(error);
    if (failure === "raced" || failure === "locked") return failure;
    throw error;
  }
}

async function wake(client: Client, contactId: string, at: number) {
  const loaded = await loadContact(client, { contactId }, "skip");
  if (loaded === undefined) return "locked";
  const { contact } = loaded;
  const { ownerId } = contact;
  if (ownerId === undefined || !isAwake(contact)) return "nothing";
  const agent = await loadSession(client, { staffId: ownerId }, "lock");
  const step = wakeUp(contact, agent?.session);
  if (step === undefined) return "nothing";
  const stamp = { at, actor: SYSTEM };
  const woken = await writeStep(client, contact, { events: [step.event], ...stamp });
  if (agent !== undefined) await writeSession(client, agent.session, step.session, stamp);
  return woken;
}

async function owe(client: Client, contactId: string, at: number) {
  const loaded = await loadContact(client, { contactId }, "skip");
  if (loaded === undefined) return "locked";
  const { state, dueAt, sessionId } = loaded.contact;
  if (state !== "wrapup" || dueAt === undefined || dueAt > at) return "nothing";
  const stamp = { at, actor: SYSTEM };
  const contact = await writeStep(client, loaded.contact, { events: [{ code: "wrapup_owed" }], ...stamp });
  const { ownerId } = contact;
  if (ownerId === undefined) return contact;
  const which = sessionId === undefined ? { staffId: ownerId } : { sessionId };
  const agent = await loadSession(client, which, "lock");
  // What was put aside before it ended holds nothing of hers; it is owed all the same.
  const event: SessionEvent =
    sessionId === undefined
      ? { code: "owed", contact: contactId }
      : { code: "released", contact: contactId, why: "wrapup_owed", ...unitsOf(loaded.contact) };
  if (agent !== undefined) await writeSession(client, agent.session, [event], stamp);
  return contact;
}

const POLICIES = /* sql */ `
  SELECT k.id, q.policy FROM contact k JOIN account a ON a.id = k.account_id JOIN queue_now q ON q.id = ${queueOf("k", "a")}
  WHERE k.id = ANY ($1)`;

const HOURS = /* sql */ `
  SELECT q.policy -> 'hours' AS hours
  FROM contact k JOIN account a ON a.id = k.account_id JOIN queue_now q ON q.id = ${queueOf("k", "a")}
  WHERE k.id = $1`;

const hoursOfQueue = async (client: Client, contactId: string): Promise<OwnHours | undefined> =>
  (await client.query<{ hours: OwnHours | null }>(HOURS, [contactId])).rows[0]?.hours ?? undefined;

async function readPolicies(
  client: Client,
  { offers }: LoadedWork,
): Promise<(contactId: string) => QueuePolicy> {
  if (offers.length === 0) return () => defaultQueuePolicy;
  const { rows } = await client.query<{ id: string; policy: Partial<QueuePolicy> }>(POLICIES, [
    offers.map(({ contactId }) => contactId),
  ]);
  const policies = new Map(rows.map(({ id, policy }) => [id, readQueuePolicy(policy)]));
  return (contactId) => policies.get(contactId) ?? defaultQueuePolicy;
}
