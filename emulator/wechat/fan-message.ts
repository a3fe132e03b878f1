import { randomBytes, randomInt } from "node:crypto";

import { sign, type SimulatedAccount } from "./account.ts";
import { type FanAction, fieldsOf } from "./fan-action.ts";
import { encrypt } from "./sealed/cipher.ts";
import type { XmlFields } from "./xml-fields.ts";

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

/** What the platform posts to the account when a fan does something, in the account's mode and format (protocols §1.2, §3). */
export function fanMessage(message: FanMessage): PlatformCall {
  const { account, from, action, at, random = randomBytes } = message;
  const timestamp = String(Math.floor(at / 1_000));
  const nonce = message.nonce ?? randomNonce();
  const { mode = "plain", mini: { format } = OFFICIAL } = account;
  const receiver = { ToUserName: account.originalId };
  const fields = {
    ...receiver,
    FromUserName: from,
    CreateTime: timestamp,
    ...fieldsOf(action, message.messageId ?? randomMessageId()),
  };
  const query = signedQuery(account.token, timestamp, nonce);
  query.set("openid", from);
  const call = (body: string): PlatformCall => ({
    method: "POST",
    search: `?${query.toString()}`,
    contentType: CONTENT_TYPES[format],
    body,
  });
  const clear = bodyOf(format, fields);
  if (mode === "plain") return call(clear);

  const encrypted = encrypt(account, clear, random(CHANCE_BYTES));
  query.set("encrypt_type", "aes");
  query.set("msg_signature", sign(account.token, timestamp, nonce, encrypted));
  const beside = mode === "compatible" ? fields : receiver;
  return { ...call(bodyOf(format, { ...beside, Encrypt: encrypted })), clear };
}

/** An official account is told in XML. */
const OFFICIAL = { format: "xml" } as const;
const CONTENT_TYPES = { xml: "text/xml", json: "application/json" } as const;
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

/** What the platform writes without CDATA, or quotes: its numbers. */
const PLAIN: ReadonlySet<string> = new Set([
  "CreateTime",
  "MsgId",
  "Location_X",
  "Location_Y",
  "Scale",
  "Latitude",
  "Longitude",
  "Precision",
  "version",
  "errcode",
  "label",
  "prob",
]);

const bodyOf = (format: "xml" | "json", fields: XmlFields): string =>
  format === "json" ? jsonOf(fields) : `<xml>${elements(fields)}</xml>`;

/** Nothing is escaped but what JSON has to have so. */
const jsonOf = (fields: XmlFields): string =>
  `{${Object.entries(fields)
    .map(([name, value]) => `${JSON.stringify(name)}:${jsonValue(name, value)}`)
    .join(",")}}`;

const jsonValue = (name: string, value: XmlFields[string]): string => {
  if (typeof value === "object") return jsonOf(value);
  return PLAIN.has(name) ? String(value) : JSON.stringify(String(value));
};

const elements = (fields: XmlFields): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${within(name, value)}</${name}>`)
    .join("");

const within = (name: string, value: XmlFields[string]): string => {
  if (typeof value === "object") return elements(value);
  return PLAIN.has(name) ? String(value) : cdata(String(value));
};

/** An end of CDATA inside the text is cut in two. */
const cdata = (text: string): string => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

function randomNonce(): string {
  return String(randomInt(1_000_000_000, 10_000_000_000));
}

/** Twenty digits at most, as a 64-bit number has. */
function randomMessageId(): string {
  return `${randomInt(1_000_000_000, 9_000_000_000)}${randomInt(100_000_000, 1_000_000_000)}`;
}
