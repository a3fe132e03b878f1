import { createHash } from "node:crypto";
import { chown, lstat, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../core/kernel/fault.ts";
import type { User } from "./run-as.ts";

export interface SocketFolder {
  readonly path: string;
  /** Made in the temporary folder, and to be removed at the end. */
  readonly temporary: boolean;
}

/** PostgreSQL names its socket by a port, though no port is opened. */
export const socketPort = 5432;

/** Bytes of a socket's path. The system's limit is 107; some is left for the lock beside it. */
const socketPathBytesMax = 100;

/**
 * The folder of the Unix socket, closed to everyone else: the data folder
 * itself, or one with a short name in the temporary folder when that path is
 * longer than a socket's may be. Fault `database_socket_folder_unusable`.
 */
export async function makeSocketFolder(dataDir: string, user: User | undefined): Promise<SocketFolder> {
  if (fits(dataDir)) return { path: dataDir, temporary: false };

  const path = socketPath(dataDir);
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw unusable(path, error.message);
  });
  if (user !== undefined) await takeOver(path, user);
  await refuseStrangers(path, user?.uid ?? process.geteuid?.());
  return { path, temporary: true };
}

/** Where the socket of a data folder lies, or would. */
export function socketPath(dataDir: string): string {
  if (fits(dataDir)) return dataDir;
  // Named after the data folder: what a killed process left behind is used again.
  const name = `seatbridge-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`;
  return [tmpdir(), "/tmp"].map((folder) => join(folder, name)).find(fits) ?? `/tmp/${name}`;
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${socketPort}`)) <= socketPathBytesMax;
}

async function takeOver(path: string, user: User): Promise<void> {
  const { uid } = await lstat(path);
  if (uid === 0) await chown(path, user.uid, user.gid);
}

/** The temporary folder is everybody's: a folder prepared there by somebody else would see our traffic. */
async function refuseStrangers(path: string, uid: number | undefined): Promise<void> {
  const found = await lstat(path);
  const ours = found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0;
  if (!ours) throw unusable(path, "it belongs to somebody else");
}

function unusable(path: string, reason: string): Fault {
  return new Fault(
    "database_socket_folder_unusable",
    `The folder ${path} for the database's socket cannot be used (${reason}); remove it, or choose a DATA_DIR with a shorter path.`,
    { path },
  );
}
