import type { Article } from "../channel/content.ts";
import type { ButtonAction, Menu } from "../menu/menu.ts";

/** A reply that somebody set up on the platform's page. */
export type PageReply =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image"; readonly mediaId: string }
  | { readonly kind: "news"; readonly articles: readonly Article[] }
  /** A voice, a film, a card: `type` is the platform's word. */
  | { readonly kind: "other"; readonly type: string };

/** What the page answers to some words. */
export type KeywordRule = {
  readonly name: string;
  /** exact: the whole message has to be the word. */
  readonly keywords: readonly { readonly text: string; readonly exact: boolean }[];
  readonly replies: readonly PageReply[];
  /** One of the replies, by chance; else all, one after the other. */
  readonly oneOf: boolean;
};

/** A button of a menu that was made on the platform's page, which knows more kinds than the interface. */
export type PageAction =
  | { readonly does: "same"; readonly action: ButtonAction }
  | { readonly does: "reply"; readonly reply: PageReply };
export type PageLeaf = { readonly name: string; readonly tap: PageAction };
export type PageTop = PageLeaf | { readonly name: string; readonly items: readonly PageLeaf[] };

export type StandingMenu =
  | { readonly kind: "none" }
  /** Made through the interface: it can be put back as it was. */
  | { readonly kind: "written"; readonly menu: Menu }
  | { readonly kind: "page"; readonly tops: readonly PageTop[] };

/** What an account says and shows by itself before we take it over (days, G4). */
export type Standing = {
  /** Switches of the page: the reply to who follows; the default and the rules. */
  readonly welcomes: boolean;
  readonly replies: boolean;
  readonly welcome?: PageReply | undefined;
  /** To what no rule answers. */
  readonly fallback?: PageReply | undefined;
  readonly rules: readonly KeywordRule[];
  readonly menu: StandingMenu;
};
