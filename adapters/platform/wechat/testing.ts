import { createCipheriv, createDecipheriv } from "node:crypto";

import { sortedSha1, type WebhookRequest } from "seatbridge/kit";

/** Calls as the platform makes them, for the tests of the family's adapters. */
export const at = Date.UTC(2026, 10, 20, 12);

export const token = "fixtures";

export type Fields = Readonly<Record<string, string>>;

export function call(body: string | Uint8Array, moment = at, nonce = "1"): WebhookRequest {
  const query = signed(String(Math.floor(moment / 1_000)), nonce);
  return { method: "POST", query, body: Buffer.from(body), at: moment };
}

export function signed(timestamp: string, nonce: string): URLSearchParams {
  return new URLSearchParams({ signature: sortedSha1([token, timestamp, nonce]), timestamp, nonce });
}

export function xml(fields: Fields): string {
  const body = { ToUserName: "gh_1", FromUserName: "fan-1", CreateTime: String(at / 1_000), ...fields };
  const elements = Object.entries(body).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<xml>${elements.join("\n")}</xml>`;
}

export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}

export const appId = "wx0123456789abcdef";
/** Ends in a letter that carries bits which belong to no key, as the platform's own do. */
export const encodingAesKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
export const safe = { mode: "safe", appId, encodingAesKey } as const;

type Sealing = { readonly id?: string; readonly encodingAesKey?: string; readonly random?: string };

/** As the platform encrypts: 16 bytes of chance, the length, the message, the appid, bytes up to a multiple of 32. */
export function encrypted(message: string | Uint8Array, sealing: Sealing = {}): string {
  const { id = appId, random = "0123456789abcdef" } = sealing;
  const bytes = Buffer.from(message);
  const length = Buffer.from([0, 0, 0, 0]);
  length.writeUInt32BE(bytes.length);
  const content = Buffer.concat([Buffer.from(random), length, bytes, Buffer.from(id)]);
  const fill = 32 - (content.length % 32);
  const key = Buffer.from(sealing.encodingAesKey ?? encodingAesKey, "base64");
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(content),
    cipher.update(Buffer.alloc(fill, fill)),
    cipher.final(),
  ]).toString("base64");
}

/** How a text is called that is encrypted; in XML `beside` stands in clear before it. */
type Calling = {
  readonly moment?: number;
  readonly nonce?: string;
  readonly beside?: string;
  readonly body?: string;
};

/** A call whose body carries this text as its `Encrypt`, signed both ways. */
export function callWith(text: string, calling: Calling = {}): WebhookRequest {
  const { moment = at, nonce = "1", beside = "", body } = calling;
  const request = call(body ?? `<xml>${beside}<Encrypt><![CDATA[${text}]]></Encrypt></xml>`, moment, nonce);
  const timestamp = String(Math.floor(moment / 1_000));
  request.query.set("encrypt_type", "aes");
  request.query.set("msg_signature", sortedSha1([token, timestamp, nonce, text]));
  return request;
}

/** What stands in an encrypted reply, read with no code of the adapters'. */
export function decrypted(reply: string, keyText = encodingAesKey): string {
  const inJson = reply.startsWith("{") ? String(JSON.parse(reply).Encrypt) : undefined;
  const text = inJson ?? /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(reply)?.[1] ?? "";
  const key = Buffer.from(keyText, "base64");
  const cipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const content = Buffer.concat([cipher.update(text, "base64"), cipher.final()]);
  const length = content.readUInt32BE(16);
  return content.subarray(20, 20 + length).toString();
}

/** Every text of a tree. */
export function leaves(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(leaves) : [];
}
