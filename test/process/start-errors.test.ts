import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createServer, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import pg from "pg";

import { migrate } from "../../src/store/migrate.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Exit, spawnServer } from "../support/server.ts";

type Start = {
  readonly databaseUrl?: string;
  readonly dataDir?: string;
  readonly env?: Record<string, string>;
};
/** What is wrong, the code of it, and what the line has to say: what it is about, and how to mend it. */
type Mistake = readonly [
  name: string,
  start: () => Promise<Start> | Start,
  code: string,
  says: readonly string[],
];

let database: TestDatabase;
let foreign: TestDatabase | undefined;
let sealed: TestDatabase | undefined;
let folder: string;
let taken: TcpServer;
const takenPort = (): string => {
  const address = taken.address();
  return String(typeof address === "object" && address !== null ? address.port : 0);
};

/** The test server's address with another database, port or user. */
function otherDatabase(change: (url: URL) => void): Start {
  const url = new URL(database.url);
  change(url);
  return { databaseUrl: url.href };
}

/** A data folder that somebody left behind. */
async function dataDirWith(path: string, text: string): Promise<string> {
  const dataDir = await mkdtemp(join(folder, "data-"));
  await mkdir(join(dataDir, "postgres"), { recursive: true });
  await writeFile(join(dataDir, path), text);
  return dataDir;
}

const mistakes: readonly Mistake[] = [
  [
    "a port in use",
    () => ({ databaseUrl: database.url, env: { PORT: takenPort() } }),
    "port_in_use",
    ["is in use", "PORT="],
  ],
  [
    "a database that holds something else",
    async () => {
      foreign = await testDatabase();
      const client = new pg.Client({ connectionString: foreign.url });
      await client.connect();
      await client.query("DROP TABLE migration");
      await client.end();
      return { databaseUrl: foreign.url };
    },
    "database_refused",
    ["already exists", "an empty database"],
  ],
  [
    "an address of another machine",
    () => ({ databaseUrl: database.url, env: { HOST: "203.0.113.7" } }),
    "host_wrong",
    ["HOST=203.0.113.7", "127.0.0.1"],
  ],
  [
    "a database that refuses",
    () => ({ databaseUrl: "postgresql://me:geheim@127.0.0.1:1/seatbridge" }),
    "database_unreachable",
    ["DATABASE_URL", "127.0.0.1:1", "ECONNREFUSED", "unset it"],
  ],
  [
    "a database that refuses, with a password among the parameters",
    () => ({ databaseUrl: "postgresql://127.0.0.1:1/seatbridge?user=me&password=geheim" }),
    "database_unreachable",
    ["127.0.0.1:1", "ECONNREFUSED"],
  ],
  [
    "a database that does not exist",
    () => otherDatabase((url) => (url.pathname = "/nowhere")),
    "database_unreachable",
    ["DATABASE_URL", 'database "nowhere" does not exist', "Check"],
  ],
  [
    "a user that does not exist",
    () => otherDatabase((url) => (url.username = "nobody_of_ours")),
    "database_unreachable",
    ["DATABASE_URL", "nobody_of_ours", "Check"],
  ],
  [
    "a DATABASE_URL of another kind",
    () => ({ databaseUrl: "mysql://me:geheim@host/seatbridge" }),
    "config_wrong",
    ["DATABASE_URL must be an address such as postgresql://"],
  ],
  [
    "a DATABASE_URL that is no address",
    () => ({ databaseUrl: "my database" }),
    "config_wrong",
    ["DATABASE_URL must be an address such as postgresql://"],
  ],
  [
    "several wrong variables",
    () => ({ env: { PORT: "http", REDIS_URL: "here", LOG_LEVEL: "loud", PUBLIC_URL: "x" } }),
    "config_wrong",
    ["PORT must be", "REDIS_URL must be", "LOG_LEVEL", "PUBLIC_URL must be"],
  ],
  [
    "secrets that are sealed with a key which is not here",
    async () => {
      sealed = await testDatabase();
      await migrate(sealed.url);
      const client = new pg.Client({ connectionString: sealed.url });
      await client.connect();
      await client.query("INSERT INTO secret_key (version, since) VALUES ('0123456789ab', now())");
      await client.end();
      return { databaseUrl: sealed.url };
    },
    "secret_key_missing",
    ["0123456789ab", "secret.key", "SECRET_KEY", "npm run rekey"],
  ],
  [
    "a data folder under a file",
    async () => ({ dataDir: join(await dataDirWith("file", ""), "file", "data") }),
    "database_folder_unwritable",
    ["DATA_DIR", "file"],
  ],
  [
    "a data folder under a file, beside a database of its own",
    async () => ({
      databaseUrl: database.url,
      dataDir: join(await dataDirWith("file", ""), "file", "data"),
    }),
    "database_folder_unwritable",
    ["DATA_DIR", "file"],
  ],
  [
    "a data folder of another PostgreSQL",
    async () => ({ dataDir: await dataDirWith("postgres/PG_VERSION", "14\n") }),
    "database_folder_other_major",
    ["PostgreSQL 14", "DATA_DIR"],
  ],
  [
    "a data folder with something else in it",
    async () => ({ dataDir: await dataDirWith("postgres/letter.txt", "dear") }),
    "database_folder_foreign",
    ["not empty", "DATA_DIR"],
  ],
];

/** A start takes half a second of a processor, so they go two by two. */
const atOnce = 2;
const exits = new Map<string, Exit>();

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "seatbridge-start-"));
  taken = createServer();
  await new Promise<void>((ready) => taken.listen(0, "127.0.0.1", ready));
  const queue = [...mistakes];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [name, start] = next;
      exits.set(name, await (await spawnServer(await start())).exited);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}, 180_000);

afterAll(async () => {
  taken?.close();
  await database?.drop();
  await foreign?.drop();
  await sealed?.drop();
});

describe("a start", () => {
  it.each(mistakes)("with %s ends with one line that says how to mend it", (name, _, code, says) => {
    const exit = exits.get(name);
    const lines = exit?.stderr.split("\n") ?? [];
    expect(lines).toEqual([
      expect.stringMatching(/^seatbridge: .*\. ?\[[a-z_]+\]$|^seatbridge: .* \[[a-z_]+\]$/),
      "",
    ]);
    expect(lines[0]).toContain(`[${code}]`);
    for (const words of says) expect(lines[0]).toContain(words);
    expect(lines[0]).not.toContain("geheim");
    expect({ code: exit?.code, signal: exit?.signal }).toEqual({ code: 1, signal: null });
  });
});
