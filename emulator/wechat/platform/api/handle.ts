import type { IncomingMessage, ServerResponse } from "node:http";

import type { Room } from "../keep/room.ts";
import { WIRE_CHARS_MAX } from "../../../kit/keep/limits.ts";
import { JSON_BYTES_MAX, UPLOAD_BYTES_MAX } from "../limits.ts";
import { getMedia, uploadMedia } from "../media/media-calls.ts";
import { mediumOf } from "../media/shelf.ts";
import type { World } from "../world.ts";
import { respond } from "../../../kit/fault/answer.ts";
import type { Effect } from "../../../kit/fault/fault.ts";
import { type Answering, type ApiAnswer, refuse } from "./answer.ts";
import { type AccountCall, type ApiCall, meets, readJson, SENDS, textAt } from "./call.ts";
import { customSend } from "./custom-send.ts";
import {
  addConditional,
  createMenu,
  deleteConditional,
  deleteMenu,
  getMenu,
  tryMatch,
} from "../register/menus.ts";
import { createQrCode } from "../register/qr-codes.ts";
import { plainToken, roomOfToken, stableToken } from "./token.ts";
import { typing } from "./typing.ts";
import {
  addBlacklisted,
  addTag,
  createTag,
  deleteTag,
  listBlacklisted,
  listTags,
  removeBlacklisted,
  removeTag,
  renameTag,
  tagsOf,
} from "../register/tags.ts";
import { updateRemark, userInfo, userInfoBatch } from "../register/user-info.ts";

import { BESIDE } from "../account/calls.ts";
import { overQuota } from "../account/quota.ts";

type Method = "GET" | "POST";

const JSON_TYPE = "application/json; charset=UTF-8";
const UPLOAD = "/cgi-bin/media/upload";
/** What brings a file. */
const UPLOADS: ReadonlySet<string> = new Set([UPLOAD, "/cgi-bin/material/add_material"]);
const PICTURES = "/pictures/";

/** Calls that bring no token. */
const OPEN: ReadonlyMap<string, readonly [Method, (world: World, call: ApiCall) => ApiAnswer]> = new Map([
  ["/cgi-bin/token", ["GET", plainToken]],
  ["/cgi-bin/stable_token", ["POST", stableToken]],
]);

const WITH_TOKEN: ReadonlyMap<
  string,
  readonly [Method, (world: World, call: AccountCall) => Answering | Promise<Answering>]
> = new Map([
  ["/cgi-bin/message/custom/send", ["POST", customSend]],
  ["/cgi-bin/message/custom/typing", ["POST", typing]],
  ["/cgi-bin/message/custom/business/typing", ["POST", typing]],
  [UPLOAD, ["POST", uploadMedia]],
  ["/cgi-bin/media/get", ["GET", getMedia]],
  ...BESIDE,
  ["/cgi-bin/user/info", ["GET", userInfo]],
  ["/cgi-bin/user/info/batchget", ["POST", userInfoBatch]],
  ["/cgi-bin/user/info/updateremark", ["POST", updateRemark]],
  ["/cgi-bin/qrcode/create", ["POST", createQrCode]],
  ["/cgi-bin/menu/create", ["POST", createMenu]],
  ["/cgi-bin/menu/get", ["GET", getMenu]],
  ["/cgi-bin/menu/delete", ["GET", deleteMenu]],
  ["/cgi-bin/menu/addconditional", ["POST", addConditional]],
  ["/cgi-bin/menu/delconditional", ["POST", deleteConditional]],
  ["/cgi-bin/menu/trymatch", ["POST", tryMatch]],
  ["/cgi-bin/tags/create", ["POST", createTag]],
  ["/cgi-bin/tags/get", ["GET", listTags]],
  ["/cgi-bin/tags/update", ["POST", renameTag]],
  ["/cgi-bin/tags/delete", ["POST", deleteTag]],
  ["/cgi-bin/tags/getidlist", ["POST", tagsOf]],
  ["/cgi-bin/tags/members/batchtagging", ["POST", addTag]],
  ["/cgi-bin/tags/members/batchuntagging", ["POST", removeTag]],
  ["/cgi-bin/tags/members/getblacklist", ["POST", listBlacklisted]],
  ["/cgi-bin/tags/members/batchblacklist", ["POST", addBlacklisted]],
  ["/cgi-bin/tags/members/batchunblacklist", ["POST", removeBlacklisted]],
]);

/** The platform's API under a path of somebody's server; `base` is what stands before `/cgi-bin`. */
export async function handleApi(
  world: World,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "", "http://emulator");
  const path = url.pathname.slice(base.length);
  if (path.startsWith(PICTURES)) return sendPicture(world, path.slice(PICTURES.length), response);
  const body = await readBody(request, UPLOADS.has(path) ? UPLOAD_BYTES_MAX : JSON_BYTES_MAX);
  if (body === undefined) return write(response, 413, refuse(45_001, world.random));
  const call = {
    method: request.method ?? "",
    path,
    query: url.searchParams,
    contentType: request.headers["content-type"] ?? "",
    body,
    at: world.clock(),
  };
  const { answer, room } = await answerOf(world, call);
  const { answer: said, effect } = answer.kind === "met" ? answer : { answer, effect: undefined };
  if (room !== undefined) enter(world, room, call, said, effect);
  if (effect === undefined || said.kind === "bytes") return write(response, 200, said);
  const written = { status: 200, contentType: JSON_TYPE, body: JSON.stringify(said.body) };
  await respond(response, written, effect, world.timer);
}

