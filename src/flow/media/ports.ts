import type { Instant } from "../../core/kernel/instant.ts";
import type { MediaKind } from "../../core/media/sniff.ts";
import type { Kept } from "../../core/media/taking.ts";

/** Something that a fan has sent and that only her platform has so far. */
export type RemoteMedium = {
  readonly conversationId: string;
  readonly seq: number;
  readonly accountId: string;
  readonly kind: MediaKind;
  readonly url: string | null;
  readonly externalId: string | null;
  /** When it came. */
  readonly at: Instant;
  /** Tries, this one included. */
  readonly tries: number;
};

type Place = Pick<RemoteMedium, "conversationId" | "seq">;

export type RemoteMedia = {
  /** Takes up to so many that are due; they are left to this process for two minutes. */
  readonly claim: (at: Instant, max: number) => Promise<readonly RemoteMedium[]>;
  /** Its bytes lie in the media store by now. */
  readonly keep: (place: Place, medium: Kept & { readonly id: string }, at: Instant) => Promise<void>;
  readonly settle: (place: Place, outcome: "expired" | "refused") => Promise<void>;
  readonly later: (place: Place, at: Instant) => Promise<void>;
};
