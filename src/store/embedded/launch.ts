import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Fault } from "../../core/kernel/fault.ts";
import type { DataFolder } from "./data-folder.ts";
import { readLockFile } from "./lock-file.ts";
import { spawnProgram } from "./spawn-program.ts";

/** A running PostgreSQL. */
export interface Server {
  readonly pid: number;
  readonly exited: Promise<void>;
  /** The fast shutdown: open transactions are rolled back, everything committed is written. */
  readonly stop: () => Promise<void>;
}

export interface LaunchOptions extends DataFolder {
  readonly socketFolder: string;
  readonly settings: Readonly<Record<string, string>>;
}

const MB = 2 ** 20;

/**
 * An eighth of the memory that this process may have, within bounds: a shop's days fit into it, and what does not is
 * read anew for each message. PostgreSQL takes none of it before it is used.
 */
function sharedBuffersMb(): number {
  // Without a limit it is 0, or more than there is.
  const limit = process.constrainedMemory() || Infinity;
  return Math.round(Math.min(1_024, Math.max(128, Math.min(totalmem(), limit) / MB / 8)));
}

/**
 * Speed where it costs no durability: fsync and synchronous_commit stay on.
 * The log keeps starts, stops and broken servers only, since the text of a
 * failed statement may hold a fan's words; whoever sent it gets the error.
 */
const defaultSettings = {
  listen_addresses: "",
  shared_buffers: `${sharedBuffersMb()}MB`,
  max_wal_size: "2GB",
  wal_compression: "pglz",
  checkpoint_timeout: "15min",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
};

const pollMs = 5;
/** Reading the log of writes after a crash may take minutes; more means that something hangs. */
const startMsMax = 600_000;
/** A server that has not ended by then is told to drop everything and recover at the next start. */
const stopMsMax = 60_000;
const logBytesMax = 1_000_000;
/** Starts of one server, for what a killed one still holds for a moment. */
const attemptsMax = 50;
const attemptEveryMs = 100;

/** Starts the server and waits until it takes connections. Fault `database_start_failed`. */
export async function launch(options: LaunchOptions): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryLaunch(options);
    if (typeof outcome !== "string") return outcome;
    const held = /lock file ".*" already exists|shared memory block .* is still in use/.test(outcome);
    if (!held || attempt >= attemptsMax) throw failed(outcome, options.dataDir);
    await delay(attemptEveryMs);
  }
}

/** The server, or what it said before it ended. */
async function tryLaunch(options: LaunchOptions): Promise<Server | string> {
  const { dataDir, runAs, binaries } = options;
  const log = await openLog(dataDir);
  const logStart = (await log.stat()).size;
  const args = ["-D", dataDir, ...settingFlags(options)];
  const child = spawnProgram({
    path: binaries.postgres,
    args,
    runAs,
    output: log.fd,
  });
  let ended = false;
  const exited = new Promise<void>((settle) => {
    const end = () => {
      ended = true;
      settle();
    };
    child.once("exit", end);
    child.once("error", end);
  });

  for (let waitedMs = 0; !ended && waitedMs < startMsMax; waitedMs += pollMs) {
    const lock = await readLockFile(dataDir);
    if (lock !== undefined && lock.pid === child.pid && lock.status === "ready") {
      await log.close();
      child.unref();
      return { pid: lock.pid, exited, stop };
    }
    await delay(pollMs);
  }
  child.kill("SIGKILL");
  await exited;
  const said = await readFrom(log, logStart);
  await log.close();
  return said;

  async function stop(): Promise<void> {
    if (ended) return;
    child.ref();
    const impatience = setTimeout(() => child.kill("SIGQUIT"), stopMsMax);
    child.kill("SIGINT");
    await exited;
    clearTimeout(impatience);
  }
}

function settingFlags({ socketFolder, settings }: LaunchOptions): string[] {
  const all = {
    ...defaultSettings,
    // A list: quoted, or a comma in the path would divide it.
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Appended to, and begun anew when it has grown long. Never through a link: we may be root here. */
async function openLog(dataDir: string): Promise<FileHandle> {
  const { O_RDWR, O_CREAT, O_APPEND, O_NOFOLLOW } = constants;
  const path = join(dataDir, "server.log");
  const log = await open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600);
  if ((await log.stat()).size > logBytesMax) await log.truncate();
  return log;
}

async function readFrom(log: FileHandle, start: number): Promise<string> {
  const { size } = await log.stat();
  const buffer = Buffer.alloc(Math.max(0, size - start));
  await log.read(buffer, 0, buffer.length, start);
  return buffer.toString();
}

function failed(said: string, dataDir: string): Fault {
  const reason = said.split("\n").find((line) => /FATAL|PANIC|error/i.test(line)) ?? said.trim();
  return new Fault(
    "database_start_failed",
    `PostgreSQL did not start in ${dataDir}: ${reason.replace(/^.*?(?:FATAL|PANIC): +/, "")} (more in ${join(dataDir, "server.log")}).`,
    { dataDir },
  );
}
