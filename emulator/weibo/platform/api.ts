import type { IncomingMessage, ServerResponse } from "node:http";

import { respond } from "../../kit/fault/answer.ts";
import { WIRE_CHARS_MAX } from "../../kit/keep/limits.ts";
import { isMenuCall, menuCall } from "../menu/menu-calls.ts";
import { sendFile, sendPicture } from "./files.ts";
import { type OpenAnswer, openCall } from "../open-api/open-api.ts";
import { roomOfToken } from "../open-api/oauth.ts";
import { type Code, refusal, statusOf } from "../open-api/reasons.ts";
import { REPLY, replyCall, type Sent } from "./reply-call.ts";
import type { Room } from "./room.ts";
import type { World } from "./world.ts";

const FILE = "/2/mss/msget";
const PICTURES = "/pictures/";
const JSON_TYPE = "application/json;charset=UTF-8";
const FORM = "application/x-www-form-urlencoded";
const BODY_BYTES_MAX = 128 * 1_024;
const HEADER_TOKEN = /^OAuth2 (\S+)$/i;

/** The platform's API under a path of somebody's server; `base` is what stands before `/2`. */
export async function handleApi(
  world: World,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "", "http://emulator");
  const path = url.pathname.slice(base.length);
  if (path.startsWith(PICTURES)) return sendPicture(world, path.slice(PICTURES.length), response);
  const at = world.clock();
  const body = await readBody(request);
  const isForm = (request.headers["content-type"] ?? "").split(";")[0]?.trim() === FORM;
  const form = new URLSearchParams(isForm ? body : "");
  const given = new URLSearchParams([...url.searchParams, ...form]);
  const token =
    given.get("access_token") ?? HEADER_TOKEN.exec(request.headers.authorization ?? "")?.[1] ?? null;
  const ip = request.socket.remoteAddress ?? "";
  const open = openCall(world, { method: request.method ?? "", path, given, token, ip, at });
  if (open !== undefined) {
    if (open.room !== undefined && (request.method === "POST" || open.code !== 0))
      noteOpen(world, open.room, { path, given, at }, open);
    if (open.location !== undefined) response.setHeader("location", open.location);
    const said = { status: open.status, contentType: JSON_TYPE, body: open.body };
    return respond(response, said, open.effect, world.timer);
  }
  const owner = roomOfToken(world, token, at);
  const room = typeof owner === "number" ? undefined : owner;
  if (isMenuCall(path)) {
    const done = menuCall(world, { method: request.method ?? "", path, given, owner, at });
    if (room !== undefined) noteOpen(world, room, { path, given, at }, done);
    const said = { status: done.status, contentType: JSON_TYPE, body: done.body };
    return respond(response, said, done.effect, world.timer);
  }
  if (path === FILE && room !== undefined) {
    return sendFile(world, room, url.searchParams.get("fid") ?? "", response);
  }
  const sent = answerOf(world, request.method ?? "", path, owner, form);
  const answer = sent.kind === "refused" ? refusal(path, sent.code) : taken(room, form);
  if (room !== undefined) note(world, room, path, form, sent, answer, at);
  const status = sent.kind === "taken" ? 200 : statusOf(sent.code);
  const effect = sent.kind === "taken" ? sent.effect : undefined;
  await respond(response, { status, contentType: JSON_TYPE, body: answer }, effect, world.timer);
}

function answerOf(
  world: World,
  method: string,
  path: string,
  owner: Room | Code,
  form: URLSearchParams,
): Sent {
  if (path === FILE) return { kind: "refused", code: typeof owner === "number" ? owner : 10_017 };
  if (path !== REPLY) return { kind: "refused", code: 10_020 };
  if (method !== "POST") return { kind: "refused", code: 10_021 };
  return typeof owner === "number" ? { kind: "refused", code: owner } : replyCall(world, owner, form);
}

const taken = (room: Room | undefined, form: URLSearchParams): string =>
  `{"result":true,"sender_id":${room?.account.uid ?? 0},"receiver_id":${form.get("receiver_id") ?? 0}}`;

/** The ledger keeps what was said, a field a line, without the token. */
function note(
  { clock, books }: World,
  room: Room,
  path: string,
  form: URLSearchParams,
  sent: Sent,
  answer: string,
  at: number,
): void {
  const fields = [...form].filter(([name]) => name !== "access_token");
  const met = sent.kind === "taken" ? sent.effect?.kind : undefined;
  const [uid, type] = [form.get("receiver_id") ?? "", form.get("type")];
  books.enter(room, {
    kind: "call",
    at,
    path,
    ...(room.fans.has(uid) && { openid: uid }),
    ...(type !== null && { type }),
    request: JSON.stringify(Object.fromEntries(fields)).slice(0, WIRE_CHARS_MAX),
    answer: met === "taken_no_answer" ? "" : answer,
    code: sent.kind === "refused" ? sent.code : 0,
    answered: met !== "taken_no_answer",
    ...(met !== undefined && { met }),
    tookMs: clock() - at,
  });
}

/** A call of the open API is about no fan, so every fan's page shows it; what only looks is not worth a line. */
function noteOpen(
  { clock, books }: World,
  room: Room,
  { path, given, at }: { readonly path: string; readonly given: URLSearchParams; readonly at: number },
  { body, code, effect }: Pick<OpenAnswer, "body" | "code" | "effect">,
): void {
  const fields = [...given].filter(([name]) => name !== "access_token");
  books.enter(room, {
    kind: "call",
    at,
    path,
    request: JSON.stringify(Object.fromEntries(fields)).slice(0, WIRE_CHARS_MAX),
    answer: effect?.kind === "taken_no_answer" ? "" : body.slice(0, WIRE_CHARS_MAX),
    code,
    answered: effect?.kind !== "taken_no_answer",
    ...(effect !== undefined && { met: effect.kind }),
    tookMs: clock() - at,
  });
}

/** The whole body; nothing of one that is larger. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
  }
  return bytes > BODY_BYTES_MAX ? "" : Buffer.concat(chunks).toString("utf8");
}
