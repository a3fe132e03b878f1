import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** A key that seals what must not be read in the database. */
export type Key = {
  readonly bytes: Buffer;
  /** Follows from the bytes and tells nothing of them: who has other bytes sees it before anything fails to open. */
  readonly version: string;
};

/** Where a sealed text stands; anywhere else it does not open. */
export type Place = { readonly table: string; readonly column: string; readonly id: string };

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION_HEX = 12;

const SEALED = /^v1\.([0-9a-f]{12})\.([A-Za-z0-9+/]+={0,2})$/;

export const keyOf = (bytes: Buffer): Key => ({
  bytes,
  version: createHmac("sha256", bytes).update("seatbridge key version").digest("hex").slice(0, VERSION_HEX),
});

/** `v1.<key's version>.<base64 of nonce, cipher text, tag>`, by AES-256-GCM. */
export function sealText(key: Key, place: Place, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(place, key));
  const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${key.version}.${sealed.toString("base64")}`;
}

/** The version of the key that opens it; undefined where nothing of ours is written so. */
export const versionOf = (sealed: string): string | undefined => SEALED.exec(sealed)?.[1];

/** Undefined where it was changed, or sealed for another place or by another key. */
export function openText(key: Key, place: Place, sealed: string): string | undefined {
  const [, version, base64 = ""] = SEALED.exec(sealed) ?? [];
  const bytes = Buffer.from(base64, "base64");
  // Base64 has several texts for the same bytes: only what was written counts.
  if (version !== key.version || bytes.toString("base64") !== base64) return undefined;
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const cipher = createDecipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(place, key));
  cipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), cipher.final()]).toString(
      "utf8",
    );
  } catch {
    return undefined;
  }
}

/** A word that only who has the key can give: `<key's version>.<base64url of HMAC-SHA-256>`. `purpose`: it holds for nothing else. */
export const signText = (key: Key, purpose: string, text: string): string =>
  `${key.version}.${createHmac("sha256", key.bytes).update(`${purpose}|${text}`).digest("base64url")}`;

const boundTo = ({ table, column, id }: Place, { version }: Key): Buffer =>
  Buffer.from([table, column, id, version].join("|"));
