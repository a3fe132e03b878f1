import type { IncomingMessage, ServerResponse } from "node:http";

import type { WebhookRequest } from "../../core/channel/adapter.ts";
import type { InboundMessage } from "../../core/channel/message.ts";
import type { Channel } from "../../flow/channel.ts";
import { type Beside, beginBeside } from "../../flow/relay/beside.ts";
import type { Answered, PassedCall } from "../../flow/relay/ports.ts";
import { arrivalOf } from "../../flow/take-in/arrival.ts";
import type { Answer } from "../../flow/take-in/lane/ticket.ts";

/** A call that another system hears, too: what it said to it, once ours is committed. */
export type Heard = ReturnType<typeof beginBeside>;

export function passOn(
  beside: Beside | undefined,
  call: {
    readonly channel: Channel;
    readonly request: WebhookRequest;
    readonly incoming: IncomingMessage;
    readonly query: string;
    readonly requestId: string;
    readonly raw: string;
  },
  messages: readonly InboundMessage[],
): Heard | undefined {
  const { channel, request, incoming, query, requestId, raw } = call;
  const { id: accountId } = channel.account;
  const relay = beside?.of(accountId);
  if (beside === undefined || relay === undefined || request.method !== "POST") return undefined;
  const passed: PassedCall = {
    method: "POST",
    query,
    contentType: incoming.headers["content-type"],
    userAgent: incoming.headers["user-agent"],
    body: request.body,
  };
  const [message] = messages;
  if (message === undefined) {
    // Nobody's word, so nobody waits for what is said to it.
    void beside.pass(relay, passed, requestId, request.at);
    return undefined;
  }
  const { key } = arrivalOf({ accountId, requestId, raw, at: request.at }, message);
  return beginBeside(beside, { relay, channel, passed, key, message, at: request.at });
}

/** Their reply as it came: status, type and bytes. */
export function sendTheirs(response: ServerResponse, { status, contentType, body }: Answered): void {
  response.writeHead(status, {
    ...(contentType === undefined ? {} : { "content-type": contentType }),
    "content-length": body.length,
  });
  response.end(body);
}

/** The answer to the first message, which is the one that the call is known by. */
export const firstOf = (answers: readonly Answer[]): Answer => answers[0] ?? { kind: "silent" };
