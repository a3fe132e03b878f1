import type { Code } from "../api/answer.ts";
import type { Medium } from "../keep/room.ts";

const KIB = 1_024;
const MIB = 1_024 * KIB;

const startsWith = (bytes: Uint8Array, signature: string, from = 0): boolean =>
  Buffer.from(bytes.subarray(from, from + signature.length)).toString("latin1") === signature;

/** The content type of a file by its first bytes; its name and what the sender says of it count for nothing. */
export function sniff(bytes: Uint8Array): ContentType | undefined {
  if (startsWith(bytes, "\xff\xd8\xff")) return "image/jpeg";
  if (startsWith(bytes, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (startsWith(bytes, "GIF87a") || startsWith(bytes, "GIF89a")) return "image/gif";
  if (startsWith(bytes, "#!AMR")) return "audio/amr";
  if (startsWith(bytes, "ID3") || startsWith(bytes, "\xff\xfb")) return "audio/mpeg";
  if (startsWith(bytes, "ftyp", 4)) return "video/mp4";
  return undefined;
}

export const EXTENSIONS = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "audio/amr": "amr",
  "audio/mpeg": "mp3",
  "video/mp4": "mp4",
} as const;

export type ContentType = keyof typeof EXTENSIONS;

type MediaRule = {
  readonly bytesMax: number;
  /** The code for more than that. */
  readonly tooLarge: Code;
  readonly contentTypes: readonly ContentType[];
};

/** protocols §1.12. */
export const MEDIA_RULES: Readonly<Record<Medium["kind"], MediaRule>> = {
  image: { bytesMax: 10 * MIB, tooLarge: 40_009, contentTypes: ["image/jpeg", "image/png", "image/gif"] },
  voice: { bytesMax: 2 * MIB, tooLarge: 40_010, contentTypes: ["audio/amr", "audio/mpeg"] },
  video: { bytesMax: 10 * MIB, tooLarge: 40_011, contentTypes: ["video/mp4"] },
  thumb: { bytesMax: 64 * KIB, tooLarge: 40_006, contentTypes: ["image/jpeg"] },
};

export const isMediaKind = (kind: string): kind is Medium["kind"] => Object.hasOwn(MEDIA_RULES, kind);
