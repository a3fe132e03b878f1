import type { Label, Labels } from "../../core/channel/fans/labels.ts";
import type { FanProfile, Profiles } from "../../core/channel/fans/profiles.ts";
import type { Pace } from "../../core/fan/pace.ts";
import type { FanChange } from "../../core/fan/change.ts";
import type { Ids } from "../../core/kernel/id.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** An account whose platform tells of its fans. */
export type FanChannel = {
  readonly accountId: string;
  readonly profiles: Profiles | undefined;
  readonly labels: Labels | undefined;
};

export type DueProfile = {
  readonly identityId: string;
  readonly externalId: string;
  /** This one included. */
  readonly tries: number;
};

export type DueChange = {
  readonly id: string;
  readonly identityId: string;
  readonly externalId: string;
  readonly change: FanChange;
  /** The label's id, where the account has one of that name. */
  readonly labelId: string | undefined;
  readonly tries: number;
};

/** What is known of a question now; with a moment it is asked again then. */
export type Unanswered = { readonly code: string; readonly dueAt: Instant | undefined };

export type FanStore = {
  /** Gives fans who are new to an account a profile that is to be asked for. Returns how many. */
  readonly sweep: (accountId: string, at: Instant) => Promise<number>;
  /** Takes those whose time has come, until the lease ends. */
  readonly claimProfiles: (accountId: string, max: number, at: Instant) => Promise<readonly DueProfile[]>;
  /** Keeps what was answered; identities of one person get one customer. */
  readonly keepProfiles: (
    profiles: readonly (FanProfile & { readonly identityId: string })[],
    at: Instant,
    ids: Ids,
  ) => Promise<void>;
  readonly postponeProfiles: (identityIds: readonly string[], unanswered: Unanswered) => Promise<void>;
  /** Gives back what was claimed and not asked. */
  readonly releaseProfiles: (identityIds: readonly string[], at: Instant) => Promise<void>;
  /** Something has happened to the fans of these conversations. */
  readonly askAnew: (conversationIds: readonly string[], at: Instant) => Promise<void>;
  readonly claimChanges: (accountId: string, max: number, at: Instant) => Promise<readonly DueChange[]>;
  /** Makes it true here, too. */
  readonly keepChange: (due: DueChange, at: Instant) => Promise<void>;
  readonly postponeChange: (id: string, unanswered: Unanswered, at: Instant) => Promise<void>;
  /** Whether the account's labels are to be listed now; the next time is put off until then. */
  readonly claimLabels: (accountId: string, at: Instant, nextAt: Instant) => Promise<boolean>;
  readonly keepLabels: (accountId: string, labels: readonly Label[]) => Promise<void>;
  readonly addLabel: (accountId: string, label: Label) => Promise<void>;
};

export type FanWatch = {
  readonly trouble: (what: string, error: unknown) => void;
  /** The platform has refused something; `code` is its own. */
  readonly refused: (accountId: string, what: "profile" | "labels" | FanChange["kind"], code: string) => void;
};

export type FanContext = {
  readonly store: FanStore;
  readonly clock: () => Instant;
  readonly ids: Ids;
  readonly watch: FanWatch;
  /** Until when an account is left alone, by account and kind of question. */
  readonly paused: Map<string, Instant>;
  /** What each account may be asked about profiles. */
  readonly paces: Map<string, Pace>;
};
