import { isUtf8 } from "node:buffer";

/** The bytes as text, or undefined where they are not UTF-8. A byte order mark stays, so that the text is the bytes. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
