import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import type { RunAs, User } from "./run-as.ts";
import { findSetpriv, mapTo } from "./system-tools.ts";

/** A program of PostgreSQL, and how it is to be run. */
export interface Program {
  readonly path: string;
  readonly args: readonly string[];
  readonly runAs: RunAs;
  /** Where its words go: a file descriptor, or `pipe`. */
  readonly output: number | "pipe";
}

/**
 * Starts a program that ends (SIGINT) when this process ends, however that
 * happens: by the kernel's parent-death signal, or, where no setpriv can ask
 * for it, by a shell that waits for the end of a pipe from us.
 *
 * It gets a session of its own: Ctrl-C in a terminal must reach the server
 * alone, which stops PostgreSQL after its own work is handed back.
 */
export function spawnProgram({ path, args, runAs, output }: Program): ChildProcess {
  const options: SpawnOptions = {
    stdio: ["ignore", output, output],
    detached: true,
    cwd: "/",
    env: { LC_ALL: "C" },
  };
  const mapped = runAs.kind === "mapped" ? mapTo(runAs.user) : [];
  const user = runAs.kind === "user" ? runAs.user : undefined;
  const setpriv = findSetpriv();
  if (setpriv === undefined) {
    const [command = path, ...rest] = [...mapped, path, ...args];
    const child = spawn(command, rest, { ...options, ...user });
    endWithUs(child, user);
    return child;
  }
  const identity =
    user === undefined ? [] : ["--reuid", String(user.uid), "--regid", String(user.gid), "--clear-groups"];
  const dying = [setpriv, ...identity, "--pdeathsig", "INT", "--"];
  // We may have died before the signal was asked for: then nobody would send it.
  const guard = ["/bin/sh", "-c", 'test "$PPID" = "$0" && exec "$@"', String(process.pid)];
  const [command = path, ...rest] = [...mapped, ...dying, ...guard, path, ...args];
  return spawn(command, rest, options);
}

function endWithUs(child: ChildProcess, user: User | undefined): void {
  if (child.pid === undefined) return;
  const watcher = spawn("/bin/sh", ["-c", 'read -r _; kill -INT "$1"', "sh", String(child.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    cwd: "/",
    env: {},
    ...user,
  });
  // Ended before the child's id can be given to somebody else.
  child.once("exit", () => watcher.kill("SIGKILL"));
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref();
}
