import type { KeptToken, TokenLease, TokenRecord, TokenStore } from "../../core/channel/token.ts";
import { type Clock, DAY, type Instant, MINUTE, SECOND } from "../../core/kernel/instant.ts";

/** A token with so little left is replaced; both are good for a while. */
const REFRESH_BEFORE_MS = 5 * MINUTE;
/** Where the platform hands out the same token again, it is not asked more often than this. */
const REFRESH_EVERY_MS = 30 * SECOND;
/** Platforms force a new token only some 20 times a day. */
const FORCE_EVERY_MS = DAY / 20;
/** Longer than one call to the platform may take. */
const LEASE_MS = 15 * SECOND;
/** Whoever meets another node's lease looks so often whether it has ended, for so long. */
const LOOK_EVERY_MS = 100;
const LOOK_MS_MAX = 20 * SECOND;
const AWAY_MS = SECOND;

/** A token as it is used. Give the whole of it back where the platform refuses it. */
export type Token = { readonly value: string; readonly version: number; readonly expiresAt: Instant };

/** `code` is the platform's, or why it could not be asked. Asking again before `afterMs` is of no use. */
export type NoToken = { readonly kind: "none"; readonly code: string; readonly afterMs: number };

export type TokenAnswer = { readonly kind: "token"; readonly token: Token } | NoToken;

/** What the platform said when asked for a token. */
export type AskedToken =
  | { readonly kind: "token"; readonly value: string; readonly expiresInMs: number }
  | NoToken;

export type TokenKeeper = {
  readonly get: () => Promise<TokenAnswer>;
  /** After the platform has refused this token: the one that somebody else got meanwhile, else a new one. */
  readonly renew: (refused: Token) => Promise<TokenAnswer>;
};

export type TokenKeeperOptions = {
  readonly store: TokenStore;
  /** One call to the platform. `force`: also where its last token is still good. */
  readonly ask: (force: boolean) => Promise<AskedToken>;
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<unknown>;
  /** How long after one that was forced the next may be; by default as platforms bear it. */
  readonly forceEveryMs?: number;
};

/**
 * Keeps one account's access token. In one process one call is under way at a time, and among all nodes one lease:
 * claimed and committed, then the platform is asked, then the answer is written if the lease is still ours.
 */
export function createTokenKeeper(options: TokenKeeperOptions): TokenKeeper {
  const { store, ask, clock, wait, forceEveryMs = FORCE_EVERY_MS } = options;
  let known: TokenRecord = { version: 0 };
  /** The newest version that the platform has refused. */
  let dead = 0;
  let flight: Promise<TokenAnswer> | undefined;

  /** A store that is away is told like a platform that is: whoever wants to send has to try again later. */
  const refreshTogether = (): Promise<TokenAnswer> =>
    (flight ??= refresh()
      .catch(() => none("token_store_away", AWAY_MS))
      .finally(() => {
        flight = undefined;
      }));

  /** Looks, claims, asks, writes; looks again where another node was first. */
  async function refresh(): Promise<TokenAnswer> {
    const until = clock() + LOOK_MS_MAX;
    do {
      known = await store.read();
      const { token, trouble, version } = known;
      if (token !== undefined && version > dead && !isDue(token, clock())) return give(token, version);
      if (trouble !== undefined && trouble.until > clock())
        return none(trouble.code, trouble.until - clock());
      const lease = await store.claim(version, LEASE_MS);
      const answer = lease && (await replace(lease, known));
      if (answer !== undefined) return answer;
      await wait(LOOK_EVERY_MS);
    } while (clock() < until);
    return none("token_busy", AWAY_MS);
  }

  /** Undefined where the lease was lost meanwhile: what others did is to be looked at. */
  async function replace(lease: TokenLease, was: TokenRecord): Promise<TokenAnswer | undefined> {
    let asked = await ask(false);
    // Mostly somebody has renewed it elsewhere, and asking tells; forcing is for a platform that insists.
    const forced = asked.kind === "token" && was.version <= dead && asked.value === was.token?.value;
    if (forced) asked = (was.forcedAt ?? 0) + forceEveryMs > clock() ? REFUSED_AGAIN : await ask(true);
    const at = clock();
    if (asked.kind === "none") {
      const { code, afterMs } = asked;
      const ours = await store.settle(lease, { kind: "trouble", code, until: at + afterMs });
      return ours ? asked : undefined;
    }
    const token = { value: asked.value, expiresAt: at + asked.expiresInMs, refreshedAt: at };
    if (!(await store.settle(lease, { kind: "token", token, forced }))) return undefined;
    known = { version: was.version + 1, token };
    return give(token, known.version);
  }

  async function get(): Promise<TokenAnswer> {
    if (known.token !== undefined && known.version > dead && !isDue(known.token, clock()))
      return give(known.token, known.version);
    const answer = await refreshTogether();
    // What is good for some minutes yet serves, where no newer one is to be had.
    const { token, version } = known;
    const serves = answer.kind === "none" && version > dead && token !== undefined;
    return serves && token.expiresAt > clock() ? give(token, version) : answer;
  }

  return {
    get,
    async renew({ version }) {
      dead = Math.max(dead, version);
      await flight;
      return get();
    },
  };
}

const isDue = ({ expiresAt, refreshedAt }: KeptToken, at: number): boolean =>
  expiresAt <= at || (expiresAt - REFRESH_BEFORE_MS <= at && refreshedAt + REFRESH_EVERY_MS <= at);

const give = ({ value, expiresAt }: KeptToken, version: number): TokenAnswer => ({
  kind: "token",
  token: { value, version, expiresAt },
});
const none = (code: string, afterMs: number): NoToken => ({ kind: "none", code, afterMs });
const REFUSED_AGAIN = none("token_refused", MINUTE);
