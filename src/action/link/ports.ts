import type { Instant } from "../../core/kernel/instant.ts";

/** A link that lets one person choose a password: the first administrator, somebody new, somebody who forgot. */
export type Link = {
  readonly purpose: "first_admin" | "invite" | "reset";
  readonly staffId: string | null;
};

export type LinkStore = {
  /** The one before it, for the same person, is worth nothing any more. */
  readonly create: (
    link: Link & { readonly tokenHash: string; readonly at: Instant; readonly expiresAt: Instant },
  ) => Promise<void>;
  /** Undefined where there is none, it was used, or is too old. */
  readonly look: (tokenHash: string, at: Instant) => Promise<Link | undefined>;
  /** The same, and it is used from now on. */
  readonly use: (tokenHash: string, at: Instant) => Promise<Link | undefined>;
};
