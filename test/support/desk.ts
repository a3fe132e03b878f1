import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { memoryBus } from "../../src/bus/memory.ts";
import type { BudgetOf } from "../../src/action/spending/read-spending.ts";
import { TOPIC } from "../../src/bus/topics.ts";
import type { Grant } from "../../src/core/access/actor.ts";
import type { Notices } from "../../src/core/channel/capability/notices.ts";
import type { Personas } from "../../src/core/channel/capability/personas.ts";
import type { Content } from "../../src/core/channel/content.ts";
import type { Choosing, Floor } from "../../src/core/seating/floor.ts";
import type { Clock } from "../../src/core/kernel/instant.ts";
import { makeOffer } from "../../src/core/seating/offering.ts";
import type { Channel } from "../../src/flow/channel.ts";
import { allRoutes } from "../../src/http/routes/all.ts";
import { assistRoutes } from "../../src/http/routes/knowledge/assist.ts";
import { noticeRoutes } from "../../src/http/routes/platform/notices.ts";
import { personaRoutes } from "../../src/http/routes/platform/personas.ts";
import { openDesk } from "../../src/serve/desk.ts";
import { loadContact } from "../../src/store/contact/contact-step.ts";
import { epochTypes } from "../../src/store/epoch.ts";
import { loadSession } from "../../src/store/seat/session-step.ts";
import { writeWork } from "../../src/store/seat/work.ts";
import { inTransaction } from "../../src/store/transaction.ts";
import { type Answer, type ApiNode, type Browser, browser, openApiNode, signedIn } from "./api.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { staffedFloor } from "./floor.ts";
import { type Node, openNode } from "./node.ts";
import { openShop, SAYS } from "./shop.ts";
import { openTables, type Tables } from "./tables.ts";

/** An agent at her seat, with the browser in front of her. */
export type Agent = {
  readonly id: string;
  readonly name: string;
  readonly cookie: string;
  readonly call: Browser;
};

/** What the shop's account may ask of its platform, and how much of it. */
type Capabilities = {
  readonly notices?: Notices;
  readonly personas?: Personas;
  readonly budgetOf?: BudgetOf;
};

const AGENT: readonly Grant[] = [{ role: "agent", queues: "all" }];

