import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { hire } from "../../../emulator/demo/cast.ts";
import type { SimulatedAccount } from "../../../emulator/wechat/index.ts";
import { openRows, type Rows } from "../witness/rows.ts";
import { freePort } from "./free-port.ts";
import { createNode, type Node } from "./node.ts";
import { openPlatform, type Platform } from "./platform.ts";
import { openPostgres, type Postgres } from "./postgres.ts";
import { openProxy, type Proxy } from "./proxy.ts";
import { openRedis, type Redis } from "./redis.ts";

/** A node with its own ways to what it stands on, so that each can be broken for it alone. */
export type Place = { readonly node: Node; readonly toPostgres: Proxy; readonly toRedis: Proxy | undefined };

/** A whole deployment on this machine, every part of it a process that can be broken. */
export type House = {
  readonly places: readonly [Place, ...Place[]];
  readonly postgres: Postgres;
  readonly redis: Redis | undefined;
  readonly platform: Platform;
  readonly account: FaultAccount;
  /** Straight to the database. A connection of its own each time, as the database may die. */
  readonly look: <Found>(work: (rows: Rows) => Promise<Found>) => Promise<Found>;
  readonly close: () => Promise<void>;
};

export type FaultAccount = SimulatedAccount & { readonly id: string };

const DATABASE = "seatbridge";
/** A part that does not end is left behind: it ends with this process. */
const CLOSE_MS_MAX = 20_000;

export async function openHouse(nodes: 1 | 2): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), "seatbridge-faults-"));
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await within(CLOSE_MS_MAX, step());
  };
  try {
    const postgres = await openPostgres(folder);
    undo.push(() => postgres.stop());
    const redis = nodes === 1 ? undefined : await openRedis(folder);
    if (redis !== undefined) undo.push(() => redis.die());
    const platform = await openPlatform();
    undo.push(() => platform.close());
    const look: House["look"] = async (work) => {
      const rows = await openRows(postgres.url(DATABASE));
      try {
        return await work(rows);
      } finally {
        await rows.close();
      }
    };
    const admin = await openRows(postgres.url("postgres"));
    await admin.query(`CREATE DATABASE ${DATABASE}`);
    await admin.close();

    const keys = { SECRET_KEY: randomBytes(32).toString("base64") };
    const first = await openPlace({ name: "A", folder, postgres, redis, keys }, undo);
    // Each start makes the link anew by which the first administrator comes in.
    await hire(first.node.url, first.node.dataDir);
    const account = await look((rows) => connectAccount(rows, platform.url));
    await first.node.kill();
    await first.node.start();
    const others = nodes === 1 ? [] : [await openPlace({ name: "B", folder, postgres, redis, keys }, undo)];
    return { places: [first, ...others], postgres, redis, platform, account, look, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Ground = {
  readonly name: string;
  readonly folder: string;
  readonly postgres: Postgres;
  readonly redis: Redis | undefined;
  readonly keys: Readonly<Record<string, string>>;
};

/** A node with its proxies; what it leaves open is undone in `undo`. */
async function openPlace(
  { name, folder, postgres, redis, keys }: Ground,
  undo: (() => Promise<unknown>)[],
): Promise<Place> {
  const toPostgres = await openProxy({ path: postgres.socket() });
  undo.push(() => toPostgres.close());
  const toRedis = redis && (await openProxy({ host: "127.0.0.1", port: redis.port }));
  if (toRedis !== undefined) undo.push(() => toRedis.close());
  const node = createNode({
    name,
    port: await freePort(),
    dataDir: join(folder, name),
    env: {
      ...keys,
      DATABASE_URL: `postgresql://postgres@127.0.0.1:${toPostgres.port}/${DATABASE}?sslmode=disable`,
      ...(toRedis === undefined ? {} : { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` }),
    },
  });
  undo.push(() => node.kill());
  await node.start();
  return { node, toPostgres, toRedis };
}

/**
 * The practice account, with all that it knows, becomes one that is connected to the run's platform: practice accounts
 * have theirs inside the process that is going to be killed.
 */
async function connectAccount(rows: Rows, apiBase: string): Promise<FaultAccount> {
  const access = { appId: `wx${"f".repeat(16)}`, appSecret: "0".repeat(32), apiBase };
  const [row] = await rows.query<{ id: string; token: string; originalId: string }>(
    /* sql */ `
    UPDATE account SET simulated = false, config = config || $1::jsonb WHERE platform = 'wechat-oa'
    RETURNING id, config->>'token' AS token, config->>'originalId' AS "originalId"`,
    [JSON.stringify(access)],
  );
  if (row === undefined) throw new Error("The first start made no practice account.");
  return row;
}

/** Until it has settled, or that much time is over. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const settled = work.then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([settled, pause(ms, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
}
