import { silentSince, USUAL_MS, type WatchedAccount } from "../../core/channel/silence.ts";
import type { SilenceStore } from "./ports.ts";
import { type Clock, HOUR, type Instant, MINUTE } from "../../core/kernel/instant.ts";

/** Traffic is counted anew so often: what is usual changes slowly. */
const COUNT_MS = HOUR;
/** A batch bears the moment at which it was decided, and is seen once it is committed, on nodes whose clocks differ. */
const OVERLAP_MS = MINUTE;

export type SilenceWatch = {
  /** Told by one node of all. */
  readonly begins: (accountId: string, since: Instant) => void;
  readonly ends: (accountId: string) => void;
  /** Told by each node after each look. */
  readonly seen: (accounts: Silences) => void;
};

/** By account, since when it is silent. */
export type Silences = ReadonlyMap<string, Instant | undefined>;

/** Tells of accounts from which nothing comes any more: a wrong address, a certificate that expired, a proxy. */
export function createSilence(options: {
  readonly store: SilenceStore;
  readonly clock: Clock;
  /** Undefined where the account is not connected here. */
  readonly hoursOf: (accountId: string) => WatchedAccount["hours"] | undefined;
  readonly watch: SilenceWatch;
}): {
  readonly round: () => Promise<void>;
  /** As the last round has seen it. */
  readonly now: () => Silences;
} {
  const { store, clock, hoursOf, watch } = options;
  const last = new Map<string, Instant>();
  let usual: ReadonlyMap<string, number> = new Map();
  let lookedAt: Instant | undefined;
  let countedAt: Instant | undefined;
  let now: Silences = new Map();

  async function look(at: Instant): Promise<void> {
    const news =
      lookedAt === undefined ? await store.lastWords() : await store.lastSince(lookedAt - OVERLAP_MS);
    for (const [id, lastAt] of news) last.set(id, Math.max(lastAt, last.get(id) ?? 0));
    lookedAt = at;
    if (countedAt !== undefined && at - countedAt < COUNT_MS) return;
    usual = await store.count(at - USUAL_MS);
    countedAt = at;
  }

  /** Makes it true, once for all nodes. */
  async function write(id: string, was: Instant | null, since: Instant | undefined): Promise<void> {
    if (since === undefined) {
      if (was !== null && (await store.end(id))) watch.ends(id);
    } else if (was === null && (await store.begin(id, since))) watch.begins(id, since);
  }

  return {
    now: () => now,
    async round() {
      const at = clock();
      await look(at);
      const found = new Map<string, Instant | undefined>();
      for (const { id, ...account } of await store.accounts()) {
        const hours = hoursOf(id);
        if (hours === undefined) continue;
        const since = silentSince({ ...account, hours, lastAt: last.get(id), usual: usual.get(id) ?? 0 }, at);
        found.set(id, since);
        await write(id, account.silentSince, since);
      }
      now = found;
      watch.seen(found);
    },
  };
}
