import type { Instant } from "../kernel/instant.ts";

/** How it came to us. Whatever door: each item is taken once, its mid is the key (days, G1). */
export const DOORS = ["poll", "push", "import", "file", "link"] as const;
export type Door = (typeof DOORS)[number];

export const ITEM_KINDS = ["post", "mention", "comment", "repost"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** Who wrote it, as she was when we saw it. */
export type Author = {
  readonly id: string;
  readonly name: string;
  /** Undefined where the door tells nothing of it. */
  readonly followers?: number | undefined;
  readonly posts?: number | undefined;
  readonly joinedAt?: Instant | undefined;
  /** person: a verified one; organisation: a company, an office; media: a paper, a station. */
  readonly verified?: "person" | "organisation" | "media" | undefined;
};

/** How far it has spread, by the platform's own count. */
export type Counters = { readonly reposts: number; readonly comments: number; readonly likes: number };

/** Something that somebody said in public, decoded. Ids are text: they are larger than a double holds. */
export type SocialItem = {
  readonly kind: ItemKind;
  readonly mid: string;
  /** The post at the beginning of it all; its own mid where it is that post. */
  readonly rootMid: string;
  /** The post under which an answer is written: its own mid, for a comment the commented post's. */
  readonly postMid: string;
  /** The comment that it answers. */
  readonly parentMid?: string | undefined;
  readonly author: Author;
  readonly text: string;
  /** When she wrote it: the clock of a promise starts here, not when we saw it (days, G2). */
  readonly postedAt: Instant;
  readonly counters?: Counters | undefined;
};

/** An answer to it is a public post of ours under this one. */
export type ReplyTo = { readonly postMid: string; readonly commentMid?: string | undefined };

export const replyToOf = ({ kind, mid, postMid }: Pick<SocialItem, "kind" | "mid" | "postMid">): ReplyTo =>
  kind === "comment" ? { postMid, commentMid: mid } : { postMid };
