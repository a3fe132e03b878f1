import { hash } from "node:crypto";

import { encryptOf, sealedXml, type Seal } from "./seal.ts";

/** Where messages go, as the platform knows it. */
export type Door = {
  readonly path: string;
  readonly token: string;
  /** The account's own id, `ToUserName`. */
  readonly originalId: string;
  /** In safe mode. */
  readonly seal?: Seal;
};

export type TextMessage = {
  readonly fan: string;
  readonly id: string;
  readonly text: string;
  /** In seconds, as the wire has it. */
  readonly at: number;
};

/** A plain-mode text message (protocol page 1.5). */
export const textXml = (door: Door, { fan, id, text, at }: TextMessage): string =>
  `<xml><ToUserName><![CDATA[${door.originalId}]]></ToUserName>\n<FromUserName><![CDATA[${fan}]]></FromUserName>\n` +
  `<CreateTime>${at}</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[${text}]]></Content>\n` +
  `<MsgId>${id}</MsgId>\n</xml>`;

/** The same as its body: encrypted in safe mode. */
export function textBody(door: Door, message: TextMessage): Buffer {
  const xml = textXml(door, message);
  return Buffer.from(door.seal === undefined ? xml : sealedXml(door.seal, door.originalId, xml));
}

/** The request's head as the platform writes it; the signatures are those of protocol pages 1.1 and 1.3. */
export function requestHead(
  door: Door,
  of: { fan: string; nonce: string; at: number; body: Buffer },
): string {
  const { fan, nonce, at, body } = of;
  const sign = (...encrypted: string[]): string =>
    hash("sha1", [door.token, String(at), nonce, ...encrypted].toSorted().join(""), "hex");
  const encrypted = door.seal === undefined ? undefined : encryptOf(body);
  const sealed = encrypted === undefined ? "" : `&encrypt_type=aes&msg_signature=${sign(encrypted)}`;
  return (
    `POST ${door.path}?signature=${sign()}&timestamp=${at}&nonce=${nonce}&openid=${fan}${sealed} HTTP/1.1\r\n` +
    `User-Agent: Mozilla/4.0\r\nAccept: */*\r\nHost: 127.0.0.1\r\nPragma: no-cache\r\n` +
    `Content-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n`
  );
}
