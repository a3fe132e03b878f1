/** Work that is looked for again and again: when woken, and at the latest every so often. */
export type Loop = {
  readonly wake: () => void;
  /** Finishes the round that runs, then stands still. */
  readonly stop: () => Promise<void>;
};

/** Runs rounds until one finds nothing (returns 0), then sleeps. A round that throws is told and tried again later. */
export function startLoop(options: {
  readonly everyMs: number;
  readonly round: () => Promise<number>;
  readonly onError: (error: unknown) => void;
}): Loop {
  const { everyMs, round, onError } = options;
  let stopped = false;
  let woken = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    do {
      woken = false;
      let found = 1;
      while (found > 0 && !stopped) {
        found = await round().catch((error: unknown) => {
          onError(error);
          return 0;
        });
      }
    } while (woken && !stopped);
    running = undefined;
  }

  const wake = (): void => {
    woken = true;
    if (!stopped) running ??= run();
  };
  const timer = setInterval(wake, everyMs);
  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
