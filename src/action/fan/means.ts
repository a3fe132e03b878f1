import type { LabelLimits } from "../../core/channel/fans/labels.ts";

/** What an account's platform lets us ask and change of its fans. */
export type FanMeans = {
  readonly hasProfiles: boolean;
  readonly labels: LabelLimits | undefined;
  readonly remarkCharsMax: number | undefined;
  readonly canBlock: boolean;
};

export type MeansOf = (accountId: string) => FanMeans;
