import {
  encryptMessage,
  frameRandomBytes,
  sortedSha1,
  xmlCdata,
  xmlInteger,
  type Random,
  type WebhookReply,
} from "seatbridge/kit";

import type { BodyFormat } from "../body.ts";
import type { Cipher } from "./cipher.ts";

const nonceBytes = 8;

/**
 * The reply as it leaves where the message came encrypted (protocols §1.3). Made anew for each delivery: its random
 * bytes, time and nonce are its own, so that two of them never look alike.
 */
export function seal(
  { tokens: [token], keys: [key], appId }: Cipher,
  reply: WebhookReply,
  { at, random, format }: { readonly at: number; readonly random: Random; readonly format: BodyFormat },
): WebhookReply {
  const message = Buffer.from(reply.body);
  const encrypted = encryptMessage(key, { random: random(frameRandomBytes), message, receiveId: appId });
  const timestamp = Math.floor(at / 1_000);
  const nonce = Buffer.from(random(nonceBytes)).toString("hex");
  const signature = sortedSha1([token, String(timestamp), nonce, encrypted]);
  const envelope = { encrypted, signature, timestamp, nonce };
  return { ...reply, body: format === "xml" ? xmlEnvelope(envelope) : jsonEnvelope(envelope) };
}

type Envelope = {
  readonly encrypted: string;
  readonly signature: string;
  readonly timestamp: number;
  readonly nonce: string;
};

const xmlEnvelope = ({ encrypted, signature, timestamp, nonce }: Envelope): string =>
  "<xml>" +
  xmlCdata("Encrypt", encrypted) +
  xmlCdata("MsgSignature", signature) +
  xmlInteger("TimeStamp", timestamp) +
  xmlCdata("Nonce", nonce) +
  "</xml>";

const jsonEnvelope = ({ encrypted, signature, timestamp, nonce }: Envelope): string =>
  JSON.stringify({ Encrypt: encrypted, MsgSignature: signature, TimeStamp: timestamp, Nonce: nonce });
