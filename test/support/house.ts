import { randomUUID } from "node:crypto";

import { inviteFirstAdmin } from "../../src/action/link/invite-first-admin.ts";
import type { Clock } from "../../src/core/kernel/instant.ts";
import type { Route } from "../../src/http/api/route.ts";
import { allRoutes } from "../../src/http/routes/all.ts";
import { type Answer, type ApiNode, type Browser, browser, cookieOf, openApiNode, signedIn } from "./api.ts";
import { testDatabase } from "./database.ts";
import { openTables, type Tables } from "./tables.ts";

export const PASSWORD = "correct horse battery";

/** Two nodes on one database, each with a bus of its own: neither hears what the other wakes. */
export type House = {
  readonly url: string;
  readonly tables: Tables;
  readonly node: ApiNode;
  readonly other: ApiNode;
  /** The first administrator's login; and a browser in which an administrator is signed in now. */
  readonly admin: { readonly login: string; readonly cookie: () => Promise<string> };
  readonly close: () => Promise<void>;
};

/** Opens a house whose first administrator has come in. */
export async function openHouse(
  clock: Clock = Date.now,
  routes: readonly Route[] = allRoutes,
): Promise<House> {
  const database = await testDatabase();
  const tables = await openTables(database.url);
  const node = await openApiNode({ url: database.url, clock, routes });
  const other = await openApiNode({ url: database.url, clock, routes });
  const login = "administratorin";
  const made = await node.perform(inviteFirstAdmin, {}, undefined);
  await browser(node)("POST", "/setup", { token: made?.token, login, name: "何姐", password: PASSWORD });
  return {
    url: database.url,
    tables,
    node,
    other,
    admin: {
      login,
      cookie: async () => (await signedIn(tables, [{ role: "admin", queues: "all" }], clock())).cookie,
    },
    async close() {
      const bugs = [...node.bugs, ...other.bugs];
      await node.close();
      await other.close();
      await tables.close();
      await database.drop();
      if (bugs.length > 0) throw bugs[0];
    },
  };
}

export const signIn = (
  node: Pick<ApiNode, "url">,
  login: string,
  password: string,
  headers: Parameters<Browser>[3] = {},
): Promise<Answer> =>
  browser(node)("POST", "/session", { login, password }, { "idempotency-key": undefined, ...headers });

/** An agent whom the administrator invites, and who accepts; her browser's cookie. */
export async function newcomer({
  node,
  admin,
}: House): Promise<{ id: string; login: string; cookie: string }> {
  const login = `agent.${randomUUID().slice(0, 8)}`;
  const body = { login, name: "周敏", roles: [{ role: "agent", queues: "all" }] };
  const created = (await browser(node, await admin.cookie())("POST", "/staff", body)).body as {
    staff: { id: string };
    link: { path: string };
  };
  const token = created.link.path.split("token=")[1];
  const accepted = await browser(node)("POST", "/invitations/accept", { token, password: PASSWORD });
  return { id: created.staff.id, login, cookie: cookieOf(accepted) };
}

/** The code of a refusal. */
export const code = (answer: Answer): unknown =>
  (answer.body as { error?: { code: string } } | undefined)?.error?.code;

/** What the audit has of an action, the oldest first. */
export const auditOf = ({ tables }: Pick<House, "tables">, action: string) =>
  tables.rows<{ actor: string; subject: string; subject_id: string; data: Record<string, unknown> }>(
    "SELECT actor, subject, subject_id, data FROM audit WHERE action = $1 ORDER BY id",
    [action],
  );
