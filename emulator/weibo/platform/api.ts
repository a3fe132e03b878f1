import type { IncomingMessage, ServerResponse } from "node:http";

import { WIRE_CHARS_MAX } from "../../kit/keep/limits.ts";
import { sendFile, sendPicture } from "./files.ts";
import { reasonOf, replyCall, type Sent } from "./reply-call.ts";
import type { Room } from "./room.ts";
import type { World } from "./world.ts";

const REPLY = "/2/messages/reply.json";
const FILE = "/2/mss/msget";
const PICTURES = "/pictures/";
const FORM = "application/x-www-form-urlencoded";
const BODY_BYTES_MAX = 128 * 1_024;
const FORBIDDEN_FROM = 21_300;

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
  const token = form.get("access_token") ?? url.searchParams.get("access_token");
  const room = world.books.rooms().find(({ account }) => account.accessToken === token);
  if (path === FILE && room !== undefined) {
    return sendFile(world, room, url.searchParams.get("fid") ?? "", response);
  }
  const sent = answerOf(world, request.method ?? "", path, room, form);
  const answer = sent.kind === "refused" ? refusal(path, sent.code) : taken(room, form);
  if (room !== undefined) note(world, room, path, form, sent, answer, at);
  if (sent.kind === "taken_no_answer") return void response.destroy();
  const status = sent.kind === "taken" ? 200 : sent.code >= FORBIDDEN_FROM ? 403 : 400;
  response.writeHead(status, { "content-type": "application/json;charset=UTF-8" }).end(answer);
}

function answerOf(
  world: World,
  method: string,
  path: string,
  room: Room | undefined,
  form: URLSearchParams,
): Sent {
  if (path === FILE) return { kind: "refused", code: 21_332 };
  if (path !== REPLY) return { kind: "refused", code: 10_020 };
  if (method !== "POST") return { kind: "refused", code: 10_021 };
  return room === undefined ? { kind: "refused", code: 21_332 } : replyCall(world, room, form);
}

const refusal = (request: string, error_code: number): string =>
  JSON.stringify({ request, error_code, error: reasonOf(error_code) });

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
  const [uid, type] = [form.get("receiver_id") ?? "", form.get("type")];
  books.enter(room, {
    kind: "call",
    at,
    path,
    ...(room.fans.has(uid) && { openid: uid }),
    ...(type !== null && { type }),
    request: JSON.stringify(Object.fromEntries(fields)).slice(0, WIRE_CHARS_MAX),
    answer: sent.kind === "taken_no_answer" ? "" : answer,
    code: sent.kind === "refused" ? sent.code : 0,
    answered: sent.kind !== "taken_no_answer",
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
