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
  --rate 40 --seconds 20         then so many a second; in the middle the process that seats is killed`;

const CAPACITY = 5;
/** Longer nobody waits for what must come. */
const PATIENCE_MS = 60_000;
const TAKEOVER_MS_MAX = 10_000;

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
  readonly counts: Record<"seated" | "refused" | "trouble" | "miscounted" | "taken", number>;
  lastSeatedAt: number;
  holder: number | undefined;
  work: Promise<unknown>;
};

async function measure(url: string, stage: Stage, { contacts, rate, seconds, agents }: Options) {
  const bus = openBusOf(url);
  const pool = openPool(url, "act");
  const house: House = {
    asked: new Map(),
    active: [],
    waited: createLatencies(),
    counts: { seated: 0, refused: 0, trouble: 0, miscounted: 0, taken: 0 },
    lastSeatedAt: 0,
    holder: undefined,
    work: Promise.resolve(),
  };
  const people = createPeople(pool, bus);
  const children = [0, 1].map(() => startChild("floor/node", { env: { FLOOR_URL: url } }));
  for (const [index, child] of children.entries()) listen(house, people, child, index);
  await until(() => house.holder !== undefined, "somebody seats");

  const began = Date.now();
  await come(stage, house, contacts);
  bus.publish("seat");
  await until(() => house.counts.seated === contacts, "all have an agent");
  const burst = { perSecond: Math.round((contacts / (house.lastSeatedAt - began)) * 1_000), ms: ms(house) };
  await until(() => house.counts.taken === contacts, "all are taken");
  // Room for half of the agents' hands, so that whoever comes finds somebody.
  const few = (agents * CAPACITY) / 2;
  await finishTo(house, people, few);

  const wake = (): void => bus.publish("seat");
  const steady: number[] = [];
  let takeoverMs = 0;
  for (const half of [0, 1] as const) {
    if (half === 1) takeoverMs = await killHolder(stage, house, children, wake);
    await flow({ stage, house, people, few, wake }, rate, seconds / 2);
    await until(() => house.counts.seated === house.asked.size, "nobody waits");
    steady.push(ms(house).p99);
  }
  await house.work;
  const broken = { ...(await brokenIn(stage)), miscounted: house.counts.miscounted };
  const { refused, trouble, seated } = house.counts;
  await Promise.all(children.map((child) => child.end()));
  await pool.end();
  await bus.close();
  return { burst, steady: { p99: Math.max(...steady) }, takeoverMs, seated, refused, trouble, broken };
}

function listen(house: House, people: People, { process: child }: Child, index: number): void {
  const { counts, asked, waited, active } = house;
  child.on("message", (report: Report) => {
    if (report.kind === "held") house.holder = report.isHeld ? index : house.holder;
    if (report.kind === "refused" || report.kind === "trouble") counts[report.kind] += 1;
    if (report.kind === "miscounted") counts.miscounted += report.count;
    if (report.kind !== "seated") return;
    const { contactId, staffId, at } = report;
    counts.seated += 1;
    house.lastSeatedAt = at;
    waited.add(at - (asked.get(contactId) ?? at));
    const taken = people.takeOffer(contactId, staffId).then((isTaken) => {
      if (!isTaken) return;
      counts.taken += 1;
      active.push({ contactId, staffId });
    });
    house.work = Promise.all([house.work, taken]);
  });
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
    house.work = Promise.all([house.work, finishTo(house, people, few)]);
  }
}

/** Kills whoever seats, and says how long a fan waited who came at that moment. */
async function killHolder(
  stage: Stage,
  house: House,
  children: readonly Child[],
  wake: () => void,
): Promise<number> {
  const holder = children[house.holder ?? 0];
  holder?.process.removeAllListeners("exit");
  holder?.process.kill("SIGKILL");
  const killedAt = Date.now();
  await come(stage, house, 1);
  wake();
  await until(() => house.counts.seated === house.asked.size, "another takes over");
  // What it waited is the takeover's, not the steady flow's.
  house.waited.take();
  return house.lastSeatedAt - killedAt;
}

function ms({ waited }: House): Percentiles {
  return waited.take();
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > PATIENCE_MS) throw new Error(`In a minute it was not so: ${what}.`);
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
