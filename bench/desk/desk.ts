import { rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openEmbedded } from "../database/open.ts";
import { processUs, treeUs } from "../measure/process-cpu.ts";
import { residentKb } from "../measure/process-memory.ts";
import { startDeskPeer, startOurs, type Target } from "../targets/target.ts";
import { seeded } from "../../src/core/kernel/seeded.ts";
import type { WechatDoor } from "../wire/wechat.ts";
import { fillFloor } from "./floor.ts";
import { createTracker, type Listeners, type Watched } from "./listener.ts";
import { type DeskOptions, parseDeskOptions } from "./options.ts";
import { openSockets } from "./sockets.ts";
import { openStreams } from "./streams.ts";
import { sendFor } from "./sender.ts";

/** What is under way when the last message was sent may still arrive; what does not is lost. */
const settleMs = 3_000;
const warmUpSeconds = 3;

type Side = {
  readonly name: "ours" | "peer";
  readonly target: Target;
  readonly postmaster: number | undefined;
  readonly listen: (watched: Watched) => Promise<Listeners>;
};

/**
 * From a fan's webhook to her agent's stream: ours, where the message is stored, the contact steps and the desk can
 * resume, beside a peer that only passes it on. Figures for people go to stderr, one JSON line to stdout.
 */
export async function desk(args: readonly string[]): Promise<number> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const options = parseDeskOptions(args);
    const folder = await mkdtemp(join(tmpdir(), "seatbridge-bench-"));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const database = await openEmbedded(folder);
    undo.push(() => database.close());
    const ours = await startOurs({
      dataDir: join(folder, "data"),
      databaseUrl: database.url,
      profileDir: undefined,
    });
    undo.push(() => ours.child.end());
    const { wechat } = ours.shops;
    const { agents, contacts } = options;
    await fillFloor(database, { accountId: wechat.accountId, agents, contacts });
    const peer = await startDeskPeer(wechat.door.token, contacts);
    undo.push(() => peer.child.end());

    const sides: readonly Side[] = [
      {
        name: "ours",
        target: ours,
        postmaster: database.postmaster,
        listen: (watched) => openStreams(ours.port, agents, watched),
      },
      {
        name: "peer",
        target: peer,
        postmaster: undefined,
        listen: (watched) => openSockets(peer.port, agents, watched),
      },
    ];
    const result = await runRounds(sides, wechat.door, options, say);
    process.stdout.write(`${JSON.stringify({ bench: "desk", ...options, ...result })}\n`);
    return result.faults.length === 0 ? 0 : 1;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    for (const step of undo.toReversed()) await step().catch((error: unknown) => say(String(error)));
  }
}

async function runRounds(
  sides: readonly Side[],
  door: WechatDoor,
  options: DeskOptions,
  say: (line: string) => void,
) {
  const rounds: Round[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (const side of sides) {
      const measured = await runRound(side, door, options, round);
      say(JSON.stringify(measured));
      rounds.push(measured);
    }
  }
  const of = (name: Side["name"]) => summaryOf(rounds.filter(({ side }) => side === name));
  const [ours, peer] = [of("ours"), of("peer")];
  const ratio = Math.round((ours.p95 / Math.max(0.1, peer.p95)) * 100) / 100;
  const faults = rounds.flatMap(({ side, lost, wrong, refused }) =>
    lost + wrong + refused === 0 ? [] : [`${side}: ${lost} lost, ${wrong} wrong, ${refused} refused`],
  );
  return { ours, peer, p95Ratio: ratio, faults };
}

type Round = Awaited<ReturnType<typeof runRound>>;

async function runRound(side: Side, door: WechatDoor, options: DeskOptions, round: number) {
  const { pid } = side.target.child;
  const run = `${Date.now()}${round}`;
  const tracker = createTracker(run);
  const before = residentKb(pid);
  const listeners = await side.listen(tracker);
  const opened = residentKb(pid);
  const load = { ...options, port: side.target.port, door, random: seeded(round + 1) };

  await sendFor({ ...load, seconds: warmUpSeconds, run: `${run}1` }, tracker);
  tracker.measuring(true);
  const cpu = cpuOf(side);
  const refused = await sendFor({ ...load, run: `${run}2` }, tracker);
  const spent = cpuOf(side) - cpu;
  tracker.measuring(false);
  await delay(settleMs);
  await listeners.close();

  const { latencies, lost, wrong } = tracker.result();
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number) => Math.round((sorted[Math.floor(part * sorted.length)] ?? 0) * 10) / 10;
  return {
    side: side.name,
    messages: sorted.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(0.9999),
    cpuUsPerMessage: Math.round(spent / Math.max(1, sorted.length)),
    cores: Math.round(spent / options.seconds / 10_000) / 100,
    streamKb: Math.round(((opened - before) / options.agents) * 10) / 10,
    lost,
    wrong,
    refused,
  };
}

/** The server's time, with its database's. */
const cpuOf = ({ target, postmaster }: Side): number =>
  processUs(target.child.pid) + (postmaster === undefined ? 0 : treeUs(postmaster));

/** Medians over the rounds; memory from the first, when nothing had been opened before. */
function summaryOf(rounds: readonly Round[]) {
  const median = (pick: (round: Round) => number) =>
    rounds.map(pick).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
  return {
    p50: median(({ p50 }) => p50),
    p95: median(({ p95 }) => p95),
    p99: median(({ p99 }) => p99),
    max: Math.max(...rounds.map(({ max }) => max)),
    cpuUsPerMessage: median(({ cpuUsPerMessage }) => cpuUsPerMessage),
    cores: median(({ cores }) => cores),
    streamKb: rounds[0]?.streamKb ?? 0,
  };
}
