/** Somebody who is seen in public: a fan, or an account. */
export type Person = {
  readonly uid: string;
  readonly name: string;
  readonly followers: number;
  readonly verified: boolean;
};

/** Whose comments an author takes. */
export type CommentsFrom = "everybody" | "followed" | "trusted";

export type Status = {
  /** 64 bits, in digits; grows with time. */
  readonly id: string;
  readonly at: number;
  /** The author's uid. */
  readonly by: string;
  readonly text: string;
  /** Addresses of its pictures. */
  readonly pictures: readonly string[];
  /** The post that stands at the root, where this one passes it on. */
  readonly of?: string;
  readonly commentsFrom: CommentsFrom;
  /** Of somebody's own will; what passes it on stays. */
  readonly deleted: boolean;
};

export type Comment = {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  /** The post it stands under. */
  readonly on: string;
  readonly replyTo?: string;
  readonly text: string;
};

/** What anybody does in public. */
export type PublicDeed =
  | {
      readonly does: "post";
      readonly text: string;
      readonly pictures?: readonly string[];
      readonly commentsFrom?: CommentsFrom;
    }
  | {
      readonly does: "comment";
      readonly on: string;
      readonly text: string;
      readonly replyTo?: string | undefined;
    }
  | { readonly does: "repost"; readonly of: string; readonly text: string }
  /** A post, or a comment. */
  | { readonly does: "delete"; readonly id: string };

/** A name that is called in a text: `@` and what may stand in a name. */
const CALLED = /@([\p{L}\p{N}_-]{1,32})/gu;

export const isCalled = (text: string, name: string): boolean =>
  [...text.matchAll(CALLED)].some(([, called]) => called === name);
