import { readFile, readlink, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Fault } from "../../core/kernel/fault.ts";
import { socketPort } from "./socket-folder.ts";

/** What a running PostgreSQL says of itself in its data folder. */
export interface LockFile {
  readonly pid: number;
  readonly status: string;
}

/** How long a server that is shutting down may take before we give up on the folder. */
const stoppingMsMax = 60_000;
/** How long one may look alive before it counts as somebody else's: enough for a signal to arrive. */
const othersMsMax = 1_500;
const pollMs = 20;

/** Reads `postmaster.pid`: the process on its first line, its state on the eighth. */
export async function readLockFile(dataDir: string): Promise<LockFile | undefined> {
  const text = await readFile(join(dataDir, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, status: lines[7]?.trim() ?? "" } : undefined;
}

/**
 * Makes sure that no server uses the data folder: waits for one that is on its
 * way out (its parent was killed), and removes the lock of one that is dead.
 * PostgreSQL would do the latter itself, but takes any process that was given
 * the old id since, as happens in every restarted container, for the owner.
 *
 * Fault `database_folder_in_use` when a server goes on living.
 */
export async function freeLock(dataDir: string, socketFolder: string): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const lock = await readLockFile(dataDir);
    if (lock === undefined) return;
    if (!(await isServing(lock.pid, dataDir))) {
      await rm(join(dataDir, "postmaster.pid"), { force: true });
      await rm(join(socketFolder, `.s.PGSQL.${socketPort}.lock`), { force: true });
      return;
    }
    if (waitedMs >= (lock.status === "stopping" ? stoppingMsMax : othersMsMax)) {
      throw new Fault(
        "database_folder_in_use",
        `Another PostgreSQL (process ${lock.pid}) uses the data folder ${dataDir}; stop it, or choose another DATA_DIR.`,
        { dataDir, pid: lock.pid },
      );
    }
    await delay(pollMs);
  }
}

/** A PostgreSQL works in its data folder; a dead, unreaped or unrelated process does not. */
async function isServing(pid: number, dataDir: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(dataDir));
  } catch (error) {
    // Another user's process may hide its folder: then it counts as alive.
    return (error as NodeJS.ErrnoException).code === "EACCES";
  }
}
