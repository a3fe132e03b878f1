import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** What the platform encrypts with in safe mode. */
export type Seal = { readonly appId: string; readonly encodingAesKey: string };

const open = Buffer.from("<Encrypt><![CDATA[");
const close = Buffer.from("]]></Encrypt>");

/** Keys by their text: there is one in a run. */
const keys = new Map<string, Buffer>();

function keyOf({ encodingAesKey }: Seal): Buffer {
  const key = keys.get(encodingAesKey) ?? Buffer.from(encodingAesKey, "base64");
  keys.set(encodingAesKey, key);
  return key;
}

/** The body in safe mode (protocol page 1.3). */
export function sealedXml(seal: Seal, originalId: string, xml: string): string {
  const message = Buffer.from(xml);
  const head = Buffer.concat([randomBytes(16), Buffer.alloc(4)]);
  head.writeUInt32BE(message.length, 16);
  const length = head.length + message.length + seal.appId.length;
  const padding = 32 - (length % 32);
  const key = keyOf(seal);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const parts = [head, message, Buffer.from(seal.appId), Buffer.alloc(padding, padding)];
  const text = Buffer.concat([cipher.update(Buffer.concat(parts)), cipher.final()]).toString("base64");
  return `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName>${open.toString()}${text}${close.toString()}</xml>`;
}

/** What is encrypted in a body, in base64; undefined where nothing is. */
export function encryptOf(body: Buffer): string | undefined {
  const start = body.indexOf(open);
  const end = body.indexOf(close, start);
  return start < 0 || end < 0 ? undefined : body.toString("latin1", start + open.length, end);
}

/** An answer in clear; as it is where nothing in it is encrypted, or not by these rules. */
export function unsealed(seal: Seal, body: Buffer): Buffer {
  const bytes = Buffer.from(encryptOf(body) ?? "", "base64");
  if (bytes.length === 0 || bytes.length % 16 !== 0) return body;
  const key = keyOf(seal);
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  return plain.subarray(20, 20 + plain.readUInt32BE(16));
}
