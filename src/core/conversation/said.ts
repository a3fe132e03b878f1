import type { Content } from "../channel/content.ts";

/**
 * What we said, as it is kept. A FAQ answer is a reference to its published version, which never changes: the
 * thread reads the same for ever, and an answer given ten thousand times is stored once.
 */
export type Said =
  | { readonly kind: "entry"; readonly entryId: string; readonly version: number }
  | Extract<Content, { kind: "text" | "image" | "news" }>;

/** faq: may be repeated by rule; notice: told once; agent: a person's words. */
export type SaidClass = "faq" | "notice" | "agent";
