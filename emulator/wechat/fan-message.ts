import { randomBytes, randomInt } from "node:crypto";

import { sign, type SimulatedAccount } from "./account.ts";
import { type FanAction, fieldsOf, type XmlFields } from "./fan-action.ts";
import { encrypt } from "./sealed/cipher.ts";

/** A webhook call as the platform makes it: append `search` to the account's address and post the body. */
export type PlatformCall = {
  readonly method: "GET" | "POST";
  readonly search: string;
  readonly contentType: string;
  readonly body: string;
  /** What is encrypted in the body, where something is. */
  readonly clear?: string;
};

export type FanMessage = {
  readonly account: SimulatedAccount;
  /** The fan's openid. */
  readonly from: string;
  readonly action: FanAction;
  /** When the fan did it, in ms. */
  readonly at: number;
  /** Give both to deliver a message once more: the platform keeps the id and draws a nonce for each attempt. */
  readonly messageId?: string;
  readonly nonce?: string;
  /** For what must not repeat in an encrypted message. */
  readonly random?: (bytes: number) => Uint8Array;
};

/** What the platform posts to the account when a fan does something, in the account's mode (protocols §1.2). */
export function fanMessage(message: FanMessage): PlatformCall {
  const { account, from, action, at, random = randomBytes } = message;
  const timestamp = String(Math.floor(at / 1_000));
  const nonce = message.nonce ?? randomNonce();
  const fields = elements({
    ToUserName: account.originalId,
    FromUserName: from,
    CreateTime: timestamp,
    ...fieldsOf(action, message.messageId ?? randomMessageId()),
  });
  const query = signedQuery(account.token, timestamp, nonce);
  query.set("openid", from);
  const call = (body: string) =>
    ({ method: "POST", search: `?${query.toString()}`, contentType: "text/xml", body }) as const;
  const clear = `<xml>${fields}</xml>`;
  const { mode = "plain" } = account;
  if (mode === "plain") return call(clear);

  const encrypted = encrypt(account, clear, random(CHANCE_BYTES));
  query.set("encrypt_type", "aes");
  query.set("msg_signature", sign(account.token, timestamp, nonce, encrypted));
  const beside = mode === "compatible" ? fields : elements({ ToUserName: account.originalId });
  return { ...call(`<xml>${beside}${elements({ Encrypt: encrypted })}</xml>`), clear };
}

const CHANCE_BYTES = 16;

/** What the platform asks when the address is entered (protocols §1.1): the answer must be the echo. */
export function verification(account: SimulatedAccount, at: number, echo: string): PlatformCall {
  const query = signedQuery(account.token, String(Math.floor(at / 1_000)), randomNonce());
  query.set("echostr", echo);
  return { method: "GET", search: `?${query.toString()}`, contentType: "", body: "" };
}

function signedQuery(token: string, timestamp: string, nonce: string): URLSearchParams {
  return new URLSearchParams({ signature: sign(token, timestamp, nonce), timestamp, nonce });
}

/** What the platform writes without CDATA: its numbers. */
const PLAIN: ReadonlySet<string> = new Set(["CreateTime", "MsgId", "Location_X", "Location_Y", "Scale"]);

const elements = (fields: XmlFields): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${PLAIN.has(name) ? value : cdata(String(value))}</${name}>`)
    .join("");

/** An end of CDATA inside the text is cut in two. */
const cdata = (text: string): string => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

function randomNonce(): string {
  return String(randomInt(1_000_000_000, 10_000_000_000));
}

/** Twenty digits at most, as a 64-bit number has. */
function randomMessageId(): string {
  return `${randomInt(1_000_000_000, 9_000_000_000)}${randomInt(100_000_000, 1_000_000_000)}`;
}
