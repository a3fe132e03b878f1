import type { ServerResponse } from "node:http";

import type { WebhookReply, WebhookRequest } from "../../core/channel/adapter.ts";
import type { InboundMessage } from "../../core/channel/message.ts";
import type { Channel } from "../../flow/channel.ts";
import type { Answered } from "../../flow/relay/ports.ts";
import { arrivalOf } from "../../flow/take-in/arrival.ts";
import { type Answer, DELIVERIES_MAX } from "../../flow/take-in/lane/ticket.ts";
import type { WebhookContext } from "./context.ts";
import { firstOf, type Heard, sendTheirs } from "./beside.ts";
import { send } from "./send.ts";

/** One verified call of a platform that waits for its answer. */
export type Call = {
  readonly channel: Channel;
  readonly request: WebhookRequest;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly raw: string;
  /** What is answered where nothing is said. */
  readonly reply: WebhookReply;
  /** What another system says to it, where one hears the account's fans, too. */
  readonly heard: Heard | undefined;
  /** It is stored: the platform need not deliver it again. */
  readonly committed: () => void;
};

type Say = Extract<Answer, { kind: "say" }>;

/** Takes the messages in and answers the call. Nothing is written to the socket before the commit. */
export async function respond(
  context: WebhookContext,
  call: Call,
  messages: readonly InboundMessage[],
): Promise<void> {
  const { channel, requestId, raw, request } = call;
  const door = { accountId: channel.account.id, requestId, raw, at: request.at };
  const answers = await allOf(messages.map((message) => context.accept(arrivalOf(door, message))));
  if (call.heard !== undefined) call.committed();

  // A webhook carries one reply, that of the first message that has one; the others leave by the send loop.
  const carried = answers.findIndex((answer) => answer.kind === "say");
  for (const [index, other] of answers.entries()) {
    if (other.kind === "say" && index !== carried) await other.returned("queued");
  }
  const answer = answers[carried];
  const message = messages[carried];
  const theirs = call.heard?.replyBeside(answer ?? firstOf(answers));
  if (answer?.kind === "say" && message !== undefined) await say(context, call, message, answer);
  else if (theirs === undefined) finish(context, call, "silent");
  else relay(context, call, await theirs);
}

/** Where the fan is another system's, what that says is handed back as it came. */
function relay(context: WebhookContext, call: Call, reply: Answered | undefined): void {
  const { channel, request, response, requestId } = call;
  if (reply === undefined) return finish(context, call, "silent");
  if (!response.headersSent && !response.destroyed) sendTheirs(response, reply);
  context.watch.answered(channel.account.id, "relayed", context.clock() - request.at, requestId);
}

async function say(context: WebhookContext, call: Call, message: InboundMessage, answer: Say): Promise<void> {
  const { channel, request, response } = call;
  const reply = await replyOf(context, call, message, answer).catch(async (error: unknown) => {
    // An answer that is not given back would count as on its way until this process ends.
    await answer.returned("queued");
    throw error;
  });
  if (reply === undefined || response.destroyed || response.writableEnded) {
    // Not a byte was written: the next delivery carries it.
    await answer.returned("queued");
    return finish(context, call, "too_late");
  }
  context.crash("webhook.answering");
  response.once("close", () => {
    // Without a receipt, what was written counts as taken unless it is asked for again; after the last delivery
    // nobody would ask.
    if (response.writableFinished || answer.deliveries < DELIVERIES_MAX) answer.left();
    else void answer.returned("unknown");
  });
  send(response, reply);
  context.crash("webhook.answered");
  context.watch.answered(channel.account.id, "reply", context.clock() - request.at, call.requestId);
}

/** Where one message is not taken in, the call fails, and the answers to the others wait for its redelivery. */
async function allOf(accepted: readonly Promise<Answer>[]): Promise<readonly Answer[]> {
  const [only] = accepted;
  if (only !== undefined && accepted.length === 1) return [await only];
  const outcomes = await Promise.allSettled(accepted);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  const answers = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  if (failed === undefined) return answers;
  for (const answer of answers) if (answer.kind === "say") await answer.returned("queued");
  throw failed.reason;
}

async function replyOf(
  context: WebhookContext,
  { channel, request }: Call,
  { sender, receiver }: InboundMessage,
  { said, at }: Say,
): Promise<WebhookReply | undefined> {
  const content = channel.contentOf(said) ?? (await context.oldContentOf(said));
  const outbound = content && { to: sender, from: receiver, at, content };
  return outbound && channel.adapter.passive?.(outbound, request);
}

function finish(context: WebhookContext, call: Call, how: "silent" | "too_late"): void {
  const { channel, request, response, reply, requestId } = call;
  if (!response.headersSent) send(response, reply);
  context.watch.answered(channel.account.id, how, context.clock() - request.at, requestId);
}
