import { randomInt } from "node:crypto";

import { sign, type SimulatedAccount } from "./account.ts";
import { type FanAction, toldOf } from "./fan-action.ts";

/** A webhook call as the platform makes it: append `search` to the account's address and post the body. */
export type PlatformCall = {
  readonly method: "GET" | "POST";
  readonly search: string;
  readonly contentType: string;
  readonly body: string;
};

export type FanPush = {
  readonly account: SimulatedAccount;
  /** The fan's uid, in digits. */
  readonly from: string;
  readonly action: FanAction;
  /** When the fan did it, in ms. A push that is delivered again keeps it: there is no other sign of which it is. */
  readonly at: number;
  /** When this delivery is signed; when it was done, unless it is a later one. */
  readonly sentAt?: number;
  readonly nonce?: string;
};

/** What the platform posts to the account when a fan does something (protocols §4.1). */
export function fanPush({ account, from, action, at, sentAt = at, nonce }: FanPush): PlatformCall {
  const { type, text, data } = toldOf(action);
  const body =
    `{"type":${JSON.stringify(type)},"receiver_id":${digits(account.uid)},"sender_id":${digits(from)},` +
    `"created_at":${JSON.stringify(createdAt(at))},"text":${JSON.stringify(text)},"data":${data}}`;
  const query = signedQuery(account.appSecret, sentAt, nonce);
  return { method: "POST", search: `?${query.toString()}`, contentType: "application/json", body };
}

/** What the platform asks when the address is entered: the answer must be the echo. */
export function verification({ appSecret }: SimulatedAccount, at: number, echo: string): PlatformCall {
  const query = signedQuery(appSecret, at, undefined);
  query.set("echostr", echo);
  return { method: "GET", search: `?${query.toString()}`, contentType: "", body: "" };
}

function signedQuery(appSecret: string, at: number, nonce = String(randomInt(10_000_000, 100_000_000))) {
  const timestamp = String(at);
  return new URLSearchParams({ signature: sign(appSecret, timestamp, nonce), timestamp, nonce });
}

/** Ids go over the wire as bare numbers of 64 bits. */
function digits(id: string): string {
  if (!/^[1-9][0-9]{0,18}$/.test(id)) throw new RangeError(`${id} is no uid`);
  return id;
}

const BEIJING_AHEAD_MS = 8 * 3_600_000;

/** `Mon Jul 16 18:09:20 +0800 2012`, in Beijing. */
export function createdAt(at: number): string {
  const [weekday = "", day = "", month = "", year = "", time = ""] = new Date(at + BEIJING_AHEAD_MS)
    .toUTCString()
    .split(" ");
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} +0800 ${year}`;
}
