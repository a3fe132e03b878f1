import type { MediaKind } from "../../core/media/sniff.ts";
import type { Kept } from "../../core/media/taking.ts";

/** Bytes that we hold. */
export type Media = Kept & {
  readonly id: string;
  readonly name: string | null;
  /** Who uploaded it; null for what came from a fan. */
  readonly createdBy: string | null;
};

/** What the platform has, by its address or by its own id of it. */
export type Remote = {
  readonly kind: "remote";
  readonly is: MediaKind;
  readonly accountId: string;
  readonly url: string | null;
  readonly externalId: string | null;
};

/** Where the picture, the voice or the film of a message is. */
export type Held =
  | { readonly kind: "held"; readonly media: Media }
  | Remote
  /** The platform does not have it any more, or it is nothing that we show. */
  | { readonly kind: "expired" | "refused" };

export type MediaStore = {
  readonly byId: (id: string) => Promise<Media | undefined>;
  readonly insert: (media: Media, at: number) => Promise<void>;
  /** It is said or noted now, in this transaction: it stays. */
  readonly use: (id: string) => Promise<void>;
  /** Undefined where the message has none. */
  readonly ofMessage: (conversationId: string, seq: number) => Promise<Held | undefined>;
  /** What became of what a fan has sent; the first who looked at it decides. */
  readonly settle: (
    place: { readonly conversationId: string; readonly seq: number },
    outcome: { readonly mediaId: string } | "expired" | "refused",
  ) => Promise<void>;
};
