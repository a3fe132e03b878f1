import type { IncomingMessage, ServerResponse } from "node:http";

import type { WebhookReply } from "../../core/channel/adapter.ts";
import { BODY_BYTES_MAX, readBody } from "../body.ts";
import type { Channel } from "../../flow/channel.ts";
import type { WebhookContext } from "./context.ts";
import { passOn } from "./beside.ts";
import { createDeadlines, type Deadlines } from "./deadlines.ts";
import { respond } from "./respond.ts";
import { plain, send } from "./send.ts";

const PATH = "/webhooks/";
/** The platform hangs up after five seconds; whoever has nothing by then is told to deliver again. */
const ANSWER_MS_MAX = 4_000;

const METHOD_WRONG = plain(405, "GET or POST only");
const ACCOUNT_UNKNOWN = plain(404, "no such account");
const TOO_LARGE = plain(413, "the body is too large");
const TRY_AGAIN = plain(503, "not stored, please deliver again");

/**
 * The platforms' door: a plain handler before everything else, since what stands here costs every message.
 * Returns false for calls that are not for it.
 */
export function createWebhook(
  context: WebhookContext,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const deadlines = createDeadlines<Visit>(context.clock, ANSWER_MS_MAX, askAgain);
  return (request, response) => {
    const url = request.url ?? "";
    if (!url.startsWith(PATH)) return false;
    const question = url.indexOf("?");
    const path = question === -1 ? url : url.slice(0, question);
    const visit: Visit = {
      request,
      response,
      requestId: context.ids(),
      channel: context.channelOf(path.slice(PATH.length)),
      query: question === -1 ? "" : url.slice(question + 1),
      at: context.clock(),
    };
    response.setHeader("x-request-id", visit.requestId);
    admit(context, visit, deadlines)
      .catch((error: unknown) => fail(context, visit, error))
      .finally(() => deadlines.delete(visit));
    return true;
  };
}

type Visit = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly channel: Channel | undefined;
  readonly query: string;
  readonly at: number;
};

async function admit(context: WebhookContext, visit: Visit, deadlines: Deadlines<Visit>): Promise<void> {
  const { request, response, requestId, channel, at } = visit;
  const { method } = request;
  if (channel === undefined) return refuse(context, visit, ACCOUNT_UNKNOWN, "account_unknown");
  if (method !== "GET" && method !== "POST") return refuse(context, visit, METHOD_WRONG, "method_wrong");
  const body = await readBody(request, BODY_BYTES_MAX);
  if (body === undefined) return refuse(context, visit, TOO_LARGE, "body_too_large");

  const call = { method, query: new URLSearchParams(visit.query), body, at } as const;
  const receipt = channel.adapter.receive(call);
  if (receipt.kind === "refused") {
    const { status, reason, detail, opaque } = receipt;
    return refuse(context, visit, plain(status, opaque === true ? "refused" : reason), reason, detail);
  }
  context.watch.received(channel.account.id, requestId);
  const { messages, raw, reply } = receipt;
  const known = { channel, request: call, requestId, raw };
  const heard = passOn(context.beside, { ...known, incoming: request, query: visit.query }, messages);
  if (messages.length === 0) return send(response, reply);
  deadlines.add(visit, at);
  const committed = (): void => deadlines.delete(visit);
  return respond(context, { ...known, response, reply, heard, committed }, messages);
}

/** In the platform's own way, and within the time that it waits. */
function askAgain({ response, channel }: Visit): void {
  if (response.headersSent) return;
  if (channel?.adapter.traits.again === "hang_up") response.destroy();
  else send(response, TRY_AGAIN);
}

/** Nothing is stored of what is refused: a counter, and one line without the text. */
function refuse(
  context: WebhookContext,
  visit: Visit,
  reply: WebhookReply,
  reason: string,
  detail?: string,
): void {
  const { request, response, requestId, channel } = visit;
  context.watch.refused({ requestId, accountId: channel?.account.id, status: reply.status, reason, detail });
  // A body that is not read to its end cannot be followed by another request on this connection.
  if (!request.complete) response.setHeader("connection", "close");
  send(response, reply);
}

function fail(context: WebhookContext, visit: Visit, error: unknown): void {
  const { request, response, requestId, channel, at } = visit;
  const accountId = channel?.account.id;
  // Asked of `complete`: a request that was read to its end counts as destroyed, too.
  if (!request.complete) {
    return context.watch.refused({ requestId, accountId, status: 400, reason: "body_cut_off" });
  }
  context.watch.failed(requestId, error);
  if (response.headersSent || response.destroyed) return;
  askAgain(visit);
  if (accountId !== undefined)
    context.watch.answered(accountId, "try_again", context.clock() - at, requestId);
}
