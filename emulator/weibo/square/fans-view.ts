import type { SimulatedAccount } from "../account.ts";
import { linkTo } from "./mid.ts";
import { isCalled, type PublicDeed } from "./post.ts";
import type { Square } from "./square.ts";

/** A post as a fan's page shows it, with what stands under it. */
export type PublicPost = {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly isMine: boolean;
  readonly text: string;
  readonly url: string;
  readonly comments: readonly {
    readonly id: string;
    readonly at: number;
    readonly by: string;
    readonly isMine: boolean;
    readonly isAccount: boolean;
    readonly text: string;
  }[];
};

const POSTS_SHOWN = 10;
const PUBLIC = new Set(["post", "comment", "repost", "delete"]);

export const isPublic = <Deed extends { readonly does: string }>(
  deed: Deed | PublicDeed,
): deed is PublicDeed => PUBLIC.has(deed.does);

/** The newest posts that call the account or are the fan's or the account's own, newest first. */
export function publicView(
  square: Square,
  account: SimulatedAccount & { readonly title: string },
  uid: string,
): readonly PublicPost[] {
  const nameOf = (id: string): string => square.person(id)?.name ?? id;
  const comments = square.comments();
  return square
    .statuses()
    .filter(({ by, text }) => by === uid || by === account.uid || isCalled(text, account.title))
    .slice(-POSTS_SHOWN)
    .toReversed()
    .map(({ id, at, by, text }) => ({
      id,
      at,
      by: nameOf(by),
      isMine: by === uid,
      text,
      url: linkTo(by, id),
      comments: comments
        .filter(({ on }) => on === id)
        .map((one) => ({
          id: one.id,
          at: one.at,
          by: nameOf(one.by),
          isMine: one.by === uid,
          isAccount: one.by === account.uid,
          text: one.text,
        })),
    }));
}
