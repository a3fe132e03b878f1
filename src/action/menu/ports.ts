import type { Instant } from "../../core/kernel/instant.ts";
import type { Menu } from "../../core/menu/menu.ts";

export type MenuDraft = { readonly menu: Menu; readonly version: number };

/** A menu that the platform was given. unknown: nobody knows whether it has taken it. */
export type MenuVersion = {
  readonly number: number;
  readonly menu: Menu;
  readonly state: "asking" | "live" | "refused" | "unknown" | "past";
  readonly code: string | null;
  readonly at: Instant;
  /** Name of who published it. */
  readonly by: string;
};

export type MenuStore = {
  readonly draft: (accountId: string) => Promise<MenuDraft | undefined>;
  /** `version`: the one that was read; 0: there was none. False where somebody was quicker. */
  readonly saveDraft: (
    accountId: string,
    menu: Menu,
    version: number,
    stamp: { readonly at: Instant; readonly by: string },
  ) => Promise<boolean>;
  /** The newest first. */
  readonly versions: (accountId: string) => Promise<readonly MenuVersion[]>;
  /** Its number. */
  readonly begin: (
    accountId: string,
    menu: Menu,
    stamp: { readonly at: Instant; readonly by: string },
  ) => Promise<number>;
  /** What the platform has said of it; one that is live puts the others into the past. */
  readonly settle: (
    accountId: string,
    number: number,
    state: "live" | "refused" | "unknown",
    code: string | null,
  ) => Promise<void>;
};
