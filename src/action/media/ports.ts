import type { PictureType } from "../../core/media/sniff.ts";

/** Bytes that we hold. */
export type Media = {
  readonly id: string;
  readonly type: PictureType;
  readonly bytes: number;
  /** Their SHA-256 in hex, under which they lie in the media store. */
  readonly sha256: string;
  readonly name: string | null;
  /** Who uploaded it; null for what came from a fan. */
  readonly createdBy: string | null;
};

/** A picture that the platform has, by its address or by its own id of it. */
export type RemotePicture = {
  readonly kind: "remote";
  readonly accountId: string;
  readonly url: string | null;
  readonly externalId: string | null;
};

/** Where the picture of a message is. */
export type Picture =
  | { readonly kind: "held"; readonly media: Media }
  | RemotePicture
  /** The platform does not have it any more, or it is none that we show. */
  | { readonly kind: "expired" | "refused" };

export type MediaStore = {
  readonly byId: (id: string) => Promise<Media | undefined>;
  readonly insert: (media: Media, at: number) => Promise<void>;
  /** Undefined where the message has none. */
  readonly pictureOf: (conversationId: string, seq: number) => Promise<Picture | undefined>;
  /** What became of a fan's picture; the first who looked at it decides. */
  readonly settle: (
    place: { readonly conversationId: string; readonly seq: number },
    outcome: { readonly mediaId: string } | "expired" | "refused",
  ) => Promise<void>;
};
