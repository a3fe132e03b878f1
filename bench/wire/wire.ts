import { type WechatDoor, wechatWire } from "./wechat.ts";
import { type WeiboDoor, weiboWire } from "./weibo.ts";

/** Where messages go, as the platform knows it. */
export type Door = WechatDoor | WeiboDoor;
export type Platform = Door["platform"];

export type TextMessage = {
  readonly fan: string;
  /** Of the message, where the platform gives it one. */
  readonly id: string;
  readonly text: string;
  /** In seconds. */
  readonly at: number;
};

/** What stands around the fan and the words in a reply, as the platform reads it. */
export type ReplyMarks = {
  readonly fan: readonly [before: Buffer, after: Buffer];
  readonly text: readonly [before: Buffer, after: Buffer];
};

/** A platform's side of the webhook: how it writes what a fan says, and reads what is said to her. */
export type Wire = {
  /** A whole request with a question of 100 characters is no longer, in bytes. */
  readonly requestBytesMax: number;
  /** A fan that nobody has heard of; `run` has eight digits, `stream` three, `n` seven. */
  readonly newFan: (run: string, stream: number, n: number) => string;
  readonly body: (message: TextMessage) => Buffer;
  /** The request's head, signed. */
  readonly head: (of: { fan: string; nonce: string; at: number; body: Buffer }) => string;
  /** A reply in clear. */
  readonly clear: (reply: Buffer) => Buffer;
  readonly marks: ReplyMarks;
  /** A text as it stands between its marks. */
  readonly written: (text: string) => string;
} & KnownFans;

/** Fans that wrote before the bench began: number 1 to the number filled in. */
export type KnownFans = {
  readonly knownFan: (n: number) => string;
  /** The same in SQL, of a number `n`. */
  readonly knownFanSql: string;
};

export const wireOf = (door: Door): Wire => (door.platform === "weibo" ? weiboWire(door) : wechatWire(door));
