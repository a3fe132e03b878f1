import { createTokenKeeper, MINUTE, type Sending, type TokenKeeper } from "seatbridge/kit";

import { askPlatform, type OwnAccess } from "./own.ts";
import { askServer, type TokenServer } from "./server.ts";

/** Who gives the account's access token (days G4). Only one of them ever asks the platform for it. */
export type TokenSource =
  | ({ readonly kind: "own" } & Omit<OwnAccess, "apiBase">)
  | ({ readonly kind: "theirs" } & TokenServer);

/** What an account's calls are made with. */
export type Access = { readonly apiBase: string; readonly source: TokenSource };

/** The brand's server is made to get a new token no more often than this. */
const FORCE_SERVER_EVERY_MS = MINUTE;

type Settings = {
  readonly tokenSource: TokenSource["kind"];
  readonly appId?: string | undefined;
  readonly appSecret?: string | undefined;
  readonly tokenUrl?: string | undefined;
  readonly tokenHeader?: string | undefined;
  readonly tokenSecret?: string | undefined;
  readonly tokenPath?: string | undefined;
};

/** As the account's settings say; or which of them are missing. */
export function sourceOf(settings: Settings): TokenSource | { readonly missing: readonly string[] } {
  const { tokenSource, appId, appSecret, tokenUrl: url } = settings;
  if (tokenSource === "theirs") {
    const { tokenHeader: header, tokenSecret: secret, tokenPath: path } = settings;
    return url === undefined ? { missing: ["tokenUrl"] } : { kind: "theirs", url, header, secret, path };
  }
  if (appId !== undefined && appSecret !== undefined) return { kind: "own", appId, appSecret };
  return { missing: (["appId", "appSecret"] as const).filter((name) => settings[name] === undefined) };
}

/** Undefined where nothing can be asked of the platform. */
export function accessOf(settings: Settings & { readonly apiBase: string }): Access | undefined {
  const source = sourceOf(settings);
  return "missing" in source ? undefined : { apiBase: settings.apiBase, source };
}

/** An account's token; all of its calls share one. */
export function openTokens({ apiBase, source }: Access, sending: Sending): TokenKeeper {
  const { fetch, clock, wait, tokens: store } = sending;
  if (source.kind === "own") {
    const access = { ...source, apiBase, fetch };
    return createTokenKeeper({ store, ask: (force) => askPlatform(access, force), clock, wait });
  }
  const ask = (force: boolean) => askServer(fetch, source, { force, at: clock() });
  return createTokenKeeper({ store, ask, clock, wait, forceEveryMs: FORCE_SERVER_EVERY_MS });
}
