import type { PlatformAdapter, WebhookRequest } from "../../core/channel/adapter.ts";
import type { Content } from "../../core/channel/content.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** What a platform's sample message says. */
export type SampleText = {
  readonly sender: string;
  /** The platform's id of the message, as digits. */
  readonly id: string;
  readonly text: string;
};

/** A body that must be refused, and what is wrong with it. */
export type HostileBody = { readonly name: string; readonly body: Uint8Array };

/** What the contract needs to know of a platform to speak as it does. Written without the adapter's own code. */
export type PlatformDriver = {
  /** A new account, with nothing remembered. */
  readonly open: () => PlatformAdapter;
  /** The webhook call with that body, signed at that moment; `at` of the request is the same moment. */
  readonly call: (body: Uint8Array, at: Instant, nonce: string) => WebhookRequest;
  /** Query parameters without which a call proves nothing. */
  readonly signedParameters: readonly string[];
  /** Where every refusal has the same status, so that nobody learns what was wrong, that one. */
  readonly refusedWith?: number;
  readonly textBody: (message: SampleText) => Uint8Array;
  /** False where messages carry no id: they are told apart by what they say. */
  readonly identified?: false;
  /** Two different things that one fan did within one second. */
  readonly eventsOfOneSecond: readonly [Uint8Array, Uint8Array];
  /** A kind that no adapter knows, and words in it that a person must be able to read. */
  readonly unknownKind: { readonly body: Uint8Array; readonly words: string };
  readonly hostileBodies: readonly HostileBody[];
  /** Reads a passive reply with other code than the one that wrote it; absent where the platform has none. */
  readonly readPassive?: (body: string) => Promise<{
    readonly to: string;
    readonly from: string;
    /** Everything that the fan gets of the content: texts, addresses, ids. */
    readonly texts: readonly string[];
  }>;
  /** For each passive kind but text a content, and the texts that must arrive. */
  readonly passiveSamples: readonly { readonly content: Content; readonly texts: readonly string[] }[];
};
