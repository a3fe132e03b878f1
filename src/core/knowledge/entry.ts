import type { KeptPicture } from "./picture.ts";
import type { Article } from "../channel/content.ts";

/** An answer of the knowledge base: what a fan gets, word for word. */
export type Answer =
  | { readonly kind: "text"; readonly text: string }
  /** A picture that the platform has, by its id; or one that we keep, which is uploaded there when it is sent. */
  | { readonly kind: "image"; readonly mediaId: string }
  | ({ readonly kind: "image" } & KeptPicture)
  | { readonly kind: "news"; readonly articles: readonly [Article] };

/** One published version of an FAQ entry (标准问) as one account has it: the title, its phrasings (相似问), its answer. */
export type Entry = {
  readonly id: string;
  readonly version: number;
  /** Stable name within the account; a menu key of the same name opens it. */
  readonly key: string;
  readonly title: string;
  readonly phrasings: readonly string[];
  readonly answer: Answer;
  /**
   * What is said is kept word for word, not as a reference to the version: this platform has an answer of its own, or
   * something of the fan's is filled in.
   */
  readonly wordForWord?: true;
};
