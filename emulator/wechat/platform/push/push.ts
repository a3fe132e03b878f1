import type { PlatformCall } from "../../fan-message.ts";
import type { PlatformAccount } from "../keep/room.ts";

/** What an account's server said. */
export type PushAnswer = { readonly status: number; readonly body: string };

/** Hands one webhook over; rejects when the connection breaks or the signal ends it. */
export type Push = (account: PlatformAccount, call: PlatformCall, signal: AbortSignal) => Promise<PushAnswer>;

/** An answer is read to here; no reply is longer. */
const ANSWER_BYTES_MAX = 65_536;

/** Over real HTTP, to the address that the account has entered. */
export const httpPush =
  (addressOf: (account: PlatformAccount) => string): Push =>
  async (account, { method, search, contentType, body }, signal) => {
    const response = await fetch(`${addressOf(account)}${search}`, {
      method,
      headers: { "content-type": contentType },
      body,
      signal,
      redirect: "error",
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, body: bytes.subarray(0, ANSWER_BYTES_MAX).toString("utf8") };
  };
