import type { MediaKind, MediaType } from "../../media/sniff.ts";

/** What of a kind the platform takes: more bytes, or another type, and it refuses the upload. */
export type MediaLimit = { readonly types: readonly MediaType[]; readonly bytesMax: number };

/** What people may send to a fan beside words; a kind that is absent the platform does not take from accounts. */
export type Sends = {
  readonly image?: MediaLimit;
  readonly voice?: MediaLimit;
  /** `cover`: the still picture that a film has to come with. */
  readonly video?: MediaLimit & { readonly cover: MediaLimit };
  /** A card with a link; exactly one. */
  readonly news?: true;
  /** `ownOnly`: pages of the mini program that the account itself is; else it is named by its appid. */
  readonly mini_program?: { readonly cover: MediaLimit; readonly ownOnly: boolean };
  readonly menu?: { readonly itemsMax: number };
};

export type CardKind = "news" | "mini_program" | "menu";

/** Why these bytes are not sent as that kind; undefined where they are. */
export function whyNotSent(
  sends: Sends,
  kind: MediaKind,
  { type, bytes }: { readonly type: MediaType; readonly bytes: number },
): "kind" | "type" | "size" | undefined {
  const limit = sends[kind];
  if (limit === undefined) return "kind";
  if (!limit.types.includes(type)) return "type";
  return bytes > limit.bytesMax ? "size" : undefined;
}
