import type { Matters } from "../../core/answer/words/own.ts";
import { type Clock, DAY, SECOND } from "../../core/kernel/instant.ts";
import type { Settings } from "../../core/setting/registry.ts";
import type { SocialChannel } from "../../core/social/channel.ts";
import { LOOK_MS_MIN, nextLookAt, pollPlan } from "../../core/social/limit/delay.ts";
import { dayOf, spend } from "../../core/social/limit/spent.ts";
import { takeItems } from "./intake.ts";
import { onTheWay } from "./on-the-way.ts";
import type { ClaimedPoll, Landings, Polls } from "./ports.ts";

/** All pages of one look; less than the lease. */
const LOOK_MS_MAX = 60 * SECOND;
/** What is expected is read from so much of the past. */
const PAST_MS = 14 * DAY;

/** An account that hears and speaks in public. */
export type SocialAccount = {
  readonly id: string;
  readonly social: SocialChannel;
  readonly settings: Settings;
  readonly matters: Matters;
};

export type SocialWatch = {
  readonly looked: (
    accountId: string,
    found: { landed: number; waits: number; calls: number; unreadable: number; code: string | null },
  ) => void;
  readonly answered: (accountId: string, state: string, code: string | null) => void;
  readonly trouble: (what: string, error: unknown) => void;
};

type Looking = {
  readonly polls: Polls;
  readonly landings: Landings;
  readonly clock: Clock;
  readonly watch: SocialWatch;
};

/** Looks for mentions as often as an account's calls allow; of all nodes one looks. */
export function createPolling(options: Looking & { readonly accounts: () => readonly SocialAccount[] }): {
  /** Starts looking where it is due, and waits for no platform. */
  readonly round: () => Promise<number>;
  readonly ended: () => Promise<void>;
  /** A push names something that stands there now. */
  readonly soon: (accountIds: readonly string[]) => Promise<void>;
} {
  const { polls, accounts, clock, watch } = options;
  const looking = onTheWay();

  return {
    soon: (accountIds) => polls.soon(accountIds, clock(), LOOK_MS_MIN),
    async round() {
      const idle = accounts().filter(({ id }) => !looking.has(id));
      if (idle.length === 0) return 0;
      const known = new Map(idle.map((account) => [account.id, account]));
      for (const claimed of await polls.claim([...known.keys()], clock())) {
        const account = known.get(claimed.accountId);
        if (account === undefined) continue;
        const told = (error: unknown): void => watch.trouble("social look", error);
        looking.start(account.id, () => look(options, claimed, account).catch(told));
      }
      return 0;
    },
    ended: looking.ended,
  };
}

async function look(
  { polls, landings, clock, watch }: Looking,
  claimed: ClaimedPoll,
  account: SocialAccount,
): Promise<void> {
  const { social, settings, matters, id } = account;
  const { callsPerDay, callsPerLook } = social.limits;
  // What made us look does not know what is left.
  if (claimed.spent.today + callsPerLook > callsPerDay) {
    const { cursors, spent } = claimed;
    await polls.settle(
      id,
      { cursors, spent, nextAt: dayOf(clock()).endsAt, unreadable: [], code: "calls_used_up" },
      clock(),
    );
    return;
  }
  const looked = await social.look(claimed.cursors, AbortSignal.timeout(LOOK_MS_MAX));
  const taken = await takeItems(
    landings,
    { id, ownId: social.ownId, settings, matters },
    looked.items,
    "poll",
    clock(),
  );
  const at = clock();
  const spent = spend(claimed.spent, looked.calls, at);
  const plan = pollPlan(social.limits, await polls.expected(id, at - PAST_MS));
  const { endsAt: dayEndsAt, hour } = dayOf(at);
  const { isIncident } = claimed;
  const planned = nextLookAt(social.limits, plan, { at, hour, dayEndsAt, spent, isIncident });
  const code = looked.trouble?.code ?? null;
  const nextAt = Math.max(planned, at + (looked.trouble?.afterMs ?? 0));
  // Last: what a process that dies here has read is read again, and known.
  const { cursors, calls, unreadable = [] } = looked;
  await polls.settle(id, { cursors, spent, nextAt, unreadable, code }, at);
  watch.looked(id, { ...taken, calls, unreadable: unreadable.length, code });
}
