import type { Instant } from "../kernel/instant.ts";
import type { BudgetsOf } from "../ledger/budget.ts";
import type { LedgerRules } from "../ledger/rule.ts";
import type { SocialChannel } from "../social/channel.ts";
import type { Access } from "./capability/access.ts";
import type { CheckedWords } from "./capability/checked.ts";
import type { Codes } from "./capability/codes.ts";
import type { Menus } from "./capability/menus.ts";
import type { Labels } from "./fans/labels.ts";
import type { Notices } from "./capability/notices.ts";
import type { Sends } from "./capability/sends.ts";
import type { Personas } from "./capability/personas.ts";
import type { StandingReplies } from "./capability/standing.ts";
import type { Profiles } from "./fans/profiles.ts";
import type { Typing } from "./capability/typing.ts";
import type { TheirWords } from "../relay/comparison.ts";
import type { Content } from "./content.ts";
import type { InboundMessage, OutboundMessage } from "./message.ts";

/** What a platform is like, as data: callers adapt to it, adapters do not pretend. */
export type Traits = {
  readonly publicness: "private" | "public";
  /** Longest text of one message, in UTF-8 bytes. */
  readonly textBytesMax: number;
  /** And in UTF-16 units, where the platform counts characters. */
  readonly textCharsMax?: number;
  /** What people may send beside words; absent: nothing. */
  readonly sends?: Sends;
  /** When, for how long and how often the account may speak outside of a webhook's answer; absent: at any time. */
  readonly windows?: LedgerRules;
  /** How much it takes of the whole account through its interface; absent: nobody has said. */
  readonly budgets?: BudgetsOf;
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
  /** `checkId`: its picture or voice was given to be checked, and the verdict comes later by this id (`content_checked`). */
  | { readonly kind: "accepted"; readonly externalId?: string; readonly checkId?: string }
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
      /** What the code says of the fan, where others act on it. */
      readonly because?: RefusedBecause;
      /** Tries in all, where the platform is known to say no and deliver anyway. */
      readonly triesMax?: number;
      readonly detail?: string;
    }
  | { readonly kind: "unknown"; readonly reason: string; readonly detail?: string };

/** No window is open; all places are taken; she does not follow the account any more; she has agreed to no such notice. */
export type RefusedBecause = "window_closed" | "places_used_up" | "fan_left" | "not_agreed";

/** What came of asking the platform for what a fan has sent. */
export type FetchedMedia<Taken> =
  | { readonly kind: "taken"; readonly taken: Taken }
  /** The platform has it no more. */
  | { readonly kind: "gone" }
  /** Worth another try later, perhaps after somebody has put the account right. */
  | { readonly kind: "unreachable" };

/** Asks for a medium by its id, and gives its bytes on as they come; throws only what `take` throws of its own. */
export type FetchMedia = <Taken>(
  mediaId: string,
  options: {
    readonly timeoutMs: number;
    readonly take: (bytes: AsyncIterable<Uint8Array>) => Promise<Taken>;
  },
) => Promise<FetchedMedia<Taken>>;

export type PlatformAdapter = {
  readonly name: string;
  readonly traits: Traits;
  readonly receive: (request: WebhookRequest) => Receipt;
  /** Decodes a stored body once more; it was verified when it came. Throws where it cannot be read. */
  readonly reread: (raw: string, at: Instant) => readonly InboundMessage[];
  /** The webhook's answer that carries the reply; undefined where this content cannot leave that way. */
  readonly passive?: (reply: OutboundMessage, request: WebhookRequest) => WebhookReply | undefined;
  /** What the answer of another system to such a call says; it came over the wire and may be anything. Never throws. */
  readonly overhear?: (body: Uint8Array) => TheirWords;
  /**
   * Hosts (with the port where it is not the usual one) from which a fan's pictures may be fetched: their addresses
   * come over the wire.
   */
  readonly mediaHosts?: readonly string[];
  /** Asks the platform for a medium that it names by an id alone; absent where it gives addresses, or no access. */
  readonly fetchMedia?: FetchMedia;
  /**
   * One attempt through the platform's send interface; absent where the account has no access to one. The account
   * is known by its token, so the message needs no sender.
   */
  readonly deliver?: (message: Omit<OutboundMessage, "from">, signal: AbortSignal) => Promise<Delivery>;
  /** What an account may ask of its platform beside messages; each absent where there is nothing of the kind. */
  readonly access?: Access;
  readonly checked?: CheckedWords;
  readonly profiles?: Profiles;
  readonly typing?: Typing;
  readonly labels?: Labels;
  readonly codes?: Codes;
  readonly menus?: Menus;
  readonly notices?: Notices;
  readonly personas?: Personas;
  readonly standing?: StandingReplies;
  /** Absent where the account says and hears nothing in public. */
  readonly social?: SocialChannel;
};
