import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fill, type Past } from "../database/fill.ts";
import { openEmbedded, openOutside, type BenchDatabase } from "../database/open.ts";
import { readQuestions, type Question } from "../database/questions.ts";
import { startGenerator, type Generator } from "../generator/generator.ts";
import { setSafe } from "../targets/safe-mode.ts";
import { type Ours, type Shops, startOurs, startPeer, type Target } from "../targets/target.ts";
import { wireOf, type Door, type Platform } from "../wire/wire.ts";
import type { IngestOptions } from "./options.ts";

/** Who answers a stream of messages, and how it is known there. */
export type Side = {
  /** Ours is what is measured; beside it stands a peer that stores nothing, or our own WeChat. */
  readonly name: "ours" | "peer" | "wechat";
  readonly target: Target;
  readonly door: Door;
  /** Answers with the shop's words and stores all that is said. A peer says the question back. */
  readonly stores: boolean;
};

/** Everything that a run needs, started. */
export type Stage = {
  readonly database: BenchDatabase;
  readonly ours: Side;
  /** Of a soak none. */
  readonly beside: Side | undefined;
  readonly generator: Generator;
  readonly questions: readonly Question[];
  /** Ends our server alone, so that its profile is written. */
  endOurs(): Promise<void>;
  close(): Promise<void>;
};

export async function openStage(options: IngestOptions, say: (line: string) => void): Promise<Stage> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).toReversed()) await step().catch((error) => say(String(error)));
  };
  try {
    const folder = await makeFolder();
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const database = await (options.database === undefined
      ? openEmbedded(folder)
      : openOutside(options.database));
    undo.push(() => database.close());
    say(
      Object.entries(database.settings)
        .map(([name, value]) => `${name}=${value}`)
        .join(" "),
    );

    const { profileDir, platform, fans } = options;
    const server = await startOurs({ dataDir: join(folder, "data"), databaseUrl: database.url, profileDir });
    undo.push(() => server.child.end());
    const measured = platformsOf(options);
    say(
      `filling ${fans} rows into each table${measured.length > 1 ? `, for ${measured.join(" and ")}` : ""}`,
    );
    await fill(database, measured.map(pastOf(server.shops)), fans);

    const door = options.mode === "safe" ? await setSafe(database, server) : server.shops[platform].door;
    const ours: Side = { name: "ours", target: server, door, stores: true };
    const beside = options.soak === undefined ? await besideOf(ours, server) : undefined;
    if (beside?.stores === false) undo.push(() => beside.target.child.end());
    const generator = startGenerator();
    undo.push(() => generator.end());

    const questions = await readQuestions(database.client, server.shops[platform].accountId);
    return { database, ours, beside, generator, questions, endOurs: () => server.child.end(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** WeChat has a peer; Weibo has none, so our own WeChat stands beside it. */
async function besideOf({ door }: Side, server: Ours): Promise<Side> {
  if (door.platform === "wechat") {
    return { name: "peer", target: await startPeer(door), door, stores: false };
  }
  return { name: "wechat", target: server, door: server.shops.wechat.door, stores: true };
}

/** The platforms whose accounts take part. */
const platformsOf = ({ platform, soak }: IngestOptions): readonly Platform[] =>
  platform === "weibo" && soak === undefined ? ["weibo", "wechat"] : [platform];

const pastOf =
  (shops: Shops) =>
  (platform: Platform, place: number): Past => {
    const { accountId, door } = shops[platform];
    return { accountId, place, knownFanSql: wireOf(door).knownFanSql };
  };

/** statfs(2), TMPFS_MAGIC: a folder in memory, where fsync costs nothing. */
const inMemory = 0x0102_1994;

async function makeFolder(): Promise<string> {
  for (const parent of [tmpdir(), "/var/tmp"]) {
    if ((await statfs(parent)).type !== inMemory) return mkdtemp(join(parent, "seatbridge-bench-"));
  }
  throw new Error("The temporary folders are in memory; set TMPDIR to one on a disk.");
}
