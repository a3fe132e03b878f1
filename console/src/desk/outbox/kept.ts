import type { Pending, Queue } from "./pending.ts";
import type { Saying } from "./saying.ts";

const name = (staffId: string): string => `seatbridge.outbox:${staffId}`;

/** Whether it carries bytes, which live in this page alone. */
export const hasFile = ({ what }: Saying): boolean =>
  what.kind === "media" || (what.kind === "card" && what.cover !== undefined);

/**
 * Keeps what waits, for this tab and its reload: the server knows each by its key, so it is said once. Files are
 * not kept; leaving with one asks first.
 */
export function keepQueue(store: Storage, staffId: string, queue: Queue<Saying>): void {
  const texts = queue.filter(({ body, state }) => !hasFile(body) && state !== "sent");
  try {
    if (texts.length === 0) store.removeItem(name(staffId));
    else store.setItem(name(staffId), JSON.stringify(texts));
  } catch {
    // full: it still stands on the page
  }
}

export function keptQueue(store: Storage, staffId: string): Queue<Saying> {
  try {
    const kept = JSON.parse(store.getItem(name(staffId)) ?? "[]") as Pending<Saying>[];
    return kept.map((one) => (one.state === "sending" ? { ...one, state: "waiting" } : one));
  } catch {
    return [];
  }
}