/** A shop with one queue, its API and its desks on a real port, and fans who write by the real way in. */
export type DeskFloor = {
  readonly url: string;
  readonly tables: Tables;
  readonly channel: Channel;
  readonly queueId: string;
  readonly api: ApiNode;
  readonly node: Node;
  readonly dataDir: string;
  /** Signed in on a seat with this many units; `null`: signed in to the console alone. */
  readonly agent: (
    name: string,
    options?: { readonly grants?: readonly Grant[]; readonly capacity?: number | null },
  ) => Promise<Agent>;
  readonly say: (fan: string, content: Content | string) => Promise<void>;
  /** Her conversation. */
  readonly conversationOf: (fan: string) => Promise<string>;
  readonly contactOf: (fan: string) => Promise<{ readonly id: string; readonly state: string }>;
  /** She asks for a person, and this one gets her. */
  readonly serve: (
    fan: string,
    agent: Agent,
  ) => Promise<{ readonly id: string; readonly conversationId: string }>;
  /** She asks for a person, and this one is asked to take her. */
  readonly offer: (fan: string, agent: Agent) => Promise<{ readonly id: string }>;
  /** A contact that waits already gets this one. */
  readonly seat: (contactId: string, agent: Agent) => Promise<void>;
  /** Ends the API and its streams, and opens them anew on another port, as a restart does. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openDeskFloor(
  options: {
    readonly clock?: Clock;
    readonly policy?: object;
    /** What fans may choose near closing. */
    readonly choosing?: Choosing;
  } & Capabilities = {},
): Promise<DeskFloor> {
  const { clock = Date.now, policy = {}, choosing, ...capabilities } = options;
  const floorNow: Floor = { ...staffedFloor, ...(choosing && { choosing: () => choosing }) };
  const database: TestDatabase = await testDatabase();
  const tables = await openTables(database.url);
  const channel = await openShop(database.url);
  const dataDir = await mkdtemp(join(tmpdir(), "seatbridge-desk-"));
  const { queueId, groupId } = await makeFloor(tables, channel.account.id, policy);
  const node = await openNode({ url: database.url, channel, clock, lanes: 1, floor: () => floorNow });
  let served = await openServed(database.url, channel, dataDir, clock, capabilities);
  let seats = 0;
  let messages = 0;

  async function seat(contactId: string, agent: Agent, mode: "auto" | "offered"): Promise<void> {
    await seatWith(database.url, { contactId, staffId: agent.id, mode, at: clock() });
    served.api.bus.publish(TOPIC.staff, agent.id);
  }

  async function bring(fan: string, agent: Agent, mode: "auto" | "offered") {
    await floor.say(fan, SAYS.person);
    const { id } = await floor.contactOf(fan);
    await seat(id, agent, mode);
    return { id };
  }

  const floor: DeskFloor = {
    url: database.url,
    tables,
    channel,
    queueId,
    dataDir,
    node,
    get api() {
      return served.api;
    },
    async agent(name, { grants = AGENT, capacity = 5 } = {}) {
      const { id, cookie } = await signedIn(tables, grants, clock());
      await tables.rows("UPDATE staff SET name = $2 WHERE id = $1", [id, name]);
      await tables.rows("INSERT INTO queue_member (queue_id, staff_id) VALUES ($1, $2)", [queueId, id]);
      if (capacity !== null) {
        seats += 1;
        await sitDown(tables, { staffId: id, groupId, seat: `A-${seats}`, capacity, at: clock() });
      }
      return { id, name, cookie, call: (...args) => browser(served.api, cookie)(...args) };
    },
    async say(fan, content) {
      await node.answer({ fan, number: (messages += 1), content });
      for (const wake of node.record.taken.at(-1)?.result.wakes ?? []) {
        if (wake.topic === "staff") served.api.bus.publish(TOPIC.staff, wake.staffId);
      }
    },
    conversationOf: (fan) =>
      tables.value(
        "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1",
        [fan],
      ),
    async contactOf(fan) {
      const [contact] = await tables.rows<{ id: string; state: string }>(
        `SELECT t.id, t.state::text FROM contact t JOIN conversation c ON c.id = t.conversation_id
         JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1 ORDER BY t.created_at DESC, t.id DESC LIMIT 1`,
        [fan],
      );
      if (contact === undefined) throw new Error(`${fan} has no contact`);
      return contact;
    },
    async serve(fan, agent) {
      const { id } = await bring(fan, agent, "auto");
      return { id, conversationId: await floor.conversationOf(fan) };
    },
    offer: (fan, agent) => bring(fan, agent, "offered"),
    seat: (contactId, agent) => seat(contactId, agent, "auto"),
    async restart() {
      await served.close();
      served = await openServed(database.url, channel, dataDir, clock, capabilities);
    },
    async close() {
      await served.close();
      await node.close();
      await tables.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return floor;
}

async function openServed(
  url: string,
  channel: Channel,
  dataDir: string,
  clock: Clock,
  { notices, personas, budgetOf = () => undefined }: Capabilities,
) {
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const bus = memoryBus({ onError });
  const channels = { of: (id: string) => (id === channel.account.id ? channel : undefined) };
  const desk = openDesk({ url, bus, clock, version: "1", channels, dataDir, fetch, onError });
  const ifOurs =
    <Value>(value: Value) =>
    (id: string) =>
      id === channel.account.id ? value : undefined;
  const ofPlatform = [
    ...noticeRoutes(ifOurs(notices), budgetOf),
    ...personaRoutes(ifOurs(personas)),
    ...assistRoutes(channels.of),
  ];
  const api = await openApiNode({ url, clock, bus, routes: [...allRoutes, ...desk.routes, ...ofPlatform] });
  return {
    api: { ...api, bugs: errors },
    async close() {
      await desk.close();
      await api.close();
    },
  };
}

async function makeFloor(tables: Tables, accountId: string, policy: object) {
  const [groupId, queueId] = [randomUUID(), randomUUID()];
  await tables.rows("INSERT INTO queue_group (id, name, created_at) VALUES ($1, $2, now())", [
    groupId,
    groupId,
  ]);
  await tables.rows(
    "INSERT INTO queue (id, group_id, key, name, policy, created_at) VALUES ($1, $2, $3, '售后一组', $4, now())",
    [queueId, groupId, queueId, policy],
  );
  await tables.rows("UPDATE account SET queue_id = $2 WHERE id = $1", [accountId, queueId]);
  return { groupId, queueId };
}

async function sitDown(
  tables: Tables,
  at: {
    readonly staffId: string;
    readonly groupId: string;
    readonly seat: string;
    readonly capacity: number;
    readonly at: number;
  },
): Promise<void> {
  const seatId = randomUUID();
  await tables.rows("INSERT INTO seat (id, number, group_id) VALUES ($1, $2, $3)", [
    seatId,
    at.seat,
    at.groupId,
  ]);
  await tables.rows(
    `INSERT INTO agent_session (id, staff_id, seat_id, presence, state_since, idle_since, capacity, signed_in_at, beat_at)
     VALUES ($1, $2, $3, 'ready', $5, $5, $4, $5, $5)`,
    [randomUUID(), at.staffId, seatId, at.capacity, new Date(at.at)],
  );
}

/** As the seating loop does, at once. */
async function seatWith(
  url: string,
  given: {
    readonly contactId: string;
    readonly staffId: string;
    readonly mode: "auto" | "offered";
    readonly at: number;
  },
): Promise<void> {
  const { contactId, staffId, mode, at } = given;
  const client = new pg.Client({ connectionString: url, types: epochTypes });
  await client.connect();
  try {
    await inTransaction(client, async () => {
      const held = await loadContact(client, { contactId }, "wait");
      const agent = await loadSession(client, { staffId }, "lock");
      if (held === undefined || agent === undefined) throw new Error("no contact, or nobody at the seat");
      const offer = {
        id: randomUUID(),
        contactId,
        staffId,
        sessionId: agent.session.id,
        at,
        until: at + 30_000,
        units: 1,
      };
      const change = makeOffer(held.contact, agent.session, offer, mode);
      if (change === undefined) throw new Error(`${held.contact.state} cannot be seated`);
      await writeWork(client, change, { at, actor: "system" });
    });
  } finally {
    await client.end();
  }
}

/** The body of an answer that has to be a success. */
export function bodyOf<Body>(answer: Answer): Body {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Body;
}

/** The code and parameters of an answer that has to be a refusal. */
export function refusalOf(answer: Answer): {
  readonly status: number;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
} {
  const { error } = answer.body as { error: { code: string; params: Record<string, unknown> } };
  return { status: answer.status, code: error.code, params: error.params };
}
