import { timingSafeEqual } from "node:crypto";

import { paddingFor, paddingOf } from "./padding.ts";

/** What is encrypted: `random ‖ length of the message ‖ message ‖ receive id ‖ padding` (protocols §1.3). */
export type Frame = {
  /** As many as `frameRandomBytes`, drawn anew for each: they alone make two texts of one message differ. */
  readonly random: Uint8Array;
  readonly message: Uint8Array;
  /** Whom it is for: appid, corpid, suite id; empty for some. */
  readonly receiveId: string;
};

export type Unframed =
  | { readonly kind: "read"; readonly message: Buffer }
  | { readonly kind: "refused"; readonly reason: "padding" | "length" | "receive_id" };

export const frameRandomBytes = 16;
const lengthBytes = 4;
const headBytes = frameRandomBytes + lengthBytes;

/** @throws RangeError where there are not as many random bytes as there must be. */
export function frame({ random, message, receiveId }: Frame): Buffer {
  if (random.byteLength !== frameRandomBytes) throw new RangeError(`not ${frameRandomBytes} random bytes`);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(message.byteLength);
  const content = Buffer.concat([random, length, message, Buffer.from(receiveId)]);
  return Buffer.concat([content, paddingFor(content.byteLength)]);
}

/**
 * The message in it, if it is whole and for this receiver. All is looked at before anything is said: whoever can
 * have frames tried must not learn from the time which part was wrong. The reason is for our side alone.
 */
export function unframe(plain: Buffer, receiveId: string): Unframed {
  if (plain.byteLength < headBytes) return { kind: "refused", reason: "length" };
  const id = Buffer.from(receiveId);
  const padding = paddingOf(plain);
  const contentEnd = plain.byteLength - padding;
  const messageEnd = headBytes + plain.readUInt32BE(frameRandomBytes);

  const given = Buffer.alloc(id.byteLength);
  plain.copy(given, 0, Math.max(0, contentEnd - id.byteLength), contentEnd);
  const isForUs = timingSafeEqual(given, id);
  const isWhole = messageEnd + id.byteLength === contentEnd;

  if (padding > 0 && isForUs && isWhole) {
    return { kind: "read", message: plain.subarray(headBytes, messageEnd) };
  }
  const reason = padding === 0 ? "padding" : messageEnd > contentEnd ? "length" : "receive_id";
  return { kind: "refused", reason };
}
