import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type LogLine, type Lines, readLines } from "./lines.ts";

/** What `simulated.json` tells a practice fan of an account on WeChat. */
export type PracticeAccount = {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly token: string;
  readonly originalId: string;
  readonly appId: string;
  readonly mode?: "plain" | "compatible" | "safe";
  readonly encodingAesKey?: string;
};

export type Exit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
};

/** A server process of its own, as an operator runs it. */
export type ServerProcess = {
  readonly pid: number;
  readonly dataDir: string;
  readonly exited: Promise<Exit>;
  readonly log: Lines;
  /** Asks it to stop, as an operator does. */
  readonly stop: () => Promise<Exit>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<Exit>;
};

/** The same of one on Weibo. */
export type WeiboAccount = Pick<PracticeAccount, "id" | "name" | "platform"> & {
  readonly appSecret: string;
  readonly uid: string;
};

/** One that is ready: where it listens, and the practice accounts that it made or found. */
export type Server = ServerProcess & {
  readonly url: string;
  /** The first, on WeChat. */
  readonly account: PracticeAccount;
  readonly weibo: WeiboAccount | undefined;
  /** The mini program. */
  readonly mini: PracticeAccount | undefined;
};

export type ServerOptions = {
  /** Without one it uses its own PostgreSQL. */
  readonly databaseUrl?: string;
  /** By default a new temporary folder, removed when the process has ended. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
};

const main = new URL("../../dist/src/main.js", import.meta.url).href;
/** Ends with the tests' process, however that ends: a test that fails half-way leaves no server behind. */
const entry = `
  process.stdin.once("close", () => process.kill(process.pid, "SIGKILL")).resume().unref();
  const { main } = await import(${JSON.stringify(main)});
  await main();`;
/** A slow machine that builds at the same time needs a few; more is a start that hangs. */
const readyMsMax = 60_000;

/** All that share a database have one key. */
const SECRET_KEY = Buffer.alloc(32, 1).toString("base64");

/** Starts a process on a free port and returns at once, whatever will become of it. */
export async function spawnServer(options: ServerOptions): Promise<ServerProcess> {
  const own = options.dataDir === undefined;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "seatbridge-server-")));
  const child = spawn(process.execPath, ["--trace-deprecation", "--input-type=module", "-e", entry], {
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      TMPDIR: tmpdir(),
      PORT: "0",
      DATA_DIR: dataDir,
      ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl, SECRET_KEY }),
      ...options.env,
    },
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const removed = own ? rm(dataDir, { recursive: true, force: true }) : Promise.resolve();
      removed.then(() => resolve({ code, signal, stderr }), reject);
    });
  });
  const end = (signal: NodeJS.Signals) => () => {
    child.kill(signal);
    return exited;
  };
  const log = readLines(child.stdout);
  return { pid: child.pid ?? 0, dataDir, exited, log, stop: end("SIGTERM"), kill: end("SIGKILL") };
}

/** The running server once it is ready; throws what it said where it ended instead. */
export async function whenReady(server: ServerProcess): Promise<Server> {
  const ready = await server.log.until((line) => line["msg"] === "ready", readyMsMax);
  if (ready === undefined) {
    const { code, signal, stderr } = await server.kill();
    throw new Error(`The server ended before it was ready (${signal ?? code}): ${stderr}`);
  }
  const simulated = await readFile(join(server.dataDir, "simulated.json"), "utf8");
  const accounts = JSON.parse(simulated) as (PracticeAccount | WeiboAccount)[];
  const account = accounts.find((one): one is PracticeAccount => one.platform === "wechat-oa");
  const weibo = accounts.find((one): one is WeiboAccount => one.platform === "weibo");
  const mini = accounts.find((one): one is PracticeAccount => one.platform === "wechat-mini");
  if (account === undefined) throw new Error("The server has no practice account on WeChat.");
  return { ...server, url: String(ready["address"]), account, weibo, mini };
}

export const startServer = async (options: ServerOptions): Promise<Server> =>
  whenReady(await spawnServer(options));

/** The sum of a counter over those of its series whose labels are these. */
export async function counterOf(
  server: Server,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return text
    .split("\n")
    .filter((line) => line.startsWith(`seatbridge_${name}{`) && wanted.every((pair) => line.includes(pair)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}

export type { LogLine };
