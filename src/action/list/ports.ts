import type { ContactRow, Counts } from "../../core/desk/desk.ts";
import type { Reach } from "../../core/desk/reach.ts";
import type { Scope } from "../../core/access/actor.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Presence } from "../../core/seating/presence.ts";

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

/** How she sits who may take contacts herself, and how many wait for whoever takes them. */
export type Pulling = {
  /** Undefined: on no seat. */
  readonly seat: { readonly presence: Presence; readonly room: number } | undefined;
  readonly waiting: number;
};

export type ListStore = {
  readonly page: (query: ListQuery) => Promise<ListPage>;
  readonly pulling: (staffId: string, within: Scope) => Promise<Pulling>;
  /** These contacts as lists show them, in their order. */
  readonly rows: (staffId: string, contactIds: readonly string[]) => Promise<readonly ContactRow[]>;
  /** `midnight`: when today began. */
  readonly counts: (reach: Reach, midnight: Instant) => Promise<Counts>;
};
