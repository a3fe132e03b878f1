import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { User } from "./run-as.ts";

/** Whether this system lets us show ourselves under another id (containers may forbid it). */
export function canMapTo(user: User): boolean {
  const [command, ...args] = mapTo(user);
  return command !== undefined && works(command, args);
}

/** The command that runs another with our own rights, but seen as the user. */
export function mapTo({ uid, gid }: User): string[] {
  const unshare = ["/usr/bin/unshare", "/bin/unshare"].find(existsSync);
  return unshare === undefined ? [] : [unshare, "--user", `--map-user=${uid}`, `--map-group=${gid}`, "--"];
}

/** Where a setpriv lies that knows the parent-death signal (util-linux 2.33 and newer). */
export function findSetpriv(): string | undefined {
  return ["/usr/bin/setpriv", "/bin/setpriv"].find(
    (path) => existsSync(path) && works(path, ["--pdeathsig", "INT"]),
  );
}

function works(command: string, args: readonly string[]): boolean {
  return spawnSync(command, [...args, "/bin/sh", "-c", ":"], { env: {} }).status === 0;
}
