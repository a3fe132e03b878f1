import type { NoticeTemplate } from "../../core/channel/capability/notices.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { NoticeEntry } from "../../core/notice/left.ts";

export type KeptTemplate = NoticeTemplate & {
  /** Agents may choose it. */
  readonly offered: boolean;
  /** False: the platform lists it no more. */
  readonly listed: boolean;
};

/** When the platform was asked for the catalogue; `code`: why it did not tell. */
export type CatalogueState = { readonly askedAt: Instant; readonly code: string | null };

export type NoticeStore = {
  readonly templates: (accountId: string) => Promise<readonly KeptTemplate[]>;
  readonly state: (accountId: string) => Promise<CatalogueState | undefined>;
  /** What is new is offered where `offers` says so; what is there no more stays, unlisted: messages name it. */
  readonly keep: (
    accountId: string,
    templates: readonly NoticeTemplate[],
    offers: (template: NoticeTemplate) => boolean,
    at: Instant,
  ) => Promise<void>;
  /** The platform did not tell. */
  readonly failed: (accountId: string, code: string, at: Instant) => Promise<void>;
  /** False where there is no such template. */
  readonly offer: (accountId: string, id: string, offered: boolean) => Promise<boolean>;
  /** What was agreed to and sent in a conversation, by template; and whether she follows, as far as is known. */
  readonly book: (conversationId: string) => Promise<NoticeBook>;
};

export type NoticeBook = {
  readonly entries: ReadonlyMap<string, readonly NoticeEntry[]>;
  readonly follows: boolean;
};
