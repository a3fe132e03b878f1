import { randomBytes, randomUUID } from "node:crypto";

import type { BrowserContext } from "playwright-core";

import { tokenHash } from "../../../src/action/session/token.ts";
import type { Grant } from "../../../src/core/access/actor.ts";
import { signedIn } from "../../support/api.ts";
import { testDatabase } from "../../support/database.ts";
import { type Server, startServer } from "../../support/server.ts";
import { openTables, type Tables } from "../../support/tables.ts";

/** A real server on a database of its own, and the tables behind it. */
export type ConsoleServer = {
  readonly server: Server;
  readonly url: string;
  readonly tables: Tables;
  /** What people and things are called in the tables, in whatever language. */
  readonly names: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

export async function startConsole(env: Readonly<Record<string, string>> = {}): Promise<ConsoleServer> {
  const database = await testDatabase();
  const server = await startServer({ databaseUrl: database.url, env });
  const tables = await openTables(database.url);
  return {
    server,
    url: server.url,
    tables,
    async names() {
      const found = await tables.rows<{ name: string }>(
        `SELECT name FROM staff UNION SELECT name FROM queue UNION SELECT name FROM queue_group
         UNION SELECT name FROM account UNION SELECT name FROM identity WHERE name IS NOT NULL`,
      );
      return found.map(({ name }) => name);
    },
    async stop() {
      await tables.close();
      await server.stop();
      await database.drop();
    },
  };
}

export type Somebody = { readonly id: string; readonly name: string; readonly login: string };

/** Puts a person with these roles behind this browser, signed in already; the sign-in page has its own test. */
export async function signIn(
  { url, tables }: Pick<ConsoleServer, "url" | "tables">,
  context: BrowserContext,
  roles: readonly Grant["role"][],
  name = "林晓",
): Promise<Somebody> {
  const grants = roles.map((role) => ({ role, queues: "all" as const }));
  const { id, cookie } = await signedIn(tables, grants);
  const login = `s${randomUUID().slice(0, 8)}`;
  await tables.rows("UPDATE staff SET name = $2, login = $3 WHERE id = $1", [id, name, login]);
  const [cookieName = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name: cookieName, value, url, httpOnly: true, sameSite: "Lax" }]);
  return { id, name, login };
}

const LINK_LIFE_MS = 60_000;

/** The token of a link that makes the first administrator, as the first start shows one. */
export async function firstAdminToken({ tables }: ConsoleServer): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const now = Date.now();
  await tables.rows(
    `INSERT INTO setup_link (token_hash, purpose, created_at, expires_at)
     VALUES (decode($1, 'hex'), 'first_admin', $2, $3)`,
    [tokenHash(token), new Date(now), new Date(now + LINK_LIFE_MS)],
  );
  return token;
}
