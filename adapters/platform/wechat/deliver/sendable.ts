import { xmlText } from "seatbridge/kit";

/** What is sent of a content; `media` where something of ours has to be uploaded first, and is sent by its ids. */
export type Sendable =
  | Ready
  | {
      readonly kind: "media";
      readonly uploads: readonly OwnMedium[];
      readonly write: (ids: readonly string[]) => Ready;
    }
  /** The code says why this interface cannot carry it. */
  | { readonly kind: "unsendable"; readonly code: string };

/** Something of ours, and what it is uploaded as (protocols §1.12). */
export type OwnMedium = { readonly blobId: string; readonly as: "image" | "voice" | "video" | "thumb" };

/** `msgtype` and its object (protocols §1.10), in letter case as the interface wants them. */
export type Ready = {
  readonly kind: "ready";
  readonly message: { readonly msgtype: string; readonly [object: string]: unknown };
};

export const ready = (msgtype: string, object: object): Ready => ({
  kind: "ready",
  message: { msgtype, [msgtype]: object },
});

export const unsendable = (code: string): Sendable => ({ kind: "unsendable", code });

/** Without characters that would be escaped: fans would read the escapes. */
export function textOf(text: string, bytesMax: number): Sendable {
  const content = xmlText(text);
  if (content === "") return unsendable("text_empty");
  if (Buffer.byteLength(content) > bytesMax) return unsendable("text_too_long");
  return ready("text", { content });
}

type Known = { readonly blobId?: string; readonly mediaId?: string };

/** A picture or a voice of ours, or one that the platform has. */
export const pictureOf = (picture: Known): Sendable => mediumOf("image", picture);
export const voiceOf = (voice: Known): Sendable => mediumOf("voice", voice);

function mediumOf(kind: "image" | "voice", { blobId, mediaId }: Known): Sendable {
  const write = (id = ""): Ready => ready(kind, { media_id: id });
  if (blobId !== undefined)
    return { kind: "media", uploads: [{ blobId, as: kind }], write: ([id]) => write(id) };
  return mediaId === undefined ? unsendable("media_missing") : write(mediaId);
}

/** A mini program's card with its cover: the platform's, or ours, as a picture. */
export function coveredCard(
  { thumbnailId, coverBlobId }: { readonly thumbnailId?: string; readonly coverBlobId?: string },
  fields: object,
): Sendable {
  const write = (cover = ""): Ready => ready("miniprogrampage", { ...fields, thumb_media_id: cover });
  if (thumbnailId !== undefined) return write(thumbnailId);
  if (coverBlobId === undefined) return unsendable("media_missing");
  return { kind: "media", uploads: [{ blobId: coverBlobId, as: "image" }], write: ([id]) => write(id) };
}
