/** Why a text of an agent's is not sent at all. */
export type Bar = "reply_banned" | "promotion_barred" | "promotion_last_place" | "promotion_twice";
/** Why it is sent only after she has looked once more. */
export const DOUBTS = ["promotion_consent", "promise_over", "date_over"] as const;
export type Doubt = (typeof DOUBTS)[number];

export type Objection = {
  readonly code: Bar | Doubt;
  /** The words that it is about. */
  readonly word: string;
  /** Of the entry that said so. */
  readonly title?: string;
};
