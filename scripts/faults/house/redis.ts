import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

import { Redis as Client } from "ioredis";

import { freePort } from "./free-port.ts";

/** A Redis of the run's own that can die, forget, and come back. */
export type Redis = {
  readonly port: number;
  readonly flush: () => Promise<void>;
  readonly die: () => Promise<void>;
  readonly rise: () => Promise<void>;
};

/** Undefined on a machine without a redis-server. */
export async function openRedis(folder: string): Promise<Redis | undefined> {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return undefined;
  const port = await freePort();
  let child: ChildProcess | undefined;

  async function rise(): Promise<void> {
    const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
    child = spawn("redis-server", args, { stdio: "ignore" });
    await withClient(port, (client) => client.ping());
  }
  await rise();
  return {
    port,
    rise,
    flush: () => withClient(port, (client) => client.flushall()),
    async die() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Tries until it answers. */
async function withClient(port: number, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ port, host: "127.0.0.1", maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on("error", () => undefined);
  await work(client);
  client.disconnect();
}
