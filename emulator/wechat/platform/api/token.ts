import type { Room, Token } from "../keep/room.ts";
import { type ApiAnswer, ok, refuse } from "./answer.ts";
import { type ApiCall, readJson, textAt } from "./call.ts";
import type { World } from "../world.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const BEIJING_AHEAD_MS = 8 * 60 * MINUTE;

/** protocols §1.9. */
const LIVES_MS = 7_200 * SECOND;
const OVERLAP_MS = 5 * MINUTE;
const PLAIN_PER_DAY_MAX = 2_000;
const FORCED_PER_DAY_MAX = 20;
const FORCED_APART_MS = 30 * SECOND;
/** Expired ones are remembered this long: to be told "expired" and not "unknown". */
const REMEMBERED_MS = DAY;

/** GET /cgi-bin/token: each call makes a new one, and leaves the one before five minutes. */
export function plainToken(world: World, call: ApiCall): ApiAnswer {
  const { query, at } = call;
  const named = (name: string): string => query.get(name) ?? "";
  const room = identify(world, named("grant_type"), named("appid"), named("secret"));
  if ("kind" in room) return room;
  if (issuedToday(room, "plain", at) >= PLAIN_PER_DAY_MAX) return refuse(45_009, world.random);
  room.issued = [...recent(room, at), { at, what: "plain" }];
  room.tokens = tokensAt(room, at).map((token) =>
    token.kind === "plain" ? { ...token, expiresAt: Math.min(token.expiresAt, at + OVERLAP_MS) } : token,
  );
  return answer(issue(world, room, "plain", at), at);
}

/** POST /cgi-bin/stable_token: the same one while it is good, a new one in its last five minutes. */
export function stableToken(world: World, call: ApiCall): ApiAnswer {
  const { body, at } = call;
  const asked = readJson(body);
  if (asked === undefined) return refuse(47_001, world.random);
  const room = identify(world, textAt(asked, "grant_type"), textAt(asked, "appid"), textAt(asked, "secret"));
  if ("kind" in room) return room;
  if (asked["force_refresh"] === true) return force(world, room, at);
  const current = tokensAt(room, at).findLast(({ kind, expiresAt }) => kind === "stable" && at < expiresAt);
  const good = current !== undefined && current.expiresAt - at > OVERLAP_MS;
  return answer(good ? current : issue(world, room, "stable", at), at);
}

/** A forced one ends those before at once: it is for tokens that others have seen. */
function force(world: World, room: Room, at: number): ApiAnswer {
  const last = room.issued.findLast(({ what }) => what === "forced");
  if (last !== undefined && at - last.at < FORCED_APART_MS) return refuse(45_011, world.random);
  if (issuedToday(room, "forced", at) >= FORCED_PER_DAY_MAX) return refuse(45_009, world.random);
  room.issued = [...recent(room, at), { at, what: "forced" }];
  room.tokens = tokensAt(room, at).filter(({ kind }) => kind !== "stable");
  return answer(issue(world, room, "stable", at), at);
}

/** The account that a token belongs to, or how the call is refused. */
export function roomOfToken(world: World, value: string | null, at: number): Room | ApiAnswer {
  if (value === null || value === "") return refuse(41_001, world.random);
  for (const room of world.books.rooms()) {
    const token = room.tokens.find((one) => one.value === value);
    if (token !== undefined) return at < token.expiresAt ? room : refuse(42_001, world.random);
  }
  return refuse(40_001, world.random);
}

function identify(world: World, grant: string, appId: string, secret: string): Room | ApiAnswer {
  const { random, books } = world;
  if (grant !== "client_credential") return refuse(40_002, random);
  if (appId === "") return refuse(41_002, random);
  if (secret === "") return refuse(41_004, random);
  const room = books.rooms().find(({ account }) => account.appId === appId);
  if (room === undefined) return refuse(40_013, random);
  return room.account.appSecret === secret ? room : refuse(40_125, random);
}

function issue(world: World, room: Room, kind: Token["kind"], at: number): Token {
  const value = Buffer.from(world.random(96)).toString("base64url");
  const token = { value, kind, issuedAt: at, expiresAt: at + LIVES_MS };
  room.tokens = [...tokensAt(room, at), token];
  world.books.touch();
  return token;
}

const answer = ({ value, expiresAt }: Token, at: number): ApiAnswer =>
  ok({ access_token: value, expires_in: Math.floor((expiresAt - at) / SECOND) });

const tokensAt = (room: Room, at: number): readonly Token[] =>
  room.tokens.filter(({ expiresAt }) => at < expiresAt + REMEMBERED_MS);

/** The quotas' day ends at midnight in Beijing. */
const dayOf = (at: number): number => Math.floor((at + BEIJING_AHEAD_MS) / DAY);

const recent = (room: Room, at: number): Room["issued"] =>
  room.issued.filter((one) => dayOf(one.at) === dayOf(at));

const issuedToday = (room: Room, what: "plain" | "forced", at: number): number =>
  recent(room, at).filter((one) => one.what === what).length;