async function answerOf(
  world: World,
  call: ApiCall,
): Promise<{ readonly answer: Answering; readonly room?: Room }> {
  const open = OPEN.get(call.path);
  const known = open ?? WITH_TOKEN.get(call.path);
  if (known === undefined) return { answer: refuse(40_066, world.random) };
  const [method] = known;
  if (call.method !== method) return { answer: refuse(method === "GET" ? 43_001 : 43_002, world.random) };
  if (open !== undefined) return { answer: open[1](world, call), ...roomNamed(world, call) };
  const room = roomOfToken(world, call.query.get("access_token"), call.at);
  if ("kind" in room) return { answer: room };
  const run = WITH_TOKEN.get(call.path)?.[1];
  if (run === undefined) return { answer: refuse(40_066, world.random), room };
  return { answer: await meeting(world, { ...call, room }, run), room };
}

/** What is sent to a fan looks for itself what it meets: a bad send meets nothing. */
async function meeting(
  world: World,
  call: AccountCall,
  run: (world: World, call: AccountCall) => Answering | Promise<Answering>,
): Promise<Answering> {
  if (!isGranted(call.room.account, call.path)) return refuse(48_001, world.random);
  const over = overQuota(call.room, call.path, call.at);
  if (over !== undefined) return refuse(over, world.random);
  if (SENDS.has(call.path)) return run(world, call);
  const effect = meets(world, call, call.query.get("openid") ?? "");
  if (effect?.kind === "errcode") return refuse(effect.code, world.random);
  const answer = await run(world, call);
  return effect === undefined || answer.kind === "met" ? answer : { kind: "met", answer, effect };
}

/** A mini program speaks, shows what it has, and has it checked; fans, menus and codes of this kind are not its own. */
const OF_MINI: readonly string[] = [
  "/cgi-bin/message/custom/",
  "/cgi-bin/media/",
  "/cgi-bin/customservice/",
  "/cgi-bin/clear_quota",
  "/customservice/",
  "/wxa/",
];

function isGranted({ lacks = [], mini }: Room["account"], path: string): boolean {
  if (lacks.some((one) => path.startsWith(one))) return false;
  return mini === undefined
    ? !path.startsWith("/cgi-bin/message/custom/business/")
    : OF_MINI.some((one) => path.startsWith(one));
}

/** The account that a call for a token is about, also one that is refused. */
function roomNamed(world: World, { query, body }: ApiCall): { readonly room?: Room } {
  const appId = query.get("appid") ?? textAt(readJson(body), "appid");
  const room = world.books.rooms().find(({ account }) => account.appId === appId);
  return room === undefined ? {} : { room };
}

/** The ledger keeps what was said, without the secrets and without a file's bytes. */
function enter(world: World, room: Room, call: ApiCall, answer: ApiAnswer, effect: Effect | undefined): void {
  const { path, body, at } = call;
  const sent = UPLOADS.has(path) ? undefined : readJson(body);
  const openid = textAt(sent, "touser") || (call.query.get("openid") ?? "");
  const type = textAt(sent, "msgtype");
  const said = UPLOADS.has(path) ? `${body.length} bytes` : masked(room, body.toString("utf8"));
  world.books.enter(room, {
    kind: "call",
    at,
    path,
    ...(room.fans.has(openid) && { openid }),
    ...(type !== "" && { type }),
    request: said.slice(0, WIRE_CHARS_MAX),
    answer:
      effect?.kind === "taken_no_answer" ? "" : masked(room, described(answer)).slice(0, WIRE_CHARS_MAX),
    code: answer.kind === "bytes" ? 0 : answer.code,
    answered: effect?.kind !== "taken_no_answer",
    ...(effect !== undefined && { met: effect.kind }),
    tookMs: world.clock() - at,
  });
}

const described = (answer: ApiAnswer): string =>
  answer.kind === "json"
    ? JSON.stringify(answer.body)
    : `${answer.bytes.length} bytes of ${answer.contentType}`;

const masked = (room: Room, text: string): string =>
  [room.account.appSecret, ...room.tokens.map(({ value }) => value)].reduce(
    (clean, secret) => clean.replaceAll(secret, "***"),
    text,
  );

/** A picture for whoever has its address, as the platform's own hosts do. */
async function sendPicture(world: World, id: string, response: ServerResponse): Promise<void> {
  const at = world.clock();
  const medium = world.books
    .rooms()
    .map((room) => mediumOf(room, id, at))
    .find((one) => one !== undefined);
  const bytes = medium && (await world.store.loadMedium(medium.id));
  if (medium === undefined || bytes === undefined) return void response.writeHead(404).end();
  response.writeHead(200, {
    "content-type": medium.contentType,
    "content-length": bytes.byteLength,
    "cache-control": "private, max-age=3600",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  });
  response.end(bytes);
}

function write(response: ServerResponse, status: number, answer: ApiAnswer): void {
  if (answer.kind === "json") {
    response.writeHead(status, { "content-type": JSON_TYPE }).end(JSON.stringify(answer.body));
    return;
  }
  response.writeHead(status, {
    "content-type": answer.contentType,
    "content-length": answer.bytes.byteLength,
    "content-disposition": `attachment; filename="${answer.fileName}"`,
  });
  response.end(answer.bytes);
}

/** The whole body; undefined for one that is larger, whose rest is not kept. */
async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= bytesMax) chunks.push(chunk);
  }
  return bytes > bytesMax ? undefined : Buffer.concat(chunks);
}
