export type Burst = { readonly perSecond: number; readonly seconds: number };

export type IngestOptions = {
  /** Connections of the closed loops, one loop each. */
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  /** Open loops at these rates; none given: one at half of the slower server's rate. */
  readonly bursts: readonly Burst[];
  readonly soakSeconds: number;
  /** Fans, and rows of each table, before the first round. */
  readonly fans: number;
  /** How messages and replies are encrypted. */
  readonly mode: "plain" | "safe";
  readonly database: string | undefined;
  readonly profileDir: string | undefined;
};

export const usage = `npm run bench -- ingest [options]
  --connections 64,256   closed loops, by connections
  --rounds 3             rounds of each, ours and the peer in turn; 0 leaves the closed loops out
  --seconds 3            measured time of a round, after one second to warm up
  --open 1667,60s        an open loop at this rate (more than one may be given)
  --soak 10m             an open loop for so long, at the first --open's rate or half of the slower server's
  --fans 200000          known fans, and rows in each table, before the first round
  --mode safe            messages and replies encrypted, as in the platform's safe mode
  --database URL         an outside PostgreSQL on this machine, instead of one of the run's own
  --profile FOLDER       leaves a CPU profile of our server there, and prints where its time went`;

/** Throws a line for the person who typed it. */
export function parseOptions(args: readonly string[]): IngestOptions {
  const given = readFlags(args);
  const one = (name: string) => given.get(name)?.at(-1);
  return {
    connections: (one("connections") ?? "64,256")
      .split(",")
      .map((text) => whole(text, "connections", 1, 1_000)),
    rounds: whole(one("rounds") ?? "3", "rounds", 0, 100),
    seconds: whole(one("seconds") ?? "3", "seconds", 1, 600),
    bursts: (given.get("open") ?? []).map(burst),
    soakSeconds: duration(one("soak") ?? "0s", "soak"),
    fans: whole(one("fans") ?? "200000", "fans", 1_000, 10_000_000),
    mode: modeOf(one("mode") ?? "plain"),
    database: one("database"),
    profileDir: one("profile"),
  };
}

const known = ["connections", "rounds", "seconds", "open", "soak", "fans", "mode", "database", "profile"];

function readFlags(args: readonly string[]): Map<string, string[]> {
  const given = new Map<string, string[]>();
  for (let n = 0; n < args.length; n += 2) {
    const name = args[n]?.replace(/^--/, "") ?? "";
    const value = args[n + 1];
    if (!known.includes(name) || value === undefined) throw new Error(`Not understood: ${args[n]}\n${usage}`);
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  return given;
}

function modeOf(text: string): "plain" | "safe" {
  if (text === "plain" || text === "safe") return text;
  throw new Error(`--mode takes plain or safe, not ${text}.`);
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
