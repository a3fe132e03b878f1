import { type MediaKind, type MediaType, MEDIA_BYTES_MAX, sniffMedia, sniffUpload } from "./sniff.ts";

/** Bytes that lie in the media store. */
export type Kept = {
  readonly type: MediaType;
  readonly bytes: number;
  /** Their SHA-256 in hex, under which they lie there. */
  readonly sha256: string;
};

/** What bytes are, by the first of them, and how many of such are kept; undefined where none are. */
export type Judge = (head: Uint8Array) => { readonly type: MediaType; readonly bytesMax: number } | undefined;

/** What became of bytes that came. */
export type Taken =
  | { readonly kind: "kept"; readonly kept: Kept }
  /** Nothing that is kept. */
  | { readonly kind: "unfit" }
  | { readonly kind: "too_large"; readonly bytesMax: number };

/** Keeps bytes as they come, never all of them in memory. Throws what their source throws, and keeps nothing then. */
export type Take = (bytes: AsyncIterable<Uint8Array>, judge: Judge) => Promise<Taken>;

/** Of what a fan has sent as that kind. */
export const judgeOf =
  (kind: MediaKind): Judge =>
  (head) => {
    const type = sniffMedia(kind, head);
    return type && { type, bytesMax: MEDIA_BYTES_MAX[kind] };
  };

/** Of what somebody uploads, whatever it is called. */
export const judgeUpload: Judge = (head) => {
  const found = sniffUpload(head);
  return found && { type: found.type, bytesMax: MEDIA_BYTES_MAX[found.kind] };
};
