/** What a browser shows and platforms take. */
export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];
export type SoundType =
  | "audio/amr"
  | "audio/amr-wb"
  | "audio/silk"
  | "audio/mpeg"
  | "audio/ogg"
  | "audio/wav"
  | "audio/mp4";
export type MediaType = PictureType | SoundType | "video/mp4";

/** What a message may carry beside words, where we hold its bytes. */
export type MediaKind = "image" | "voice" | "video";

const MEGABYTE = 1024 * 1024;
export const PICTURE_BYTES_MAX = 10 * MEGABYTE;
/** So many first bytes tell what all of them are. */
export const SNIFFED_BYTES = 16;
/** Longest that is kept of each, in bytes; what platforms take and fans can send is shorter (protocols §1.12). */
export const MEDIA_BYTES_MAX: Readonly<Record<MediaKind, number>> = {
  image: PICTURE_BYTES_MAX,
  voice: 10 * MEGABYTE,
  video: 25 * MEGABYTE,
};

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

/** The same of a sound; the AMR family by RFC 4867, section 5. */
export function sniffSound(bytes: Uint8Array): SoundType | undefined {
  if (starts(bytes, ascii("#!AMR-WB\n"))) return "audio/amr-wb";
  if (starts(bytes, ascii("#!AMR\n"))) return "audio/amr";
  // Phones put one byte before it.
  if (starts(bytes, ascii("#!SILK_V3")) || starts(bytes, ascii("#!SILK_V3"), 1)) return "audio/silk";
  if (starts(bytes, ascii("ID3")) || isMpegFrame(bytes)) return "audio/mpeg";
  if (starts(bytes, ascii("OggS"))) return "audio/ogg";
  if (starts(bytes, ascii("RIFF")) && starts(bytes, ascii("WAVE"), 8)) return "audio/wav";
  return isMp4(bytes) ? "audio/mp4" : undefined;
}

/** What the bytes are, where they are what the message says; undefined for all else, whatever it calls itself. */
export function sniffMedia(kind: MediaKind, bytes: Uint8Array): MediaType | undefined {
  switch (kind) {
    case "image":
      return sniffPicture(bytes);
    case "voice":
      return sniffSound(bytes);
    case "video":
      return isMp4(bytes) ? "video/mp4" : undefined;
  }
}

/**
 * What somebody uploads says by its bytes what it is, too. A sound in the shape of a film is told by its brand
 * (ISO/IEC 14496-12, section 4.3).
 */
export function sniffUpload(
  bytes: Uint8Array,
): { readonly kind: MediaKind; readonly type: MediaType } | undefined {
  const picture = sniffPicture(bytes);
  if (picture !== undefined) return { kind: "image", type: picture };
  if (isMp4(bytes) && !starts(bytes, ascii("M4A"), 8)) return { kind: "video", type: "video/mp4" };
  const sound = sniffSound(bytes);
  return sound && { kind: "voice", type: sound };
}

/** What messages carry these bytes as. */
export function kindOfMedia(type: MediaType): MediaKind {
  if (type === "video/mp4") return "video";
  return type.startsWith("image/") ? "image" : "voice";
}

const isMp4 = (bytes: Uint8Array): boolean => starts(bytes, ascii("ftyp"), 4);

/** A frame's head: eleven bits set, then a version and a layer that exist. */
const isMpegFrame = ([first = 0, second = 0]: Uint8Array): boolean =>
  first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (second & 0x06) !== 0;
