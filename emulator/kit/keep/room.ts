import type { LedgerEntry } from "./ledger.ts";

/** What stands on a phone: what either side said, or what the app itself writes between. */
export type PhoneItem<Shown, Notice> = {
  /** Its number in the thread. */
  readonly n: number;
  /** Grows with every change of anything: what a reader has not seen yet is above what she has. */
  readonly v: number;
  readonly at: number;
} & (
  | { readonly side: "fan"; readonly shows: Shown }
  | { readonly side: "account"; readonly shows: Shown; readonly via: "passive" | "api" }
  | { readonly side: "notice"; readonly shows: Notice }
);

/** What is kept of a fan on every platform. */
export type KeptFan<Shown, Notice> = {
  /** The platform's id of her on this account. */
  readonly openid: string;
  /** Newest last. */
  readonly thread: readonly PhoneItem<Shown, Notice>[];
  /** Number of the newest item that ever was. */
  readonly last: number;
  /** The version of the newest change to her phone. */
  readonly v: number;
};

/** What is kept of an account on every platform. Its values never change in place: they are replaced. */
export type KeptRoom<Account, Fan> = {
  account: Account;
  /** By the platform's id; who was quiet longest comes first. */
  readonly fans: Map<string, Fan>;
  /** Newest last. */
  ledger: readonly LedgerEntry[];
  lastEntry: number;
};
