import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What a child said last on stderr is kept for the error message. */
const saidBytesMax = 4_000;
/** How long a child may take to end before it is killed, in ms. */
const endMsMax = 15_000;

export type Child = {
  readonly process: ChildProcess;
  readonly pid: number;
  /** The next message of the child, or an error with its last words when it ends first. */
  next(): Promise<unknown>;
  /** Rejects, with its last words, when the child ends unasked. Never resolves. */
  readonly died: Promise<never>;
  end(): Promise<void>;
};

export type ChildOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
};

/** Starts one of the bench's own programs, named as beside `bench/`, e.g. `targets/peer`. */
export function startChild(name: string, { env = {}, execArgv = [] }: ChildOptions = {}): Child {
  const file = fileURLToPath(new URL(`../${name}.js`, import.meta.url));
  const child = fork(file, {
    env: { ...process.env, ...env },
    execArgv: [...execArgv],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const messages: unknown[] = [];
  let arrived: () => void = () => undefined;
  let said = "";
  let ending = false;
  child.stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-saidBytesMax)));

  child.on("message", (message) => {
    messages.push(message);
    arrived();
  });

  const died = new Promise<never>((_, reject) => {
    child.once("exit", (code, signal) => {
      if (!ending) reject(new Error(`${name} ended (${signal ?? code}).\n${said}`));
    });
  });
  died.catch(() => undefined);

  return {
    process: child,
    pid: child.pid ?? 0,
    died,
    async next() {
      while (messages.length === 0) {
        await Promise.race([new Promise<void>((resolve) => (arrived = resolve)), died]);
      }
      return messages.shift();
    },
    async end() {
      ending = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      const impatience = setTimeout(() => child.kill("SIGKILL"), endMsMax);
      child.kill("SIGTERM");
      await exit;
      clearTimeout(impatience);
    },
  };
}
