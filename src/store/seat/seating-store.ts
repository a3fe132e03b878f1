import type { Client } from "pg";

import { readQueuePolicy, defaultQueuePolicy, type QueuePolicy } from "../../core/queue/policy.ts";
import { readSettings } from "../../core/setting/registry.ts";
import type { Refused, SeatingStore, Written } from "../../flow/seat/ports.ts";
import { loadContact, writeStep } from "../contact/contact-step.ts";
import { failureOf } from "../hot/failure.ts";
import { inTransaction } from "../transaction.ts";
import { find } from "./find.ts";
import { sayNotice } from "./notice.ts";
import { loadSession, writeSession } from "./session-step.ts";
import { type LoadedWork, loadWork, writeWork } from "./work.ts";
import { queueOf, readGroups, readWorld } from "./world.ts";

const SYSTEM = "system";

/** The seating loop's connection. */
export function seatingStore(connect: () => Promise<Client>): SeatingStore {
  const attempt = <T>(work: (client: Client) => Promise<T | Refused>) =>
    connect().then((client) => refusable(() => inTransaction(client, () => work(client))));

  return {
    ...find(connect),
    async settings() {
      const { rows } = await (
        await connect()
      ).query<{ key: string; value: unknown }>("SELECT key, value FROM setting WHERE scope = 'all'");
      return readSettings(rows.map(({ key, value }) => [key, value] as const)).settings;
    },
    groups: async () => readGroups(await connect()),
    world: async (groupId, limits, at) => readWorld(await connect(), groupId, limits, at),

    seat: ({ contactId, sessionId }, at, decide) =>
      attempt<Written>(async (client) => {
        const loaded = await loadContact(client, { contactId }, "skip");
        if (loaded === undefined) return "locked";
        const agent = await loadSession(client, { sessionId }, "lock");
        const change = agent && decide(loaded.contact, agent.session);
        if (agent === undefined || change === undefined) return "nothing";
        return { was: agent.session, ...(await writeWork(client, change, { at, actor: SYSTEM })) };
      }),
    change: ({ sessionId, scope }, at, decide) =>
      attempt<Written>(async (client) => {
        const work = await loadWork(client, sessionId, scope);
        if (work === undefined) return "nothing";
        const policyOf = await readPolicies(client, work);
        const change = decide(work, { beatAt: work.beatAt, policyOf });
        if (change === undefined) return "nothing";
        return { was: work.session, ...(await writeWork(client, change, { at, actor: SYSTEM })) };
      }),
    owe: (contactId, at) => attempt((client) => owe(client, contactId, at)),
    step: (contactId, at, decide) =>
      attempt(async (client) => {
        const loaded = await loadContact(client, { contactId }, "skip");
        if (loaded === undefined) return "locked";
        const step = decide(loaded.contact, loaded.accountId);
        if (step === undefined) return "nothing";
        const contact = await writeStep(client, loaded.contact, { events: step.events, at, actor: SYSTEM });
        if (step.notice !== undefined) await sayNotice(client, loaded, step.notice, at);
        return contact;
      }),
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

async function owe(client: Client, contactId: string, at: number) {
  const loaded = await loadContact(client, { contactId }, "skip");
  if (loaded === undefined) return "locked";
  const { state, dueAt, sessionId } = loaded.contact;
  if (state !== "wrapup" || dueAt === undefined || dueAt > at) return "nothing";
  const stamp = { at, actor: SYSTEM };
  const contact = await writeStep(client, loaded.contact, { events: [{ code: "wrapup_owed" }], ...stamp });
  const agent = sessionId === undefined ? undefined : await loadSession(client, { sessionId }, "lock");
  if (agent !== undefined) {
    await writeSession(
      client,
      agent.session,
      [{ code: "released", contact: contactId, why: "wrapup_owed" }],
      stamp,
    );
  }
  return contact;
}

const POLICIES = /* sql */ `
  SELECT k.id, q.policy FROM contact k JOIN account a ON a.id = k.account_id JOIN queue q ON q.id = ${queueOf("k", "a")}
  WHERE k.id = ANY ($1)`;

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
