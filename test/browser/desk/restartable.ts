import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { testDatabase } from "../../support/database.ts";
import { type Server, startServer } from "../../support/server.ts";
import { openTables } from "../../support/tables.ts";
import type { ConsoleServer } from "../support/console.ts";

export type Restartable = ConsoleServer & {
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Starts it again, at the same address and on what it left. */
  readonly start: () => Promise<void>;
};

/** A server that a browser finds again after it was ended. */
export async function startRestartable(): Promise<Restartable> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "seatbridge-desk-"));
  const env = { PORT: String(await freePort()) };
  const begin = (): Promise<Server> => startServer({ databaseUrl: database.url, dataDir, env });
  let server = await begin();
  const tables = await openTables(database.url);
  return {
    server,
    url: server.url,
    tables,
    names: () => Promise.resolve([]),
    kill: async () => void (await server.kill()),
    async start() {
      server = await begin();
    },
    async stop() {
      await tables.close();
      await server.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One that nobody listens at, so that a server can come back to it. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === "object" && address !== null ? address.port : 0;
}
