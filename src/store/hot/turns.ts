import type { Client } from "pg";

/** Lends the connection for one piece of work. */
export type Use = <T>(work: (client: Client) => Promise<T>) => Promise<T>;

/**
 * One piece of work after the other, as they come: a statement from elsewhere must not fall into a transaction that
 * may be taken back, and a client may not be asked while it is still answering.
 */
export function inTurns(connect: () => Promise<Client>): Use {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(
      () => connect().then(work),
      () => connect().then(work),
    );
    last = turn;
    return turn;
  };
}
