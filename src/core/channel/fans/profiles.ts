import type { Instant } from "../../kernel/instant.ts";
import type { Asked } from "../capability/asked.ts";

/** What the platform knows of a fan of the account. */
export type FanProfile = {
  readonly externalId: string;
  readonly follows: boolean;
  readonly followedAt?: Instant;
  readonly language?: string;
  /** The name that the account has given her there. */
  readonly remark?: string;
  /** The platform's ids of her labels. */
  readonly labels: readonly string[];
  /** How she came to follow, in the platform's own word, and by which scene of a code. */
  readonly source?: string;
  readonly scene?: string;
  /** The same for one person on all accounts of one owner. */
  readonly unionId?: string;
};

/** Who the fans of an account are; what the account may change of them there. */
export type Profiles = {
  /** Fans of one question. */
  readonly batchMax: number;
  readonly read: (
    externalIds: readonly string[],
    signal: AbortSignal,
  ) => Promise<Asked<readonly FanProfile[]>>;
  /** In characters. */
  readonly remarkCharsMax: number;
  readonly setRemark: (externalId: string, remark: string, signal: AbortSignal) => Promise<Asked<void>>;
  readonly block: (externalId: string, signal: AbortSignal) => Promise<Asked<void>>;
  readonly unblock: (externalId: string, signal: AbortSignal) => Promise<Asked<void>>;
};
