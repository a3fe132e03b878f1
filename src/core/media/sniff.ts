/** What a browser shows and platforms take. */
export type PictureType = "image/png" | "image/jpeg" | "image/gif" | "image/webp";

export const PICTURE_BYTES_MAX = 10 * 1024 * 1024;

const starts = (bytes: Uint8Array, signature: readonly number[], offset = 0): boolean =>
  signature.every((byte, index) => bytes[offset + index] === byte);

const ascii = (text: string): readonly number[] => Array.from(text, (character) => character.charCodeAt(0));

/**
 * The type of a picture by its first bytes (WHATWG MIME Sniffing, section 6.1), whatever its sender called it.
 * Undefined for everything else: SVG runs scripts, and nobody looks at a file here.
 */
export function sniffPicture(bytes: Uint8Array): PictureType | undefined {
  if (starts(bytes, [0x89, ...ascii("PNG"), 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  if (starts(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (starts(bytes, ascii("GIF87a")) || starts(bytes, ascii("GIF89a"))) return "image/gif";
  if (starts(bytes, ascii("RIFF")) && starts(bytes, ascii("WEBPVP"), 8)) return "image/webp";
  return undefined;
}
