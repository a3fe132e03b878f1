import { isAsPublished, type Sending } from "../../core/helping/helping.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Held } from "../contact/ports.ts";
import type { Stores } from "../ports.ts";

type Store = Pick<Stores, "helper">;

/**
 * How a helper's words may leave to the customer of a contact; undefined: she is no helper there. What is not a canned reply's
 * text as published, with its holes filled, does not leave of whoever has canned ones alone, by whatever way it came here.
 * @throws Fault `helper_canned_only`, `helper_own_only`
 */
export async function refuseBeyondHelp(
  store: Store,
  { contact }: Held,
  text: string | undefined,
  staffId: string,
): Promise<Sending | undefined> {
  const sending = await store.helper.sendingIn(staffId, contact.id);
  if (sending === "reviewed" && contact.ownerId !== staffId)
    throw new Fault("helper_own_only", "As a helper you answer the customers who are yours alone.");
  if (sending !== "canned") return sending;
  const words = text?.trim();
  const bodies = words === undefined ? [] : await store.helper.cannedIn(contact.id);
  if (words !== undefined && bodies.some((body) => isAsPublished(body, words))) return sending;
  throw new Fault(
    "helper_canned_only",
    "As a helper you answer by canned replies alone, with their holes filled.",
  );
}

/**
 * In public nobody looks over a helper's shoulder in time.
 * @throws Fault `helper_not_public`
 */
export async function refuseHelpInPublic(
  store: Store,
  queueId: string | null,
  staffId: string,
): Promise<void> {
  const helper = await store.helper.open(staffId);
  if (helper === undefined || helper.queue.id !== queueId || helper.sending === "free") return;
  throw new Fault("helper_not_public", "As a helper you do not answer in public in this queue.");
}
