import type { Instant } from "../../kernel/instant.ts";
import type { Menu, Top } from "../../menu/menu.ts";
import type { MenuLimits } from "../../menu/problems.ts";
import type { Asked } from "./asked.ts";

/** Something that the platform keeps for good, by its own id: a button may send it. */
export type Material = { readonly id: string; readonly name: string; readonly at: Instant };
export type MaterialKind = "image" | "voice" | "video";

/** The menu under an account's thread, as its platform keeps it. */
export type Menus = {
  readonly limits: MenuLimits;
  /** Replaces all of it. Where it is refused half-way, some of it may be live: `read` tells. */
  readonly publish: (menu: Menu, signal: AbortSignal) => Promise<Asked<void>>;
  /** Takes all of it away. */
  readonly remove: (signal: AbortSignal) => Promise<Asked<void>>;
  /** What is live; undefined: nothing. What a key means is not known there. */
  readonly read: (signal: AbortSignal) => Promise<Asked<Menu | undefined>>;
  /** What a button may send, twenty at once, the newest first; absent where the platform keeps nothing. */
  readonly materials?: (
    asked: { readonly kind: MaterialKind; readonly offset: number },
    signal: AbortSignal,
  ) => Promise<Asked<{ readonly items: readonly Material[]; readonly total: number }>>;
  /** What one fan sees; absent where it cannot be asked. */
  readonly tryFor?: (externalId: string, signal: AbortSignal) => Promise<Asked<readonly Top[]>>;
};
