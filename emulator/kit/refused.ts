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
    | "picture_unreadable";
};

export const refused = (why: Refused["why"]): Refused => ({ kind: "refused", why });
