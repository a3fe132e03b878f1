import type { Instant } from "../../core/kernel/instant.ts";

/** To whom an account's access token is given beside us. */
export type TokenShare = {
  /** SHA-256 of the key, in hex. */
  readonly keyHash: string;
  /** From where it may be asked for; none: from anywhere. */
  readonly addresses: readonly string[];
  readonly at: Instant;
  /** Name of who made the key. */
  readonly by: string;
  readonly version: number;
};

export type TokenReader = { readonly address: string; readonly at: Instant };

export type TokenShareStore = {
  readonly of: (accountId: string) => Promise<TokenShare | undefined>;
  /** `version`: the one that was there, 0: none. Loses the race where it is another by now. */
  readonly keep: (
    accountId: string,
    version: number,
    share: Pick<TokenShare, "keyHash" | "addresses">,
    stamp: { readonly at: Instant; readonly by: string },
  ) => Promise<void>;
  readonly end: (accountId: string, version: number) => Promise<void>;
  /** Who has come, the last first. */
  readonly readers: (accountId: string) => Promise<readonly TokenReader[]>;
  /**
   * Counts one call of an address in this minute. `isNew`: it was not given the token that ends then before.
   */
  readonly count: (
    accountId: string,
    address: string,
    lent: { readonly at: Instant; readonly until: Instant },
  ) => Promise<{ readonly count: number; readonly isNew: boolean }>;
};
