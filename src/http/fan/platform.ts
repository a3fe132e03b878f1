import type { IncomingMessage, ServerResponse } from "node:http";

import type {
  Astray,
  Deed,
  Entered,
  FanAccount,
  FanCard,
  PhoneView,
  PushEntry,
  SendFault,
  Trick,
} from "../contract/fan/view.ts";

/**
 * What the fan's page needs of an emulated platform. Whoever gives one keeps its own rules; this is only how it
 * looks from here. Moments are epoch milliseconds.
 */
export type FanPlatform = {
  readonly accounts: () => readonly Omit<FanAccount, "platform">[];
  readonly fans: (accountId: string) => readonly FanCard[];
  readonly fan: (
    accountId: string,
    wished: { readonly name?: string; readonly following: boolean },
  ) => FanCard | Refused;
  readonly picture: (accountId: string, bytes: Uint8Array) => Promise<{ readonly mediaId: string } | Refused>;
  readonly act: (
    accountId: string,
    openid: string,
    deed: Deed,
    forged: boolean,
  ) => Promise<
    | { readonly kind: "pushed"; readonly entry: PushEntry & Entered }
    /** Somebody of the platform's own desk has her: the account was not told. */
    | { readonly kind: "at_desk"; readonly agent: string }
    | { readonly kind: "published"; readonly id: string; readonly url?: string }
    | Refused
  >;
  readonly ahead: (accountId: string, openid: string, ms: number) => { readonly kind: "done" } | Refused;
  readonly fault: (accountId: string, fault: SendFault | undefined) => { readonly kind: "done" } | Refused;
  readonly astray: (accountId: string, astray: Astray | undefined) => { readonly kind: "done" } | Refused;
  readonly trick: (
    accountId: string,
    openid: string,
    trick: Trick,
  ) => Promise<{ readonly kind: "done" } | Refused>;
  readonly phone: (accountId: string, openid: string, since?: number) => PhoneView | Refused;
  readonly watch: (listener: () => void) => () => void;
  /** The platform's own API, for the account's server. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

/** One of those that are emulated here, and the path under which its API lies. */
export type EmulatedPlatform = FanPlatform & {
  readonly name: FanAccount["platform"];
  readonly base: string;
};

export type Refused = {
  readonly kind: "refused";
  readonly why:
    | "account_unknown"
    | "fan_unknown"
    | "not_following"
    | "following_already"
    | "text_wrong"
    | "name_wrong"
    | "picture_too_large"
    | "picture_unreadable"
    | "nothing_pushed"
    | "not_here"
    | "post_unknown"
    | "comment_unknown"
    | "not_own"
    | "comments_closed";
};
