import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";

/** One process of the product, as `npm start` runs it, always at the same address. */
export type Node = {
  readonly name: string;
  readonly url: string;
  readonly dataDir: string;
  /** Everything that it has logged, from all its lives. */
  readonly log: string;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Until it is ready. Rejects with its last words where it ends instead. */
  readonly start: (env?: Readonly<Record<string, string>>) => Promise<void>;
  /** As an operator does. */
  readonly stop: () => Promise<void>;
};

export type NodeOptions = {
  readonly name: string;
  readonly port: number;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
};

const main = new URL("dist/src/main.js", rootOf(import.meta.url)).href;
/** Ends with the process that started it, however that ends. */
const entry = `
  process.stdin.once("close", () => process.kill(process.pid, "SIGKILL")).resume().unref();
  const { main } = await import(${JSON.stringify(main)});
  await main();`;
const WORDS_MAX = 2_000;

export function createNode({ name, port, dataDir, env }: NodeOptions): Node {
  const log = `${dataDir}.log`;
  let child: ChildProcess | undefined;

  async function start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const args = ["--max-semi-space-size=64", "--input-type=module", "-e", entry];
    const started = spawn(process.execPath, args, {
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        TMPDIR: tmpdir(),
        PORT: String(port),
        DATA_DIR: dataDir,
        ...env,
        ...more,
      },
    });
    child = started;
    let words = "";
    started.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-WORDS_MAX)));
    await new Promise<void>((resolve, reject) => {
      for (const stream of [started.stdout, started.stderr])
        stream.pipe(createWriteStream(log, { flags: "a" }));
      createInterface(started.stdout).on("line", (line) => {
        if (line.includes('"msg":"ready"')) resolve();
      });
      started.once("error", reject);
      started.once("close", () => reject(new NodeEnded(name, words)));
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "close");
    child.kill(signal);
    await exited;
  }

  return {
    name,
    url: `http://127.0.0.1:${port}`,
    dataDir,
    log,
    start,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    pause: () => void child?.kill("SIGSTOP"),
    resume: () => void child?.kill("SIGCONT"),
  };
}

/** It ended before it was ready; `words` are its last. */
export class NodeEnded extends Error {
  readonly words: string;

  constructor(name: string, words: string) {
    super(`Node ${name} ended before it was ready: ${words}`);
    this.words = words;
  }
}

/** The folder of package.json, from the sources and from the build alike. */
function rootOf(url: string): URL {
  const here = fileURLToPath(new URL(".", url));
  return new URL(`file://${here.replace(/(\/dist)?\/scripts\/faults\/house\/$/, "/")}`);
}
