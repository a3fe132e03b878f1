import type { Room } from "../platform/room.ts";
import type { World } from "../platform/world.ts";
import { type Code, reasonOf } from "./reasons.ts";

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;
/** Of an application that was reviewed; a test one has a day (protocols §4.3). */
const LIVES_MS = 30 * DAY;
/** The token that the account was made with: its developer's own. */
const OWN_LIVES_MS = 5 * 365 * DAY;
const CODE_LIVES_MS = 600 * SECOND;
const KEPT_MAX = 50;

export type OpenToken = { readonly value: string; readonly issuedAt: number; readonly expiresAt: number };
export type AuthCode = { readonly value: string; readonly redirect: string; readonly at: number };

type Answer = Readonly<Record<string, unknown>> | Code;

/** The account that a token speaks for, or why it speaks for none. */
export function roomOfToken({ books }: World, value: string | null, at: number): Room | Code {
  if (value === null || value === "") return 21_332;
  for (const room of books.rooms()) {
    if (room.revoked.includes(value)) return 21_332;
    if (room.account.accessToken === value) return room;
    const token = room.tokens.find((one) => one.value === value);
    if (token !== undefined) return at < token.expiresAt ? room : 21_327;
  }
  return 21_332;
}

/** What stands before the account's page when its owner says yes: a code for one token, good for ten minutes. */
export function consent({ random, books }: World, room: Room, redirect: string, at: number): string {
  const value = Buffer.from(random(16)).toString("hex");
  room.codes = [...room.codes, { value, redirect, at }].slice(-KEPT_MAX);
  books.touch();
  return value;
}

/** POST oauth2/access_token. */
export function accessToken(world: World, given: URLSearchParams, at: number): Answer {
  const named = (name: string): string => given.get(name) ?? "";
  if (["client_id", "client_secret", "grant_type"].some((name) => named(name) === "")) return 21_323;
  if (named("grant_type") !== "authorization_code") return 21_328;
  const room = roomOfApp(world, named("client_id"));
  if (room === undefined || room.account.appSecret !== named("client_secret")) return 21_324;
  const code = room.codes.find(({ value }) => value === named("code"));
  if (code === undefined || at >= code.at + CODE_LIVES_MS) return 21_325;
  if (code.redirect !== named("redirect_uri")) return 21_322;
  room.codes = room.codes.filter((one) => one !== code);
  const value = `2.00${Buffer.from(world.random(14)).toString("base64url")}`;
  room.tokens = [...room.tokens, { value, issuedAt: at, expiresAt: at + LIVES_MS }].slice(-KEPT_MAX);
  world.books.touch();
  const seconds = LIVES_MS / SECOND;
  return { access_token: value, remind_in: String(seconds), expires_in: seconds, uid: `${room.account.uid}` };
}

/** POST oauth2/get_token_info. */
export function tokenInfo(world: World, given: URLSearchParams, at: number): Answer {
  const room = roomOfToken(world, given.get("access_token"), at);
  if (typeof room === "number") return room;
  const token = room.tokens.find(({ value }) => value === given.get("access_token"));
  const issuedAt = token?.issuedAt ?? at;
  const expiresAt = token?.expiresAt ?? at + OWN_LIVES_MS;
  return {
    uid: room.account.uid,
    appkey: appKeyOf(room),
    scope: null,
    create_at: Math.floor(issuedAt / SECOND),
    expire_in: Math.floor((expiresAt - at) / SECOND),
  };
}

/** GET or POST oauth2/revokeoauth2: the token is dead from here on. */
export function revoke(world: World, given: URLSearchParams, at: number): Answer {
  const value = given.get("access_token") ?? "";
  const room = roomOfToken(world, value, at);
  if (typeof room === "number") return room;
  room.revoked = [...room.revoked, value].slice(-KEPT_MAX);
  world.books.touch();
  return { result: "true" };
}

export const roomOfApp = ({ books }: World, appKey: string): Room | undefined =>
  books.rooms().find((room) => appKeyOf(room) === appKey);

/** Without one of its own an account is its application. */
const appKeyOf = ({ account: { appKey, uid } }: Room): string => appKey ?? uid;

const NAMES: Readonly<Partial<Record<Code, string>>> = {
  21_322: "redirect_uri_mismatch",
  21_323: "invalid_request",
  21_324: "invalid_client",
  21_325: "invalid_grant",
  21_327: "expired_token",
  21_328: "unsupported_grant_type",
};

export const oauthRefusal = (request: string, code: Code): string =>
  JSON.stringify({
    error: NAMES[code] ?? "invalid_access_token",
    error_code: code,
    request,
    error_uri: request,
    error_description: reasonOf(code),
  });
