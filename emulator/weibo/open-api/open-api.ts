import { type Effect, meet } from "../../kit/fault/fault.ts";
import type { Room } from "../platform/room.ts";
import type { World } from "../platform/world.ts";
import { written } from "../square/shapes.ts";
import type { Answered, Asked } from "./asked.ts";
import { createComment, destroyComment, replyToComment } from "./comments.ts";
import * as lists from "./lists.ts";
import { accessToken, consent, oauthRefusal, revoke, roomOfApp, roomOfToken, tokenInfo } from "./oauth.ts";
import { countCall, rateShape, usageAt } from "./rates.ts";
import { type Code, refusal, statusOf } from "./reasons.ts";

type Method = "GET" | "POST";

/** What is asked with an account's token (protocols §4.3), below /2 and with or without `.json`. */
const CALLS: ReadonlyMap<string, readonly [Method, (asked: Asked) => Answered]> = new Map([
  ["statuses/mentions", ["GET", lists.mentions]],
  ["statuses/user_timeline", ["GET", lists.userTimeline]],
  ["statuses/repost_timeline", ["GET", lists.reposts]],
  ["statuses/show", ["GET", lists.showStatus]],
  ["comments/mentions", ["GET", lists.commentMentions]],
  ["comments/to_me", ["GET", lists.commentsToMe]],
  ["comments/by_me", ["GET", lists.commentsByMe]],
  ["comments/timeline", ["GET", lists.commentTimeline]],
  ["comments/show", ["GET", lists.commentsOf]],
  ["comments/create", ["POST", createComment]],
  ["comments/reply", ["POST", replyToComment]],
  ["comments/destroy", ["POST", destroyComment]],
]);

const RATES = "account/rate_limit_status";

const OAUTH: ReadonlyMap<string, readonly [readonly Method[], typeof accessToken]> = new Map([
  ["/oauth2/access_token", [["POST"], accessToken]],
  ["/oauth2/get_token_info", [["POST"], tokenInfo]],
  ["/oauth2/revokeoauth2", [["GET", "POST"], revoke]],
]);

export type OpenCall = {
  readonly method: string;
  readonly path: string;
  readonly given: URLSearchParams;
  readonly token: string | null;
  readonly ip: string;
  readonly at: number;
};

export type OpenAnswer = {
  readonly status: number;
  readonly body: string;
  readonly code: number;
  readonly room?: Room;
  /** Where the browser goes on. */
  readonly location?: string;
  readonly effect?: Effect;
};

/** Undefined: no call of the open API. */
export function openCall(world: World, call: OpenCall): OpenAnswer | undefined {
  if (call.path === "/oauth2/authorize") return authorize(world, call);
  const oauth = OAUTH.get(call.path);
  if (oauth !== undefined) return oauthCall(world, call, oauth);
  const name = call.path.replace(/^\/2\//, "").replace(/\.json$/, "");
  const known = CALLS.get(name);
  if (known === undefined && name !== RATES) return undefined;
  const [method, run] = known ?? (["GET", undefined] as const);
  if (call.method !== method) return refused(call, 10_021);
  const room = roomOfToken(world, call.token, call.at);
  if (typeof room === "number") return refused(call, room);
  const limits = { ...world.openLimits, ...room.account.openLimits };
  const ofIp = world.ips.used(call.ip, call.at);
  if (run === undefined) return told(call, rateShape(room.usage, limits, ofIp, call.at), room);
  const counted = countCall(usageAt(room.usage, call.at), limits);
  if (typeof counted === "number") return refused(call, counted, room);
  if (ofIp >= limits.callsPerHourOfIp) return refused(call, 10_022, room);
  world.ips.count(call.ip, call.at);
  room.usage = counted;
  const isSend = name === "comments/create" || name === "comments/reply";
  const met = meet(room.faults, { path: call.path, isSend, at: call.at, random: world.random });
  room.faults = met.left;
  if (met.effect?.kind === "errcode") return refused(call, met.effect.code as Code, room);
  const answer = told(call, run({ world, room, given: call.given, at: call.at, limits }), room);
  return met.effect === undefined ? answer : { ...answer, effect: met.effect };
}

function told(call: OpenCall, answer: Answered, room: Room): OpenAnswer {
  if (typeof answer === "number") return refused(call, answer, room);
  return { status: 200, body: written(answer), code: 0, room };
}

const refused = (call: OpenCall, code: Code, room?: Room): OpenAnswer => ({
  status: statusOf(code),
  body: refusal(call.path, code),
  code,
  ...(room !== undefined && { room }),
});

function oauthCall(
  world: World,
  call: OpenCall,
  [methods, run]: readonly [readonly Method[], typeof accessToken],
): OpenAnswer {
  const { method, path, given, at } = call;
  const code = methods.some((one) => one === method) ? run(world, given, at) : (21_323 as const);
  if (typeof code !== "number") return { status: 200, body: JSON.stringify(code), code: 0 };
  return { status: statusOf(code), body: oauthRefusal(path, code), code };
}

/** GET oauth2/authorize: the account's owner says yes at once. */
function authorize(world: World, { path, given, at }: OpenCall): OpenAnswer {
  const refuse = (code: Code): OpenAnswer => ({ status: 400, body: oauthRefusal(path, code), code });
  const room = roomOfApp(world, given.get("client_id") ?? "");
  const redirect = given.get("redirect_uri") ?? "";
  if (room === undefined) return refuse(21_324);
  if (!URL.canParse(redirect)) return refuse(21_322);
  if ((given.get("response_type") ?? "code") !== "code") return refuse(21_329);
  const location = new URL(redirect);
  location.searchParams.set("code", consent(world, room, redirect, at));
  const state = given.get("state");
  if (state !== null) location.searchParams.set("state", state);
  return { status: 302, body: "", code: 0, location: location.toString() };
}
