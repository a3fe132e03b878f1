import { readFile, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Fault } from "../../core/kernel/fault.ts";
import type { RunAs, User } from "./run-as.ts";
import { canMapTo } from "./system-tools.ts";

/**
 * As root: the owner of the folder, so that what an ordinary user made stays
 * theirs, or nobody in a folder of root's.
 * Faults: `database_user_missing`, `database_folder_unreachable`.
 */
export async function chooseRunAs(dataDir: string): Promise<RunAs> {
  if (process.geteuid?.() !== 0) return { kind: "ourselves" };
  const found = await nearestFolder(dataDir);
  const nobody = await findNobody();
  const user = found.uid === 0 ? nobody : { uid: found.uid, gid: found.gid };
  // A data folder of root's was made by a mapped root.
  const madeByMapped = found.path === dataDir && found.uid === 0;
  // The data folder itself is the user's; every folder above it has to let the user through.
  const above = found.path === dataDir ? dirname(dataDir) : found.path;
  if (!madeByMapped && (await isReachable(above, user))) return { kind: "user", user };
  if (canMapTo(nobody)) return { kind: "mapped", user: nobody };
  throw new Fault(
    "database_folder_unreachable",
    `PostgreSQL does not run as root, and other users may not enter the folders above ${dataDir}; choose another DATA_DIR, or start as an ordinary user.`,
    { dataDir },
  );
}

/** Whether the folder and all above it let the user through (access lists are not read). */
export async function isReachable(path: string, user: User): Promise<boolean> {
  let folder = await realpath(path);
  for (;;) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
    folder = dirname(folder);
  }
}

/** The data folder, or what is there of the folders above it. */
async function nearestFolder(dataDir: string): Promise<User & { readonly path: string }> {
  for (let path = dataDir; ; path = dirname(path)) {
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined) return { path, uid: found.uid, gid: found.gid };
  }
}

async function findNobody(): Promise<User> {
  const passwd = await readFile("/etc/passwd", "utf8").catch(() => "");
  const fields = passwd
    .split("\n")
    .map((line) => line.split(":"))
    .find(([name]) => name === "nobody");
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid, gid };
  throw new Fault(
    "database_user_missing",
    "PostgreSQL does not run as root, and there is no user nobody; start as an ordinary user or set DATABASE_URL.",
  );
}
