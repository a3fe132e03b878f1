import type { Client } from "pg";

import { openSession } from "./session.ts";

const RECONNECT_MS = 250;

/** The current connection, made anew at the first use after a loss; at most one attempt each quarter second. */
export function createConnection(url: string, lockTimeoutMs?: number): () => Promise<Client> {
  let current: Promise<Client> | undefined;
  let notBefore = 0;
  return () => {
    if (current !== undefined) return current;
    const wait = Math.max(0, notBefore - performance.now());
    const opened: Promise<Client> = new Promise((resolve) => setTimeout(resolve, wait)).then(() => {
      notBefore = performance.now() + RECONNECT_MS;
      return openSession(url, {
        ...(lockTimeoutMs === undefined ? {} : { lockTimeoutMs }),
        onLost: () => {
          if (current === opened) current = undefined;
        },
      });
    });
    current = opened;
    opened.catch(() => {
      if (current === opened) current = undefined;
    });
    return opened;
  };
}
