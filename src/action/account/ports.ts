import type { Instant } from "../../core/kernel/instant.ts";

/** By a platform's own schema, with secrets. */
export type Settings = Readonly<Record<string, unknown>>;

/** Which platforms this build has, and what an account's settings are like. */
export type AccountKinds = {
  readonly names: readonly string[];
  /** Settings as they are kept; or which fields are wrong. */
  readonly read: (
    platform: string,
    settings: Settings,
  ) => { readonly settings: Settings } | { readonly wrong: readonly string[] };
  /** Fields that no browser is shown; undefined for a platform that this build does not have. */
  readonly secretsOf: (platform: string) => readonly string[] | undefined;
  /** Fields that name a server, each with the secrets that are sent there, or bring what is. */
  readonly serversOf: (platform: string) => Readonly<Record<string, readonly string[]>>;
  /** Of a secret that is replaced, the field that keeps the one before. */
  readonly previousOf: (platform: string) => Readonly<Record<string, string>>;
};

/** What is known after a platform was asked with these settings; `detail` holds no secret. */
export type AccountProbed = {
  readonly kind: "ready" | "receives_only" | "refused" | "unreachable";
  readonly code: string | null;
  readonly detail: string | null;
};

/** Asks the platform, within its own time limit; never throws. */
export type AccountProbe = (platform: string, settings: Settings) => Promise<AccountProbed>;

/** The platform's token as it is kept for all nodes, without its value. */
export type TokenState = {
  readonly refreshedAt: Instant | null;
  readonly expiresAt: Instant | null;
  /** Why the platform gave none when it was asked last. */
  readonly failedCode: string | null;
};

export type Account = {
  readonly id: string;
  readonly platform: string;
  readonly name: string;
  /** For practice: it is connected to the emulator. */
  readonly simulated: boolean;
  /** With its secrets, opened; one that no key here opens is missing. */
  readonly settings: Settings;
  /** off: its platform is answered as if there were no such account. */
  readonly state: "active" | "off";
  readonly queueId: string | null;
  /** So long nothing may come within service hours; null: judged by its own traffic, 0: it is not watched. */
  readonly silenceMinutes: number | null;
  /** The last message before a silence that lasts. */
  readonly silentSince: Instant | null;
  readonly version: number;
  readonly createdAt: Instant;
  readonly token: TokenState | null;
};

export type AccountChange = Partial<
  Pick<Account, "name" | "settings" | "state" | "queueId" | "silenceMinutes">
>;

export type AccountStore = {
  readonly list: () => Promise<readonly Account[]>;
  readonly byId: (id: string) => Promise<Account | undefined>;
  readonly isNameTaken: (name: string, butId: string | undefined) => Promise<boolean>;
  readonly create: (
    account: Pick<Account, "id" | "platform" | "name" | "settings" | "queueId" | "silenceMinutes">,
    at: Instant,
  ) => Promise<void>;
  /** Raises the version. Throws raced where it is not the one that was read. */
  readonly update: (
    account: Pick<Account, "id" | "platform" | "simulated" | "version">,
    change: AccountChange,
  ) => Promise<void>;
};

/** What this node has seen of an account since it started. */
export type Seen = {
  /** The last call to its address: taken, or refused and why. */
  readonly callback: { readonly at: Instant; readonly refused: string | null } | null;
  readonly sentAt: Instant | null;
  /** By code, the newest first. */
  readonly failures: readonly { readonly code: string; readonly at: Instant; readonly count: number }[];
};

export type SeenOf = (accountId: string) => Seen;
