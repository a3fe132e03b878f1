import {
  type Clock,
  createTokenKeeper,
  type Delivery,
  type Instant,
  type OutboundMessage,
  type PlatformAdapter,
  type Sending,
} from "seatbridge/kit";

import { type Api, type ApiAnswer, createApi } from "./api.ts";
import { imageOf, type Sendable, sendableOf } from "./content.ts";
import { createMediaIds, type MediaIds } from "./media.ts";
import { askToken } from "./token.ts";
import { verdictOf, withoutToken } from "./verdicts.ts";

/** After so long without an answer the fan may have the message, and nobody will know. */
const SEND_MS_MAX = 8_000;
const MINUTE_LIMIT = 429;
const SERVER_ERROR = 500;
/** The platform has thrown the picture away. */
const MEDIA_GONE = "40007";

/** What sending needs of an account's settings. */
export type SendAccess = {
  readonly appId: string;
  readonly appSecret: string;
  readonly apiBase: string;
  readonly textBytesMax: number;
};

type Deliver = NonNullable<PlatformAdapter["deliver"]>;
type Message = Omit<OutboundMessage, "from">;

/** Sends through the customer service interface (客服消息, protocols §1.10). */
export function createDeliver(access: SendAccess, sending: Sending): Deliver {
  const { apiBase, textBytesMax } = access;
  const { fetch, clock, wait, tokens: store, blobOf } = sending;
  const ask = (force: boolean) => askToken({ ...access, fetch }, force);
  const api = createApi({ apiBase, fetch, tokens: createTokenKeeper({ store, ask, clock, wait }) });
  const mediaIds = createMediaIds({ api, blobOf, clock });

  return async (message, signal) => {
    const sendable = sendableOf(message.content, textBytesMax);
    switch (sendable.kind) {
      case "unsendable":
        return { kind: "rejected", code: sendable.code, next: "give_up" };
      case "ready":
        return send(api, message, sendable, signal, clock);
      case "media":
        return sendMedia({ api, mediaIds, clock }, message, sendable.blobId, signal);
    }
  };
}

async function sendMedia(
  { api, mediaIds, clock }: { readonly api: Api; readonly mediaIds: MediaIds; readonly clock: Clock },
  message: Message,
  blobId: string,
  signal: AbortSignal,
): Promise<Delivery> {
  const attempt = async (): Promise<Delivery> => {
    const media = await mediaIds.of(blobId, signal);
    return media.kind === "id" ? send(api, message, imageOf(media.id), signal, clock) : media;
  };
  const first = await attempt();
  if (first.kind !== "rejected" || first.code !== MEDIA_GONE) return first;
  mediaIds.forget(blobId);
  return attempt();
}

async function send(
  api: Api,
  { to }: Message,
  { message }: Extract<Sendable, { kind: "ready" }>,
  signal: AbortSignal,
  clock: Clock,
): Promise<Delivery> {
  const answer = await api({
    path: "/cgi-bin/message/custom/send",
    contentType: "application/json; charset=utf-8",
    body: Buffer.from(JSON.stringify({ touser: to, ...message })),
    timeoutMs: SEND_MS_MAX,
    signal,
  });
  return deliveryOf(answer, clock());
}

/** What the answer proves. Where it proves nothing, the fan may have the message. */
function deliveryOf(answer: ApiAnswer, at: Instant): Delivery {
  switch (answer.kind) {
    case "none":
      return withoutToken(answer);
    case "not_sent":
      return { kind: "rejected", code: "unreachable", next: "retry", detail: answer.reason };
    case "no_answer":
      return { kind: "unknown", reason: "no_answer", detail: answer.reason };
    case "unreadable":
      return unreadable(answer.status);
    case "said":
      if (answer.code === undefined) return unreadable(answer.status);
      if (answer.code !== "0") return verdictOf(answer.code, at);
      return answer.status < SERVER_ERROR ? { kind: "accepted" } : unreadable(answer.status);
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
