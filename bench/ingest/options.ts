import { parseArgs } from "node:util";
import type { Platform } from "../wire/wire.ts";

export type Burst = { readonly perSecond: number; readonly seconds: number };

export type IngestOptions = {
  /** Whose fans write. */
  readonly platform: Platform;
  /** Connections of the closed loops, one loop each. */
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  /** Open loops at these rates; none given: one at half of the slower side's rate. */
  readonly bursts: readonly Burst[];
  /** One long open loop in place of all others. */
  readonly soak: Burst | undefined;
  /** Fans, and rows of each table, before the first round; of each account that is measured. */
  readonly fans: number;
  /** How messages and replies are encrypted. */
  readonly mode: "plain" | "safe";
  readonly database: string | undefined;
  readonly profileDir: string | undefined;
};

export const usage = `npm run bench -- ingest [options]
  --platform weibo       Weibo's pushes, beside our own WeChat: there is no peer
  --connections 64,256   closed loops, by connections
  --rounds 3             rounds of each, ours and the peer in turn; 0 leaves the closed loops out
  --seconds 3            measured time of a round, after one second to warm up
  --open 1667,60s        an open loop at this rate (more than one may be given)
  --fans 200000          known fans, and rows in each table, before the first round
  --mode safe            messages and replies encrypted, as in WeChat's safe mode
  --database URL         an outside PostgreSQL on this machine, instead of one of the run's own
  --profile FOLDER       leaves a CPU profile of our server there, and prints where its time went
  --soak                 one long open loop instead, ours alone; ends with what held and what did not
    --minutes 10           so long
    --rate 1667            at so many messages a second`;

/** Throws a line for the person who typed it. */
export function parseOptions(args: readonly string[]): IngestOptions {
  const given = readFlags(args);
  const platform = oneOf(["wechat", "weibo"], given.platform, "platform");
  const mode = oneOf(["plain", "safe"], given.mode, "mode");
  if (platform === "weibo" && mode === "safe") throw new Error("Weibo has no safe mode.");
  if (!given.soak && (given.minutes ?? given.rate) !== undefined) {
    throw new Error("--minutes and --rate belong to --soak.");
  }
  const soak = {
    perSecond: whole(given.rate ?? "1667", "rate", 1, 50_000),
    seconds: 60 * whole(given.minutes ?? "10", "minutes", 1, 600),
  };
  return {
    platform,
    connections: given.connections.split(",").map((text) => whole(text, "connections", 1, 1_000)),
    rounds: whole(given.rounds, "rounds", 0, 100),
    seconds: whole(given.seconds, "seconds", 1, 600),
    bursts: given.open.map(burst),
    soak: given.soak ? soak : undefined,
    fans: whole(given.fans, "fans", 1_000, 10_000_000),
    mode,
    database: given.database,
    profileDir: given.profile,
  };
}

function readFlags(args: readonly string[]) {
  const options = {
    platform: { type: "string", default: "wechat" },
    connections: { type: "string", default: "64,256" },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "3" },
    open: { type: "string", multiple: true, default: [] as string[] },
    fans: { type: "string", default: "200000" },
    mode: { type: "string", default: "plain" },
    database: { type: "string" },
    profile: { type: "string" },
    soak: { type: "boolean", default: false },
    minutes: { type: "string" },
    rate: { type: "string" },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${usage}`, { cause: error });
  }
}

function oneOf<Name extends string>(names: readonly Name[], given: string, flag: string): Name {
  const found = names.find((name) => name === given);
  if (found === undefined) throw new Error(`--${flag} takes ${names.join(" or ")}, not ${given}.`);
  return found;
}

function whole(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} takes whole numbers from ${least} to ${most}, not ${text}.`);
}

function burst(text: string): Burst {
  const [rate = "", length = ""] = text.split(",");
  return { perSecond: whole(rate, "open", 1, 50_000), seconds: duration(length, "open") };
}

function duration(text: string, name: string): number {
  const [, count, unit] = /^(\d+)(s|m)$/.exec(text) ?? [];
  if (count === undefined) throw new Error(`--${name} takes a time like 60s or 10m, not ${text}.`);
  return Number(count) * (unit === "m" ? 60 : 1);
}
