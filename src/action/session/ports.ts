import type { Instant } from "../../core/kernel/instant.ts";
import type { Staff } from "../staff/ports.ts";

/** A sign-in that lives, and whose it is. */
export type Session = {
  /** SHA-256 of the cookie's token, in hex. */
  readonly id: string;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly staff: Staff;
};

export type SessionEnd = "signed_out" | "ended_by_admin" | "disabled" | "roles_changed" | "password_changed";

export type SessionStore = {
  /** Undefined where there is none, it has ended, or its person is disabled. */
  readonly byId: (id: string) => Promise<Session | undefined>;
  readonly start: (session: {
    readonly id: string;
    readonly staffId: string;
    readonly at: Instant;
    readonly address: string;
    readonly agent: string;
  }) => Promise<void>;
  readonly seen: (id: string, at: Instant) => Promise<void>;
  readonly end: (id: string, why: SessionEnd, at: Instant) => Promise<void>;
  /** All of hers but this one; returns how many ended. */
  readonly endAll: (
    staffId: string,
    why: SessionEnd,
    at: Instant,
    butId: string | undefined,
  ) => Promise<number>;
};

/** What a login opens with. */
export type Credential = {
  readonly staffId: string;
  readonly passwordHash: string | null;
  readonly state: Staff["state"];
};

export type Failures = { readonly failures: number; readonly since: Instant };

export type SignInStore = {
  readonly credentialByLogin: (login: string) => Promise<Credential | undefined>;
  readonly credentialOf: (staffId: string) => Promise<(Credential & { readonly login: string }) | undefined>;
  /** Counts one more failed try under each key (32 bytes in hex), anew where the window has passed. In their order. */
  readonly countTries: (
    keys: readonly string[],
    at: Instant,
    windowMs: number,
  ) => Promise<readonly Failures[]>;
  /** Takes one try back. */
  readonly takeBack: (key: string) => Promise<void>;
  readonly forget: (key: string) => Promise<void>;
};
