import type { Bus } from "./bus.ts";
import { linkedBus, type LinkedBusOptions, type LinkEvents } from "./linked.ts";

/**
 * What this bus needs of PostgreSQL: one connection of its own (LISTEN belongs to a session, and a pool
 * would lend that session to others) that connects again by itself.
 */
export type NotifyConnection = {
  notify(payload: string): Promise<void>;
  close(): Promise<void>;
};

export type NotifyBusOptions = LinkedBusOptions & {
  /** Opens the connection and listens on one channel until it is closed. */
  readonly connect: (events: LinkEvents) => NotifyConnection;
};

/** The bus of many processes that have no Redis: LISTEN and NOTIFY, always outside of business transactions. */
export function notifyBus(options: NotifyBusOptions): Bus {
  return linkedBus((events) => {
    const connection = options.connect(events);
    return { send: (payload) => connection.notify(payload), close: () => connection.close() };
  }, options);
}
