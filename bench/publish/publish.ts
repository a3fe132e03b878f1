import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";

import { openEmbedded } from "../database/open.ts";
import { createLatencies } from "../measure/latencies.ts";
import { startOurs } from "../targets/target.ts";
import { createEditor, type Editor } from "./editor.ts";
import { createFans, type Fans } from "./fans.ts";
import { answerOf, type Asked, ENTRIES_MAX, fillKnowledge, PHRASINGS_EACH } from "./knowledge.ts";

export const publishUsage = `npm run bench -- publish [--phrasings 1000,10000] [--runs 5]
  from an editor's publishing to the moment at which each of two nodes answers fans by it, with so many phrasings known`;

/** From the press of the button to the last node's answer. */
const MARK_MS = 5_000;
/** What the last publication has begun is over. */
const SETTLE_MS = 1_000;

type Options = { readonly sizes: readonly number[]; readonly runs: number };

/** With a changed answer nothing is learned anew; with a new phrasing every node does. */
const KINDS = ["answer", "phrasing"] as const;
type Kind = (typeof KINDS)[number];

type Stage = {
  readonly client: pg.Client;
  readonly editor: Editor;
  /** Of the node that publishes, and of the other. */
  readonly fans: readonly [here: Fans, there: Fans];
  readonly asked: Asked;
};

/** `npm run bench -- publish`: a JSON line to stdout. Exit code 1 where a node is later than the mark. */
export async function publish(args: readonly string[]): Promise<number> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  try {
    const { sizes, runs } = parse(args);
    const results = [];
    for (const phrasings of sizes) {
      const one = { phrasings, ...(await measureSize(phrasings, runs, say)) };
      say(JSON.stringify(one));
      results.push(one);
    }
    const isKept = results.every((one) => KINDS.every((kind) => one[kind].wholeMs.max <= MARK_MS));
    process.stdout.write(`${JSON.stringify({ bench: "publish", runs, markMs: MARK_MS, isKept, results })}\n`);
    return isKept ? 0 : 1;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function measureSize(phrasings: number, runs: number, say: (line: string) => void) {
  const undo: (() => unknown)[] = [];
  try {
    const stage = await openStage(phrasings, undo);
    const tallies = { answer: createTally(), phrasing: createTally() };
    let asked = stage.asked;
    for (let n = 0; n < runs * KINDS.length; n += 1) {
      const kind = KINDS[n % KINDS.length] ?? "answer";
      if (kind === "phrasing")
        asked = { ...asked, phrasings: [...asked.phrasings, `第${n}次问：${asked.title}`] };
      const run = await runOnce(stage, asked, n + 1);
      tallies[kind].add(run);
      say(JSON.stringify({ phrasings, kind, ...run }));
      await delay(SETTLE_MS);
    }
    return { answer: tallies.answer.take(), phrasing: tallies.phrasing.take() } satisfies Record<
      Kind,
      unknown
    >;
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}

/** A PostgreSQL of the run's own and two nodes on it, both of which know it all. */
async function openStage(phrasings: number, undo: (() => unknown)[]): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "seatbridge-bench-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const database = await openEmbedded(folder);
  undo.push(() => database.close());
  const secretKey = randomBytes(32).toString("base64");
  const start = async (name: string) => {
    const dataDir = join(folder, name);
    const node = await startOurs({ dataDir, databaseUrl: database.url, profileDir: undefined, secretKey });
    undo.push(() => node.child.end());
    return node;
  };
  const here = await start("here");
  const there = await start("there");
  const { accountId, door } = here.shops.wechat;
  const asked = await fillKnowledge(database.client, accountId, phrasings);
  await database.client.query("VACUUM ANALYZE");
  const fans = [createFans(here, door, 1), createFans(there, door, 2)] as const;
  undo.push(() => fans.forEach((one) => one.close()));
  await Promise.all(fans.map((one) => one.until(asked.title, answerOf(1))));
  return { client: database.client, editor: await createEditor(database.client, here.port), fans, asked };
}

/** In ms. `pressMs`: from the press to its answer; here and there: from the transaction that publishes; whole: from the press. */
type Run = {
  readonly pressMs: number;
  readonly hereMs: number;
  readonly thereMs: number;
  readonly wholeMs: number;
};

/** Publishes the nth change while fans ask at both doors. */
async function runOnce(
  { client, editor, fans, asked: { id } }: Stage,
  asked: Asked,
  n: number,
): Promise<Run> {
  const [before, after] = [answerOf(n), answerOf(n + 1)];
  const version = await editor.draft(asked, after);
  const told = Promise.all(fans.map((one) => one.until(asked.title, after, before)));
  told.catch(() => undefined);
  const pressedAt = Date.now();
  await editor.publish(id, version);
  const pressMs = Date.now() - pressedAt;
  const [hereAt = 0, thereAt = 0] = await told;
  // When the transaction began, by the node's clock, which is ours: so what follows its commit is never told as less.
  const { rows } = await client.query<{ at: Date }>(
    "SELECT created_at AS at FROM faq_version WHERE entry_id = $1 ORDER BY version DESC LIMIT 1",
    [id],
  );
  const began = rows[0]?.at.getTime() ?? pressedAt;
  const wholeMs = Math.max(hereAt, thereAt) - pressedAt;
  return { pressMs, hereMs: hereAt - began, thereMs: thereAt - began, wholeMs };
}

const FIGURES = ["pressMs", "hereMs", "thereMs", "wholeMs"] as const;
type Summary = Readonly<Record<(typeof FIGURES)[number], { readonly median: number; readonly max: number }>>;

function createTally() {
  const of = {
    pressMs: createLatencies(),
    hereMs: createLatencies(),
    thereMs: createLatencies(),
    wholeMs: createLatencies(),
  };
  return {
    add: (run: Run): void => FIGURES.forEach((figure) => of[figure].add(run[figure])),
    take(): Summary {
      const summary = (figure: (typeof FIGURES)[number]) => {
        const { p50, max } = of[figure].take();
        return { median: p50, max };
      };
      const [pressMs, hereMs] = [summary("pressMs"), summary("hereMs")];
      return { pressMs, hereMs, thereMs: summary("thereMs"), wholeMs: summary("wholeMs") };
    },
  };
}

function parse(args: readonly string[]): Options {
  let options: Options = { sizes: [1_000, 10_000], runs: 5 };
  for (let n = 0; n < args.length; n += 2) {
    const [name = "", value = ""] = args.slice(n, n + 2);
    const numbers = value.split(",").map(Number);
    const most = name === "--runs" ? 100 : ENTRIES_MAX * PHRASINGS_EACH;
    const isRight = numbers.every((one) => Number.isInteger(one) && one >= 1 && one <= most);
    if (isRight && name === "--phrasings") options = { ...options, sizes: numbers };
    else if (isRight && name === "--runs" && numbers.length === 1)
      options = { ...options, runs: numbers[0] ?? 1 };
    else throw new Error(`Not understood: ${name} ${value}\n${publishUsage}`);
  }
  return options;
}
