import type { Instant } from "../../core/kernel/instant.ts";
import type { Account, AccountKinds, Seen, SeenOf, Settings } from "./ports.ts";

/** What an account is shown by: what its platforms are like, what was seen of it, where the platform calls. */
export type AccountView = {
  readonly kinds: AccountKinds;
  readonly seenOf: SeenOf;
  /** The address to enter on the platform's page; undefined where nobody said from where this server is reached. */
  readonly callbackOf: (accountId: string) => string | undefined;
};

/** An account as the API shows it: of its secrets no more than which there are. */
export type ShownAccount = Pick<
  Account,
  "id" | "platform" | "name" | "simulated" | "state" | "queueId" | "silenceMinutes" | "version"
> & {
  readonly settings: Settings;
  readonly secrets: readonly string[];
  readonly callback: string | null;
  readonly createdAt: string;
  readonly status: ShownStatus;
};

export type ShownStatus = {
  readonly callback: { readonly at: string; readonly refused: string | null } | null;
  readonly token: {
    readonly refreshedAt: string | null;
    readonly expiresAt: string | null;
    readonly failedCode: string | null;
  } | null;
  readonly sentAt: string | null;
  readonly silentSince: string | null;
  readonly failures: readonly { readonly code: string; readonly at: string; readonly count: number }[];
};

export function shownAccount(view: AccountView, account: Account): ShownAccount {
  const { id, platform, name, simulated, state, queueId, silenceMinutes, version, settings, createdAt } =
    account;
  const secrets = view.kinds.secretsOf(platform);
  const shown = Object.entries(settings).filter(([field]) => secrets?.includes(field) === false);
  return {
    id,
    platform,
    name,
    simulated,
    state,
    queueId,
    silenceMinutes,
    version,
    // Which of a platform that is not known are secrets, nobody can say.
    settings: Object.fromEntries(shown),
    secrets: (secrets ?? []).filter((field) => settings[field] !== undefined),
    callback: view.callbackOf(id) ?? null,
    createdAt: text(createdAt),
    status: shownStatus(account, view.seenOf(id)),
  };
}

function shownStatus({ token, silentSince }: Account, { callback, sentAt, failures }: Seen): ShownStatus {
  return {
    callback: callback && { at: text(callback.at), refused: callback.refused },
    token: token && {
      refreshedAt: textOrNull(token.refreshedAt),
      expiresAt: textOrNull(token.expiresAt),
      failedCode: token.failedCode,
    },
    sentAt: textOrNull(sentAt),
    silentSince: textOrNull(silentSince),
    failures: failures.map(({ code, at, count }) => ({ code, at: text(at), count })),
  };
}

const text = (at: Instant): string => new Date(at).toISOString();
const textOrNull = (at: Instant | null): string | null => (at === null ? null : text(at));
