import { randomBytes } from "node:crypto";

import type { Context, Middleware } from "koa";

import type { Perform } from "../action/action.ts";
import { findSession } from "../action/session/find-session.ts";
import { markSeen } from "../action/session/mark-seen.ts";
import type { Bus } from "../bus/bus.ts";
import { TOPIC } from "../bus/topics.ts";
import type { Ids } from "../core/kernel/id.ts";
import type { Clock } from "../core/kernel/instant.ts";
import { createApi } from "../http/api/api.ts";
import type { Route } from "../http/api/route.ts";
import { allRoutes } from "../http/routes/all.ts";
import { cookieName, readCookie } from "../http/session/cookie.ts";
import { createPasswords } from "../http/session/passwords.ts";
import { createSessions } from "../http/session/sessions.ts";
import { openPool } from "../store/action/pool.ts";
import { createAsk, createPerform } from "../store/action/run.ts";
import type { Vault } from "../store/secret/vault.ts";

const SECRET_BYTES = 32;
const secret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

export type ApiService = {
  readonly middleware: Middleware;
  readonly perform: Perform;
  /** Whether the call comes from somebody who is signed in. */
  readonly signedIn: (ctx: Context) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** What people do and look at, on connections of its own. */
export function openApi(options: {
  readonly url: string;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly vault: Vault;
  readonly version: string;
  readonly publicUrl: string | undefined;
  readonly proxies: number;
  readonly onError: (requestId: string, error: unknown) => void;
  readonly routes?: readonly Route[];
  readonly checkAnswers?: boolean;
}): ApiService {
  const { url, bus, clock, ids, vault, version, publicUrl, routes = allRoutes } = options;
  const pools = { act: openPool(url, "act"), read: openPool(url, "read") };
  const wake = (topic: string, key?: string): void => bus.publish(topic, key);
  const perform = createPerform({ pool: pools.act, clock, ids, secret, vault, wake });
  const ask = createAsk({ pool: pools.read, clock, vault });
  const sessions = createSessions({
    find: (id) => ask(findSession, { id }, undefined),
    markSeen: (id) => perform(markSeen, { id }, undefined),
    clock,
    onError: (error) => options.onError("-", error),
  });
  const unsubscribe = bus.subscribe(TOPIC.session, (staffIds) => sessions.forget(staffIds));
  const secure = publicUrl?.startsWith("https:") === true;
  const api = { perform, ask, sessions, passwords: createPasswords(), secure, version, clock, ids };

  return {
    perform,
    middleware: createApi({ ...options, api, routes }),
    async signedIn(ctx) {
      const token = readCookie(ctx.get("cookie"), cookieName(secure));
      return token !== undefined && (await sessions.of(token)) !== undefined;
    },
    async close() {
      unsubscribe();
      await Promise.all([pools.act.end(), pools.read.end()]);
    },
  };
}
