import { exchange, type PlatformAdapter, type Sending } from "seatbridge/kit";

import { sendableOf } from "../sendable.ts";
import { deliveryOf } from "./answer.ts";

/** After so long without an answer the fan may have the message, and nobody will know. */
const SEND_MS_MAX = 8_000;
/** Answers of this interface are some hundreds of bytes. */
const ANSWER_BYTES_MAX = 64 * 1_024;

/** What sending needs of an account's settings. */
export type SendAccess = {
  readonly accessToken: string;
  readonly apiBase: string;
  readonly saveSent: boolean;
};

type Deliver = NonNullable<PlatformAdapter["deliver"]>;

/**
 * Sends through the customer service interface (客服消息, protocols §4.2). The token is a person's authorisation:
 * nothing here can renew it, so a refused one parks the account until somebody authorises it anew.
 */
export function createDeliver(
  { accessToken, apiBase, saveSent }: SendAccess,
  { fetch, clock }: Pick<Sending, "fetch" | "clock">,
): Deliver {
  return async ({ to, content }, signal) => {
    const sendable = sendableOf(content);
    if (sendable.kind === "unsendable") return { kind: "rejected", code: sendable.code, next: "give_up" };
    const { type, data } = sendable;
    const answer = await exchange(fetch, {
      url: `${apiBase}/2/messages/reply.json`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form({
        access_token: accessToken,
        type,
        data,
        receiver_id: to,
        save_sender_box: saveSent ? "1" : "0",
      }),
      timeoutMs: SEND_MS_MAX,
      answerBytesMax: ANSWER_BYTES_MAX,
      signal,
    });
    return deliveryOf(answer, clock());
  };
}

/** Encoded once, as the page's example of `data` is: a space is %20, not a plus sign. */
const form = (fields: Readonly<Record<string, string>>): Uint8Array =>
  Buffer.from(
    Object.entries(fields)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join("&"),
  );
