import { readFileSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const MEMORY = "/dev/shm";
const GB = 2 ** 30;
/** A run's databases, profiles and copies of the product take about 2 GB at their most. */
const ROOM = 6 * GB;

/**
 * The folder in which a run makes its own. In memory where Linux has room there: a copy of the database is a thousand
 * files, a browser's profile hundreds, and some virtual machines' disks need longer for each new file the more of them
 * were deleted a minute ago (0.8 s a copy, against 0.05 s in memory). A TMPDIR that somebody chose is obeyed.
 * @returns {string}
 */
export function scratchParent() {
  return process.env["TMPDIR"] === undefined && isRoomyMemory() ? MEMORY : tmpdir();
}

/** Programs are started from it, too; containers often mount it small or without that. */
function isRoomyMemory() {
  try {
    const mounts = readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "));
    const [, , type, options = ""] = mounts.findLast(([, where]) => where === MEMORY) ?? [];
    const { bavail, bsize } = statfsSync(MEMORY);
    return type === "tmpfs" && !/\b(?:noexec|ro)\b/.test(options) && bavail * bsize > ROOM;
  } catch {
    return false;
  }
}
