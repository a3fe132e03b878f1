/** Wakes of one topic are told at most this often, in ms: a burst of commits is one wake. */
const wakeWindowMs = 5;

/** Runs something later, once; returns what calls it off. An argument, so that a test can be the timer. */
export type After = (ms: number, run: () => void) => () => void;

export const afterByTimer: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** Opens with the first `touch`, and runs once when it closes. */
export function wakeWindow(run: () => void, after: After) {
  let cancel: (() => void) | undefined;

  return {
    touch() {
      cancel ??= after(wakeWindowMs, () => {
        cancel = undefined;
        run();
      });
    },
    cancel() {
      cancel?.();
      cancel = undefined;
    },
  };
}
