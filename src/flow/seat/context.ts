import type { Contact } from "../../core/contact/contact.ts";
import type { Ids } from "../../core/kernel/id.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { Settings } from "../../core/setting/registry.ts";
import type { Refused, SeatingStore, Written } from "./ports.ts";
import type { SeatingWatch } from "./watch.ts";

export type SeatingContext = {
  readonly store: SeatingStore;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Wakes on the bus, after the commit. */
  readonly publish: (topic: "staff" | "floor" | "send", key?: string) => void;
  /** What holds for an account's fans. */
  readonly settingsOf: (accountId: string) => Settings;
  readonly watch: SeatingWatch;
  /** How long a queue group is this node's without a word of it, in ms; usually 5 s. */
  readonly leaseMs?: number;
};

/** Tells whoever has to do with what became true. */
export function tell({ publish }: SeatingContext, written: Written | Contact): boolean {
  if (typeof written === "string") return false;
  const contacts = "contacts" in written ? written.contacts : [written];
  const staff = new Set(
    contacts.flatMap(({ ownerId, offer, passingTo }) => [ownerId, offer?.staffId, passingTo]),
  );
  if ("session" in written) staff.add(written.session.staffId);
  for (const id of staff) if (id !== undefined) publish("staff", id);
  publish("floor");
  return true;
}

/** Does one after the other; what somebody else was quicker with is not counted. */
export async function each<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (const item of items) if (await work(item)) done += 1;
  return done;
}

export const isRefused = (written: unknown): written is Refused => typeof written === "string";
