import { pictureSize } from "../media/picture-size.ts";
import { PICTURE_BYTES_MAX, type PictureType, sniffPicture } from "../media/sniff.ts";

/** A picture that is kept for the knowledge, and sent by what platforms take of it. */
export type KeptPicture = { readonly blobId: string; readonly type: PictureType; readonly bytes: number };

/** Why a picture is not kept. */
export type PictureFault = "type" | "large" | "pixels" | "many";

/** Whoever opens it unpacks every pixel, however few bytes it has. */
export const PIXELS_MAX = 40_000_000;

/** By what its bytes are, whatever anybody calls it. */
export function judgePicture(
  bytes: Uint8Array,
): { readonly type: PictureType } | { readonly fault: PictureFault } {
  const type = sniffPicture(bytes);
  if (type === undefined) return { fault: "type" };
  if (bytes.length > PICTURE_BYTES_MAX) return { fault: "large" };
  const size = pictureSize(bytes);
  if (size === undefined || size.width === 0 || size.height === 0) return { fault: "type" };
  return size.width * size.height > PIXELS_MAX ? { fault: "pixels" } : { type };
}

/**
 * Its id is its content's: the same picture is one, however often it comes, and a table that is looked at twice is the
 * same table. A UUID of version 8 (RFC 9562).
 * @param sha256 in hex
 */
export function pictureId(sha256: string): string {
  const variant = ((Number.parseInt(sha256[16] ?? "0", 16) & 3) | 8).toString(16);
  const hex = `${sha256.slice(0, 12)}8${sha256.slice(13, 16)}${variant}${sha256.slice(17, 32)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
