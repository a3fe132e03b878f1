import { mkdir, rmdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { copyBinaries, findBinaries, linkLibraries } from "./binaries.ts";
import { createDatabase, type DataFolder, holdsDatabase, unwritable } from "./data-folder.ts";
import { freeLock, readLockFile } from "./lock-file.ts";
import { launch, type Server } from "./launch.ts";
import { chooseRunAs, isReachable } from "./choose-run-as.ts";
import { ownerOf } from "./run-as.ts";
import { makeSocketFolder, type SocketFolder, socketPath, socketPort } from "./socket-folder.ts";

/** A long step that has begun; all but `initialising` (about a second) are short. */
export type ClusterStep = "initialising" | "starting";

export interface ClusterOptions {
  /** Becomes PostgreSQL's own folder, and is made if missing; its parent must be writable. */
  readonly dataDir: string;
  readonly onProgress?: (step: ClusterStep) => void;
  /** Server settings over the defaults, e.g. `{ fsync: "off" }` for a database to be thrown away. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A PostgreSQL of our own, reached over a Unix socket that only we may open. */
export interface Cluster {
  readonly major: number;
  readonly pid: number;
  /** Settles when the server has ended, wanted or not. */
  readonly exited: Promise<void>;
  /** A connection string that pg, TypeORM and psql take. */
  readonly url: (database: string) => string;
  /** Ends every connection and the server; everything committed is on disk. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the built-in PostgreSQL, making its data folder the first time
 * (0.1 s, then 1 s). Works as root, under any path, after any kind of death.
 * It ends with this process, even when that is killed.
 *
 * Throws Faults whose codes begin with `database_`; each says how to mend it.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const dataDir = resolve(options.dataDir);
  const folder = await prepareFolder(dataDir);
  if (!(await holdsDatabase(dataDir, folder.binaries.major))) {
    options.onProgress?.("initialising");
    await createDatabase(folder);
  }
  const socket = await makeSocketFolder(dataDir, ownerOf(folder.runAs));
  await freeLock(dataDir, socket.path);
  options.onProgress?.("starting");
  const server = await launch({ ...folder, socketFolder: socket.path, settings: options.settings ?? {} });
  return {
    major: folder.binaries.major,
    pid: server.pid,
    exited: server.exited,
    url: (database) => clusterUrl(socket.path, database),
    stop: () => stop(server, socket),
  };
}

async function prepareFolder(dataDir: string): Promise<DataFolder> {
  const found = await findBinaries();
  const runAs = await chooseRunAs(dataDir);
  const parent = dirname(dataDir);
  await mkdir(parent, { recursive: true }).catch((error: Error) => {
    throw unwritable(dataDir, error);
  });
  const copyTo = `${dataDir}-programs-${found.version}`;
  const binaries = await linkLibraries(found, copyTo);
  const closed = runAs.kind === "user" && !(await isReachable(dirname(binaries.postgres), runAs.user));
  return { dataDir, runAs, binaries: closed ? await copyBinaries(binaries, copyTo) : binaries };
}

/** Addresses of a cluster that another process has started on this folder; undefined where none runs. */
export async function runningCluster(dataDir: string): Promise<Cluster["url"] | undefined> {
  const folder = resolve(dataDir);
  const lock = await readLockFile(folder);
  return lock?.status === "ready" ? (database) => clusterUrl(socketPath(folder), database) : undefined;
}

/** Percent-encoded, since a path may hold anything; the port and `sslmode` keep PGPORT and PGSSLMODE out. */
function clusterUrl(socketFolder: string, database: string): string {
  const host = encodeURIComponent(socketFolder);
  const name = encodeURIComponent(database);
  return `postgresql://postgres@localhost:${socketPort}/${name}?host=${host}&sslmode=disable`;
}

async function stop(server: Server, socket: SocketFolder): Promise<void> {
  await server.stop();
  if (socket.temporary) await rmdir(socket.path).catch(() => {});
}
