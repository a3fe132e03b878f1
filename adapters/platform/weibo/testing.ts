import { sortedSha1, type PlatformAdapter, type WebhookRequest } from "seatbridge/kit";

import { weibo } from "./index.ts";

/** Calls as the platform makes them, for this adapter's tests. */
export const at = Date.UTC(2026, 10, 20, 12);

export const appSecret = "0123456789abcdef0123456789abcdef";

export function call(body: string | Uint8Array, moment = at, nonce = "1"): WebhookRequest {
  return { method: "POST", query: signed(String(moment), nonce), body: Buffer.from(body), at: moment };
}

export function signed(timestamp: string, nonce: string): URLSearchParams {
  return new URLSearchParams({ signature: sortedSha1([appSecret, timestamp, nonce]), timestamp, nonce });
}

export type Push = {
  readonly type?: string;
  readonly sender?: string;
  readonly text?: string;
  readonly data?: object;
};

/** Ids of digits stand there as numbers, as the platform writes them. */
export function push({ type = "text", sender = "2489518277", text = "hi", data = {} }: Push = {}): string {
  const senderId = /^[0-9]+$/.test(sender) ? sender : JSON.stringify(sender);
  return (
    `{"type":"${type}","receiver_id":1902538057,"sender_id":${senderId},` +
    `"created_at":"Fri Nov 20 20:00:00 +0800 2026","text":${JSON.stringify(text)},"data":${JSON.stringify(data)}}`
  );
}

export function open(config: object = {}): PlatformAdapter {
  return weibo.create({ appSecret, ...config });
}
