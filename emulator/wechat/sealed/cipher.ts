import { createCipheriv, createDecipheriv } from "node:crypto";

import type { SimulatedAccount } from "../account.ts";

/** protocols §1.3: chance, then the length of the message in four bytes, the message, the appid, the filling. */
const CHANCE_BYTES = 16;
const LENGTH_BYTES = 4;
const MULTIPLE = 32;

type Lock = { readonly key: Buffer; readonly start: Buffer; readonly appId: string };

/** @throws Error where the account is set to a mode for which it has no key or no appid. */
function lockOf({ encodingAesKey, appId }: SimulatedAccount): Lock {
  const key = Buffer.from(`${encodingAesKey ?? ""}=`, "base64");
  if (key.length !== 32 || appId === undefined) throw new Error("the account has no key, or no appid");
  return { key, start: key.subarray(0, 16), appId };
}

/** `chance`: 16 bytes. */
export function encrypt(account: SimulatedAccount, message: string, chance: Uint8Array): string {
  const { key, start, appId } = lockOf(account);
  const text = new TextEncoder().encode(message);
  const length = new DataView(new ArrayBuffer(LENGTH_BYTES));
  length.setUint32(0, text.length);
  const parts = [chance, new Uint8Array(length.buffer), text, new TextEncoder().encode(appId)];
  const filled = parts.reduce((sum, part) => sum + part.length, 0);
  const missing = MULTIPLE - (filled % MULTIPLE);
  const cipher = createCipheriv("aes-256-cbc", key, start);
  cipher.setAutoPadding(false);
  const written = [...parts, new Uint8Array(missing).fill(missing)].map((part) => cipher.update(part));
  return Buffer.concat([...written, cipher.final()]).toString("base64");
}

/** What an account has encrypted for the platform; undefined where it has not, or for another one. */
export function decrypt(account: SimulatedAccount, encrypted: string): string | undefined {
  const { key, start, appId } = lockOf(account);
  const bytes = Buffer.from(encrypted, "base64");
  if (bytes.length < MULTIPLE || bytes.length % MULTIPLE !== 0) return undefined;
  const decipher = createDecipheriv("aes-256-cbc", key, start);
  decipher.setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const missing = plain[plain.length - 1] ?? 0;
  const filling = plain.subarray(plain.length - missing);
  if (missing < 1 || missing > MULTIPLE || filling.some((byte) => byte !== missing)) return undefined;
  const content = plain.subarray(0, plain.length - missing);
  const end = CHANCE_BYTES + LENGTH_BYTES + content.readUInt32BE(CHANCE_BYTES);
  if (end > content.length || content.subarray(end).toString("utf8") !== appId) return undefined;
  return content.subarray(CHANCE_BYTES + LENGTH_BYTES, end).toString("utf8");
}
