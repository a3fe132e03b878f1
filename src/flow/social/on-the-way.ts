/**
 * Work with a platform, at most one piece an account: nobody who starts one waits for it, so that an account whose platform
 * is silent holds up no other.
 */
export type OnTheWay = {
  readonly has: (accountId: string) => boolean;
  /** Leaves it where the account has some already. It may not throw. */
  readonly start: (accountId: string, work: () => Promise<void>) => void;
  /** Once all that was started is over. */
  readonly ended: () => Promise<void>;
};

export function onTheWay(): OnTheWay {
  const running = new Map<string, Promise<void>>();
  return {
    has: (accountId) => running.has(accountId),
    start(accountId, work) {
      if (running.has(accountId)) return;
      running.set(
        accountId,
        work().finally(() => running.delete(accountId)),
      );
    },
    async ended() {
      await Promise.all(running.values());
    },
  };
}
