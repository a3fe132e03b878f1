import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fill } from "../database/fill.ts";
import { openEmbedded, openOutside, type BenchDatabase } from "../database/open.ts";
import { readQuestions, type Question } from "../database/questions.ts";
import { startGenerator, type Generator } from "../generator/generator.ts";
import { setSafe } from "../targets/safe-mode.ts";
import { startOurs, startPeer, type Target } from "../targets/target.ts";
import type { Door } from "../traffic/message.ts";
import type { IngestOptions } from "./options.ts";

/** Everything that a run needs, started. */
export type Stage = {
  readonly database: BenchDatabase;
  readonly ours: Target;
  readonly peer: Target;
  readonly generator: Generator;
  readonly door: Door;
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

    const { profileDir } = options;
    const ours = await startOurs({ dataDir: join(folder, "data"), databaseUrl: database.url, profileDir });
    undo.push(() => ours.child.end());
    say(`filling ${options.fans} rows into each table`);
    await fill(database, ours.accountId, options.fans);

    const door = options.mode === "safe" ? await setSafe(database, ours) : ours.door;
    const peer = await startPeer(door);
    undo.push(() => peer.child.end());
    const generator = startGenerator();
    undo.push(() => generator.end());

    const questions = await readQuestions(database.client, ours.accountId);
    const endOurs = () => ours.child.end();
    return { database, ours, peer, generator, door, questions, endOurs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** statfs(2), TMPFS_MAGIC: a folder in memory, where fsync costs nothing. */
const inMemory = 0x0102_1994;

async function makeFolder(): Promise<string> {
  for (const parent of [tmpdir(), "/var/tmp"]) {
    if ((await statfs(parent)).type !== inMemory) return mkdtemp(join(parent, "seatbridge-bench-"));
  }
  throw new Error("The temporary folders are in memory; set TMPDIR to one on a disk.");
}
