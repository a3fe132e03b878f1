/** Runs work in the order in which it came, one piece at a time: what one reads no other changes meanwhile. */
export type Turn = {
  /** An error is told, and the next is run. */
  (work: () => Promise<void>): Promise<void>;
  /** As above, but whoever gave the work hears of its error. */
  readonly strictly: (work: () => Promise<void>) => Promise<void>;
};

export function inTurn(onError: (error: unknown) => void): Turn {
  let last: Promise<void> = Promise.resolve();
  const strictly = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  return Object.assign((work: () => Promise<void>) => strictly(work).catch(onError), { strictly });
}
