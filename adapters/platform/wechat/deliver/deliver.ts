import {
  type Clock,
  type Content,
  type Delivery,
  type Instant,
  type OutboundMessage,
  type PlatformAdapter,
  type Sending,
  splitText,
} from "seatbridge/kit";

import type { Client, ClientAnswer } from "../api/client.ts";
import { actionFor, type CodeAction } from "../api/codes.ts";
import { sendCustom } from "../api/talk/custom-send.ts";
import { createMediaIds, type MediaIds } from "./media.ts";
import { type Ready, ready, type Sendable } from "./sendable.ts";
import { verdictOf, withoutToken } from "./verdicts.ts";

/** After so long without an answer the fan may have the message, and nobody will know. */
export const SEND_MS_MAX = 8_000;
const MINUTE_LIMIT = 429;
const SERVER_ERROR = 500;
/** The platform has thrown a medium away. */
const MEDIA_GONE = "40007";

type Deliver = NonNullable<PlatformAdapter["deliver"]>;
type Message = Omit<OutboundMessage, "from">;

/** Whose words they are, where the account says it. */
export type ShownAs = {
  /** Of the platform's own desk (`name@wechatid`): people's words are shown as this agent's, but of whom has one of her own. */
  readonly agentAccount?: string | undefined;
  /** The bot's words are marked as a machine's. */
  readonly marksMachine?: boolean | undefined;
};

/** How an account sends. */
export type SendShape = ShownAs & {
  /** What of a content this platform takes. */
  readonly sendableOf: (content: Content) => Sendable;
};

/** Sends through the customer service interface (客服消息, protocols §1.10). */
export function createDeliver(client: Client, sending: Sending, shape: SendShape): Deliver {
  const { clock } = sending;
  const mediaIds = createMediaIds(client, sending);
  const send = createSend(client, clock, shape);

  return async (message, signal) => {
    const { content } = message;
    const sendable = shape.sendableOf(content);
    switch (sendable.kind) {
      case "unsendable":
        return { kind: "rejected", code: sendable.code, next: "give_up" };
      case "media":
        return sendMedia(mediaIds, sendable, signal, (ready) => send(message, ready, signal));
      case "ready": {
        const delivery = await send(message, sendable, signal);
        return content.kind === "text" && isTooLong(delivery)
          ? sendInPieces(content.text, (piece) => send(message, piece, signal))
          : delivery;
      }
    }
  };
}

type Send = (message: Message, ready: Ready, signal: AbortSignal) => Promise<Delivery>;

/** Nobody of that name is at the platform's desk, or may speak there: taken away since, not bound, not enabled. */
const PERSONA_GONE: ReadonlySet<string> = new Set(["61452", "65400", "65401", "65402"]);

/** Words matter more than under whose name they stand: where the platform does not know her, they leave as the account's. */
const createSend =
  (client: Client, clock: Clock, { agentAccount, marksMachine }: SendShape): Send =>
  async ({ to, by, persona = agentAccount }, { message }, signal) => {
    const marked = by === "machine" && marksMachine === true && { aimsgcontext: { is_ai_msg: 1 } };
    const body = { touser: to, ...message, ...marked };
    const send = async (as: object): Promise<Delivery> =>
      deliveryOf(await client(sendCustom, { ...body, ...as }, { timeoutMs: SEND_MS_MAX, signal }), clock());
    if (by !== "person" || persona === undefined) return send({});
    const delivery = await send({ customservice: { kf_account: persona } });
    return delivery.kind === "rejected" && PERSONA_GONE.has(delivery.code) ? send({}) : delivery;
  };

async function sendMedia(
  mediaIds: MediaIds,
  { uploads, write }: Extract<Sendable, { kind: "media" }>,
  signal: AbortSignal,
  send: (ready: Ready) => Promise<Delivery>,
): Promise<Delivery> {
  const first = await mediaIds.of(uploads, signal);
  if (first.kind === "rejected") return first;
  const delivery = await send(write(first.ids));
  if (delivery.kind !== "rejected" || delivery.code !== MEDIA_GONE) return delivery;
  // Of which of them it is does not say; once more, and no more.
  await mediaIds.forget(uploads, first.ids);
  const second = await mediaIds.of(uploads, signal);
  return second.kind === "ids" ? send(write(second.ids)) : second;
}

/** Of a text both codes say so (45001 is of files by its page): nothing else of it has a size. */
const TOO_LONG: ReadonlySet<CodeAction> = new Set(["split", "choose_smaller"]);
const isTooLong = (delivery: Delivery): boolean =>
  delivery.kind === "rejected" && TOO_LONG.has(actionFor(delivery.code, "send"));

/** The platform wants less than its pages say, and has taken nothing: in halves, once. */
async function sendInPieces(text: string, send: (piece: Ready) => Promise<Delivery>): Promise<Delivery> {
  const pieces = splitText(text, Math.ceil(Buffer.byteLength(text) / 2));
  for (const [index, piece] of pieces.entries()) {
    const delivery = await send(ready("text", { content: piece }));
    if (delivery.kind === "accepted") continue;
    if (index === 0) return delivery;
    const detail = delivery.kind === "rejected" ? delivery.code : delivery.reason;
    return { kind: "unknown", reason: "partly_sent", detail };
  }
  return { kind: "accepted" };
}

/** What the answer proves. Where it proves nothing, the fan may have the message. */
export function deliveryOf(answer: ClientAnswer<unknown>, at: Instant): Delivery {
  switch (answer.kind) {
    case "none":
      return withoutToken(answer);
    case "not_sent":
      return { kind: "rejected", code: "unreachable", next: "retry", detail: answer.reason };
    case "no_answer":
      return { kind: "unknown", reason: "no_answer", detail: answer.reason };
    case "unreadable":
      return unreadable(answer.status);
    case "refused":
      return verdictOf(answer.code, at);
    case "ok":
      return { kind: "accepted" };
  }
}

/** A gateway that refuses has passed nothing on; one that failed may have. */
function unreadable(status: number): Delivery {
  const detail = `http_${status}`;
  if (status === MINUTE_LIMIT) return { kind: "rejected", code: "too_many_requests", next: "retry", detail };
  if (status >= 400 && status < SERVER_ERROR) {
    return { kind: "rejected", code: "refused_on_the_way", next: "give_up", detail };
  }
  return { kind: "unknown", reason: "answer_unreadable", detail };
}
