import type { ContactRow, Counts } from "../../core/desk/desk.ts";
import type { Reach } from "../../core/desk/reach.ts";
import type { Instant } from "../../core/kernel/instant.ts";

export type Tab = "mine" | "waiting" | "bot" | "colleagues" | "ended";

export type ListQuery = {
  readonly tab: Tab;
  readonly q: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
  readonly reach: Reach;
};

export type ListPage = {
  readonly items: readonly ContactRow[];
  readonly next: string | null;
  /** Of a search: how many contacts were looked through, and whether that was all. */
  readonly searched: { readonly contacts: number; readonly all: boolean } | null;
};

export type ListStore = {
  readonly page: (query: ListQuery) => Promise<ListPage>;
  /** `midnight`: when today began. */
  readonly counts: (reach: Reach, midnight: Instant) => Promise<Counts>;
};
