/** Why nothing happened, for whoever holds the phone. */
export type Refused = {
  readonly kind: "refused";
  readonly why:
    | "account_unknown"
    | "fan_unknown"
    | "not_following"
    | "following_already"
    | "text_wrong"
    | "name_wrong"
    | "picture_too_large"
    | "picture_unreadable"
    | "nothing_pushed"
    | "not_here"
    | "post_unknown"
    | "comment_unknown"
    | "not_own"
    | "comments_closed";
};

export const refused = (why: Refused["why"]): Refused => ({ kind: "refused", why });
