import type { Instant } from "../kernel/instant.ts";
import type { LedgerRules } from "../ledger/rule.ts";
import type { Content } from "./content.ts";
import type { InboundMessage, OutboundMessage } from "./message.ts";

/** What a platform is like, as data: callers adapt to it, adapters do not pretend. */
export type Traits = {
  readonly publicness: "private" | "public";
  /** Longest text of one message, in UTF-8 bytes. */
  readonly textBytesMax: number;
  /** And in UTF-16 units, where the platform counts characters. */
  readonly textCharsMax?: number;
  /** When, for how long and how often the account may speak outside of a webhook's answer; absent: at any time. */
  readonly windows?: LedgerRules;
  /** How long after arrival a reply may leave with the webhook, in ms; 0 where there is no such reply. */
  readonly passiveMs: number;
  readonly passiveKinds: readonly Content["kind"][];
  /**
   * What makes the platform deliver again: "hang_up" where every answer counts as one, a 5xx too, and only a connection
   * that breaks does not. Without it, a 503.
   */
  readonly again?: "hang_up";
};

/** A webhook call as it came in: the bytes are the truth, nothing was parsed yet. */
export type WebhookRequest = {
  readonly method: "GET" | "POST";
  readonly query: URLSearchParams;
  readonly body: Uint8Array;
  readonly at: Instant;
};

export type WebhookReply = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
};

/** What an adapter makes of a webhook call: verified and decoded in one step, or refused with a code. */
export type Receipt =
  | {
      readonly kind: "accepted";
      readonly messages: readonly InboundMessage[];
      /** The body as text (it was valid UTF-8), decrypted where it was not plain, kept for replay. */
      readonly raw: string;
      /** The answer where nothing is said to the fan. */
      readonly reply: WebhookReply;
    }
  | {
      readonly kind: "refused";
      readonly status: 400 | 401 | 403 | 413;
      readonly reason: RefusalReason;
      /** A code or a field's name that says more, for the log; never anything that a fan wrote. */
      readonly detail?: string;
      /** The answer names no reason: what is wrong with something encrypted is told to nobody but our log. */
      readonly opaque?: true;
    };

export type RefusalReason =
  | "parameter_missing"
  | "parameter_repeated"
  | "signature_wrong"
  | "timestamp_stale"
  | "nonce_replayed"
  | "encryption_unexpected"
  | "encryption_missing"
  | "decryption_failed"
  | "receiver_wrong"
  | "body_too_large"
  | "body_not_utf8"
  | "body_malformed";

/** What is known after one attempt to send. `detail` says more, for the log: a code, never what was said. */
export type Delivery =
  | { readonly kind: "accepted"; readonly externalId?: string }
  /** The platform provably did not take it. `code` is its own, or a word where it was not even asked. */
  | {
      readonly kind: "rejected";
      readonly code: string;
      /**
       * retry: a later try may succeed. park: nothing of this account will be taken before afterMs, so nothing is
       * tried. give_up: this message will never be taken.
       */
      readonly next: "retry" | "park" | "give_up";
      readonly afterMs?: number;
      /** Tries in all, where the platform is known to say no and deliver anyway. */
      readonly triesMax?: number;
      readonly detail?: string;
    }
  | { readonly kind: "unknown"; readonly reason: string; readonly detail?: string };

/** What came of asking the platform for what a fan has sent. */
export type FetchedMedia =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** The platform has it no more; or it is larger than was allowed. */
  | { readonly kind: "gone" | "too_large" }
  /** Worth another try later, perhaps after somebody has put the account right. */
  | { readonly kind: "unreachable" };

export type FetchLimit = { readonly bytesMax: number; readonly timeoutMs: number };

export type PlatformAdapter = {
  readonly name: string;
  readonly traits: Traits;
  readonly receive: (request: WebhookRequest) => Receipt;
  /** Decodes a stored body once more; it was verified when it came. Throws where it cannot be read. */
  readonly reread: (raw: string, at: Instant) => readonly InboundMessage[];
  /** The webhook's answer that carries the reply; undefined where this content cannot leave that way. */
  readonly passive?: (reply: OutboundMessage, request: WebhookRequest) => WebhookReply | undefined;
  /**
   * Hosts (with the port where it is not the usual one) from which a fan's pictures may be fetched: their addresses
   * come over the wire.
   */
  readonly mediaHosts?: readonly string[];
  /** Asks the platform for a medium that it names by an id alone; absent where it gives addresses, or no access. */
  readonly fetchMedia?: (mediaId: string, limit: FetchLimit) => Promise<FetchedMedia>;
  /**
   * One attempt through the platform's send interface; absent where the account has no access to one. The account
   * is known by its token, so the message needs no sender.
   */
  readonly deliver?: (message: Omit<OutboundMessage, "from">, signal: AbortSignal) => Promise<Delivery>;
};
