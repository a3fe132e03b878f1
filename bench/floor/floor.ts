import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { openPool } from "../../src/store/action/pool.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openEmbedded } from "../database/open.ts";
import { createLatencies, type Percentiles } from "../measure/latencies.ts";
import { type Child, startChild } from "../targets/child.ts";
import { createPeople, type People } from "./people.ts";
import { ask, brokenIn, fillStage, type Stage } from "./stage.ts";
import { openBusOf, type Report } from "./wire.ts";

export const floorUsage = `npm run bench -- floor [options]
  --agents 200 --contacts 1000   that many at once for that many, five each
  --rate 40 --seconds 20         then so many a second; in the middle the process that seats is killed while it does`;

const CAPACITY = 5;
/** Longer nobody waits while nothing happens. */
const PATIENCE_MS = 60_000;
const TAKEOVER_MS_MAX = 10_000;
/** So many are being seated when whoever seats is killed, so long after they came. */
const IN_FLIGHT = 40;
const KILL_AFTER_MS = 30;
const LOOK_MS = 50;

type Options = {
  readonly agents: number;
  readonly contacts: number;
  readonly rate: number;
  readonly seconds: number;
};

/** `npm run bench -- floor`: PostgreSQL and two processes that seat. Exit code 1 where something is broken. */
export async function floor(args: readonly string[]): Promise<number> {
  const options = parse(args);
  const folder = await mkdtemp(join(tmpdir(), "seatbridge-bench-"));
  const database = await openEmbedded(folder);
  try {
    await migrate(database.url);
    const stage = await fillStage(database.url, options.agents, CAPACITY);
    const result = await measure(database.url, stage, options);
    const isSound = Object.values(result.broken).every((count) => count === 0);
    const isMet = isSound && result.takeoverMs < TAKEOVER_MS_MAX;
    process.stderr.write(
      `${options.contacts} at once: ${result.burst.perSecond}/s, p99 ${result.burst.ms.p99} ms; ` +
        `${options.rate}/s: p99 ${result.steady.p99} ms; takeover ${result.takeoverMs} ms; ` +
        `broken: ${JSON.stringify(result.broken)}\n`,
    );
    process.stdout.write(`${JSON.stringify({ ...options, ...result, isMet })}\n`);
    await stage.client.end();
    return isMet ? 0 : 1;
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is known of each contact while it lives. */
type House = {
  readonly asked: Map<string, number>;
  readonly active: { readonly contactId: string; readonly staffId: string }[];
  readonly waited: ReturnType<typeof createLatencies>;
  readonly counts: Record<"refused" | "trouble" | "miscounted", number>;
  /** Each once, however often it was offered: an offer that nobody took in time is made again. */
  readonly seated: Set<string>;
  readonly taken: Set<string>;
  lastSeatedAt: number;
  holder: number | undefined;
  work: Promise<unknown>;
  /** The first thing that went wrong with somebody's work. */
  failed: Error | undefined;
};

async function measure(url: string, stage: Stage, { contacts, rate, seconds, agents }: Options) {
  const bus = openBusOf(url);
  const pool = openPool(url, "act");
  const house: House = {
    asked: new Map(),
    active: [],
    waited: createLatencies(),
    counts: { refused: 0, trouble: 0, miscounted: 0 },
    seated: new Set(),
    taken: new Set(),
    lastSeatedAt: 0,
    holder: undefined,
    work: Promise.resolve(),
    failed: undefined,
  };
  const people = createPeople(pool, bus);
  const children = [0, 1].map(() => startChild("floor/node", { env: { FLOOR_URL: url } }));
  for (const [index, child] of children.entries()) listen(house, people, child, index);
  await until(house, () => house.holder !== undefined, "somebody seats");

  const began = Date.now();
  await come(stage, house, contacts);
  bus.publish("seat");
  await until(house, () => house.seated.size === contacts, "all have an agent");
  const burst = { perSecond: Math.round((contacts / (house.lastSeatedAt - began)) * 1_000), ms: ms(house) };
  await until(house, () => house.taken.size === contacts, "all are taken");
  // Room for half of the agents' hands, so that whoever comes finds somebody.
  const few = (agents * CAPACITY) / 2;
  await finishTo(house, people, few);

  const wake = (): void => bus.publish("seat");
  const steady: number[] = [];
  let takeoverMs = 0;
  for (const half of [0, 1] as const) {
    if (half === 1) takeoverMs = await killHolder({ stage, house, people, few, wake }, children);
    await flow({ stage, house, people, few, wake }, rate, seconds / 2);
    await until(house, () => house.seated.size === house.asked.size, "nobody waits");
    steady.push(ms(house).p99);
  }
  await house.work;
  if (house.failed !== undefined) throw house.failed;
  const broken = { ...(await brokenIn(stage)), miscounted: house.counts.miscounted };
  const { refused, trouble } = house.counts;
  const seated = house.seated.size;
  await Promise.all(children.map((child) => child.end()));
  await pool.end();
  await bus.close();
  return { burst, steady: { p99: Math.max(...steady) }, takeoverMs, seated, refused, trouble, broken };
}

function listen(house: House, people: People, { process: child }: Child, index: number): void {
  const { counts } = house;
  child.on("message", (report: Report) => {
    if (report.kind === "held") house.holder = report.isHeld ? index : house.holder;
    if (report.kind === "refused" || report.kind === "trouble") counts[report.kind] += 1;
    if (report.kind === "miscounted") counts.miscounted += report.count;
    if (report.kind === "seated") seat(house, people, report);
  });
}

/** A contact has its offer; whoever it is made to takes it. */
function seat(
  house: House,
  people: People,
  { contactId, staffId, at }: { readonly contactId: string; readonly staffId: string; readonly at: number },
): void {
  const { asked, waited, active, seated, taken } = house;
  if (!seated.has(contactId)) {
    seated.add(contactId);
    house.lastSeatedAt = at;
    waited.add(at - (asked.get(contactId) ?? at));
  }
  const taking = people.takeOffer(contactId, staffId).then((isTaken) => {
    if (!isTaken || taken.has(contactId)) return;
    taken.add(contactId);
    active.push({ contactId, staffId });
  });
  goOn(house, taking);
}

/** Goes on beside all else; what goes wrong is told by whoever waits next, not by the process. */
function goOn(house: House, work: Promise<unknown>): void {
  house.work = Promise.all([
    house.work,
    work.catch((error: unknown) => (house.failed ??= new Error("the house failed", { cause: error }))),
  ]);
}

async function come(stage: Stage, house: House, many: number): Promise<void> {
  const contacts = await ask(stage, many);
  const at = Date.now();
  for (const id of contacts) house.asked.set(id, at);
}

async function finishTo({ active }: House, people: People, few: number): Promise<void> {
  while (active.length > few) {
    const some = active.splice(0, Math.min(8, active.length - few));
    await Promise.all(some.map(({ contactId, staffId }) => people.finish(contactId, staffId)));
  }
}

type Flow = {
  readonly stage: Stage;
  readonly house: House;
  readonly people: People;
  readonly few: number;
  readonly wake: () => void;
};

/** Fans come at an even rate, whatever the floor does; for each, somebody else's talk ends. */
async function flow({ stage, house, people, few, wake }: Flow, rate: number, seconds: number): Promise<void> {
  const began = performance.now();
  for (let n = 0; n < rate * seconds; n += 1) {
    const pause = began + (n * 1_000) / rate - performance.now();
    if (pause > 0) await delay(pause);
    await come(stage, house, 1);
    wake();
    goOn(house, finishTo(house, people, few));
  }
}

/**
 * Kills whoever seats while it does, and says how long the last fan waited who came at that moment. What it has written
 * and did not live to tell is in the database.
 */
async function killHolder({ stage, house, people, wake }: Flow, children: readonly Child[]): Promise<number> {
  const holder = children[house.holder ?? 0];
  holder?.process.removeAllListeners("exit");
  await come(stage, house, IN_FLIGHT);
  wake();
  await delay(KILL_AFTER_MS);
  holder?.process.kill("SIGKILL");
  const killedAt = Date.now();
  await come(stage, house, 1);
  wake();
  while (house.seated.size < house.asked.size) {
    if (Date.now() - killedAt > PATIENCE_MS) throw new Error("In a minute nobody took over.");
    await delay(LOOK_MS);
    for (const offer of await untold(stage, house.seated)) seat(house, people, { ...offer, at: Date.now() });
  }
  // What they waited is the takeover's, not the steady flow's.
  house.waited.take();
  return house.lastSeatedAt - killedAt;
}

/** Offers that live and that nobody has told of. */
async function untold({ client }: Stage, seated: ReadonlySet<string>) {
  const { rows } = await client.query<{ contactId: string; staffId: string }>(
    'SELECT contact_id AS "contactId", staff_id AS "staffId" FROM offer WHERE ended_at IS NULL',
  );
  return rows.filter(({ contactId }) => !seated.has(contactId));
}

function ms({ waited }: House): Percentiles {
  return waited.take();
}

async function until(house: House, isSo: () => boolean, what: string): Promise<void> {
  let [seen, since] = [-1, 0];
  while (!isSo()) {
    if (house.failed !== undefined) throw house.failed;
    const now = house.seated.size + house.taken.size;
    if (now !== seen) [seen, since] = [now, performance.now()];
    if (performance.now() - since > PATIENCE_MS)
      throw new Error(`Nothing happened for a minute, until: ${what}.`);
    await delay(2);
  }
}

function parse(args: readonly string[]): Options {
  const given = new Map<string, number>();
  for (let n = 0; n < args.length; n += 2) {
    const [name = "", value = ""] = args.slice(n, n + 2);
    if (!["--agents", "--contacts", "--rate", "--seconds"].includes(name) || !/^[1-9]\d{0,4}$/.test(value))
      throw new Error(`Not understood: ${name} ${value}\n${floorUsage}`);
    given.set(name, Number(value));
  }
  const agents = given.get("--agents") ?? 200;
  const contacts = given.get("--contacts") ?? agents * CAPACITY;
  if (contacts > agents * CAPACITY) throw new Error(`More contacts than ${agents} agents take.`);
  return { agents, contacts, rate: given.get("--rate") ?? 40, seconds: given.get("--seconds") ?? 20 };
}
