/** Something that is done later; the answer takes it back. */
export type Timer = (ms: number, run: () => void) => () => void;

/** By this machine's own clock; nothing waits for it to end a process. */
export const realTimer: Timer = (ms, run) => {
  const handle = setTimeout(run, ms);
  handle.unref();
  return () => clearTimeout(handle);
};

export const wait = (timer: Timer, ms: number): Promise<void> => new Promise((done) => void timer(ms, done));

/** A signal that ends what takes too long; `cancel` once it is over. */
export function patience(
  timer: Timer,
  ms: number,
): { readonly signal: AbortSignal; readonly cancel: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, cancel: timer(ms, () => controller.abort()) };
}
