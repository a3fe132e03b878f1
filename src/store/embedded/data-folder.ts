import { chown, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Fault } from "../../core/kernel/fault.ts";
import type { Binaries } from "./binaries.ts";
import { ownerOf, type RunAs } from "./run-as.ts";
import { spawnProgram } from "./spawn-program.ts";

/** What making and checking the data folder needs to know. */
export interface DataFolder {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly runAs: RunAs;
}

/**
 * Whether the folder already holds a database of our major version.
 * Faults: `database_folder_other_major`, `database_folder_foreign` (holds
 * something that is no database), `database_folder_unwritable`.
 */
export async function holdsDatabase(dataDir: string, major: number): Promise<boolean> {
  const version = await readFile(join(dataDir, "PG_VERSION"), "utf8").catch(refuseUnreadable(dataDir));
  if (version !== undefined) {
    if (Number.parseInt(version, 10) === major) return true;
    throw new Fault(
      "database_folder_other_major",
      `The data folder ${dataDir} is of PostgreSQL ${version.trim()}, the built-in one is ${major}; dump it with the old version and load it here, or choose another DATA_DIR.`,
      { dataDir, found: version.trim(), major },
    );
  }
  const names = await readdir(dataDir).catch(() => []);
  if (names.length === 0) return false;
  throw new Fault(
    "database_folder_foreign",
    `The folder ${dataDir} is not empty and holds no database; empty it, or choose another DATA_DIR.`,
    { dataDir },
  );
}

/** Makes a new database. It appears under its name only when it is whole. */
export async function createDatabase(folder: DataFolder): Promise<void> {
  const { dataDir, runAs } = folder;
  const owner = ownerOf(runAs);
  const unfinished = `${dataDir}.new-${process.pid}`;
  try {
    await removeUnfinished(dataDir);
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    if (owner !== undefined) await chown(unfinished, owner.uid, owner.gid);
    await runInitdb(folder, unfinished);
    await rename(unfinished, dataDir);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => {});
    throw error instanceof Fault ? error : unwritable(dataDir, error as Error);
  }
}

/** The one line for every way in which a folder cannot be written. */
export function unwritable(dataDir: string, cause: Error): Fault {
  return new Fault(
    "database_folder_unwritable",
    `The data folder ${dataDir} cannot be used (${cause.message}); make it writable, or choose another DATA_DIR.`,
    { dataDir },
  );
}

/** A folder that is missing is no failure; one that hides its version is. */
function refuseUnreadable(dataDir: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== "ENOENT") throw unwritable(dataDir, error);
  };
}

/** What processes left behind that were killed while they made a database. */
async function removeUnfinished(dataDir: string): Promise<void> {
  const parent = dirname(dataDir);
  const prefix = `${basename(dataDir)}.new-`;
  for (const name of await readdir(parent).catch(() => [])) {
    const pid = Number(name.slice(prefix.length));
    if (name.startsWith(prefix) && !isAlive(pid)) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * The collation is PostgreSQL's own C.UTF-8: the same order on every machine,
 * whatever locales it has. Written through to the disk, since it is the truth.
 */
async function runInitdb(folder: DataFolder, path: string): Promise<void> {
  const { binaries, runAs } = folder;
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const args = ["-D", path, "-U", "postgres", "-A", "trust", "-E", "UTF8", ...locale];
  const child = spawnProgram({
    path: binaries.initdb,
    args,
    runAs,
    output: "pipe",
  });
  let output = "";
  const collect = (chunk: Buffer) => (output += chunk.toString());
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return;
  if (/could not look up effective user ID/.test(output)) {
    throw new Fault(
      "database_user_missing",
      "PostgreSQL runs only as a user that the system knows, and this one has no entry in /etc/passwd; add one, start as another user, or set DATABASE_URL.",
    );
  }
  throw new Fault(
    "database_init_failed",
    `PostgreSQL could not make its data folder ${folder.dataDir}: ${reason(output)}`,
    { dataDir: folder.dataDir },
  );
}

function reason(output: string): string {
  const lines = output.trim().split("\n");
  return lines.find((line) => /error|FATAL/.test(line)) ?? lines.at(-1) ?? "no reason given";
}
