import { hash } from "node:crypto";

import { encryptOf, sealedXml, unsealed, type Seal } from "./seal.ts";
import type { TextMessage, Wire } from "./wire.ts";

export type WechatDoor = {
  readonly platform: "wechat";
  readonly path: string;
  readonly token: string;
  /** The account's own id, `ToUserName`. */
  readonly originalId: string;
  /** In safe mode. */
  readonly seal?: Seal;
};

/** How long an openid is, in ASCII characters. */
export const openidLength = 28;

/** Head 350, body 350, the longest question of 100 characters 300. */
const plainBytesMax = 1_024;
/** Encrypted, the body is a third longer, and signed once more. */
const sealedBytesMax = 1_792;

export function wechatWire(door: WechatDoor): Wire {
  const { seal, originalId } = door;
  return {
    requestBytesMax: seal === undefined ? plainBytesMax : sealedBytesMax,
    knownFan: (n) => `oKnown${String(n).padStart(openidLength - 6, "0")}`,
    knownFanSql: `'oKnown' || lpad(n::text, ${openidLength - 6}, '0')`,
    newFan: (run, stream, n) =>
      `oNew${run}${String(stream).padStart(4, "0")}${String(n).padStart(openidLength - 8 - run.length, "0")}`,
    body(message) {
      const xml = textXml(door, message);
      return Buffer.from(seal === undefined ? xml : sealedXml(seal, originalId, xml));
    },
    head: (of) => requestHead(door, of),
    clear: (reply) => (seal === undefined ? reply : unsealed(seal, reply)),
    marks: {
      fan: [Buffer.from("<ToUserName><![CDATA["), Buffer.from("]]></ToUserName>")],
      text: [Buffer.from("<Content><![CDATA["), Buffer.from("]]></Content>")],
    },
    written: (text) => text,
  };
}

/** A plain-mode text message (protocol page 1.5). */
export const textXml = (door: WechatDoor, { fan, id, text, at }: TextMessage): string =>
  `<xml><ToUserName><![CDATA[${door.originalId}]]></ToUserName>\n<FromUserName><![CDATA[${fan}]]></FromUserName>\n` +
  `<CreateTime>${at}</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[${text}]]></Content>\n` +
  `<MsgId>${id}</MsgId>\n</xml>`;

/** The request's head as the platform writes it; the signatures are those of protocol pages 1.1 and 1.3. */
export function requestHead(
  door: WechatDoor,
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
