import { hash } from "node:crypto";

import type { TextMessage, Wire } from "./wire.ts";

export type WeiboDoor = {
  readonly platform: "weibo";
  readonly path: string;
  /** Of the application; signs every push. */
  readonly appSecret: string;
  /** The account's own, in digits. */
  readonly uid: string;
};

/** Known fans have the ten digits of most uids; new ones nineteen, more than a double holds. */
const knownUids = 2_000_000_000;

const beijingAheadMs = 8 * 3_600_000;
const msPerSecond = 1_000;

export function weiboWire(door: WeiboDoor): Wire {
  const createdAt = lastOf(writtenAt);
  return {
    requestBytesMax: 1_024,
    knownFan: (n) => String(knownUids + n),
    knownFanSql: `(${knownUids}::bigint + n)::text`,
    newFan: (run, stream, n) => `1${run}${String(stream).padStart(3, "0")}${String(n).padStart(7, "0")}`,
    body: (message) => Buffer.from(textJson(door, message, createdAt(message.at))),
    head: ({ nonce, at, body }) => requestHead(door, String(at * msPerSecond), nonce, body.length),
    clear: (reply) => reply,
    marks: {
      fan: [Buffer.from('"receiver_id":'), Buffer.from(",")],
      text: [Buffer.from('"data":"%7B%22text%22%3A'), Buffer.from('%7D"}')],
    },
    written: (text) => encodeURIComponent(JSON.stringify(text)),
  };
}

/** A text as the platform pushes it (protocol page 4.1). It has no id. */
const textJson = ({ uid }: WeiboDoor, { fan, text }: TextMessage, createdAt: string): string =>
  `{"type":"text","receiver_id":${uid},"sender_id":${fan},"created_at":"${createdAt}",` +
  `"text":${JSON.stringify(text)},"data":{}}`;

/** Signed over secret, time stamp in ms and nonce; no page says how the platform names itself. */
function requestHead({ path, appSecret }: WeiboDoor, timestamp: string, nonce: string, length: number) {
  const signature = hash("sha1", [appSecret, timestamp, nonce].toSorted().join(""), "hex");
  return (
    `POST ${path}?signature=${signature}&timestamp=${timestamp}&nonce=${nonce} HTTP/1.1\r\n` +
    `Accept: */*\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`
  );
}

/** `Mon Jul 16 18:09:20 +0800 2012`, in Beijing. */
function writtenAt(seconds: number): string {
  const [weekday = "", day, month, year, time] = new Date(seconds * msPerSecond + beijingAheadMs)
    .toUTCString()
    .split(" ");
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} +0800 ${year}`;
}

/** Many messages share a second, and writing it costs more than all else of them. */
function lastOf(write: (seconds: number) => string): (seconds: number) => string {
  let [known, text] = [Number.NaN, ""];
  return (seconds) => {
    if (seconds !== known) [known, text] = [seconds, write(seconds)];
    return text;
  };
}
