import { againAt } from "../../core/dial/again.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { hoursOf } from "../../core/queue/joining/joining.ts";
import type { Stores } from "../ports.ts";
import type { HeldDial } from "./ports.ts";

type Store = Pick<Stores, "contact" | "dial" | "setting">;

const ACTOR = "system";

/**
 * 未接通: a call-back whose customer did not answer is due again later, by rule; after so many tries it is the leaders', where
 * the queue names theirs, else it stays in its agent's hands. What she has done with it meanwhile stands.
 */
export async function putOff(store: Store, dial: HeldDial, at: Instant): Promise<readonly string[]> {
  const held = await store.contact.lock(dial.contactId);
  if (held === undefined) return [];
  const { contact } = held;
  const { state, queueReason, ownerId, passingTo } = contact;
  const isHers = state === "active" && ownerId === dial.staffId && passingTo === undefined;
  if (!isHers || (queueReason !== "call_back" && queueReason !== "chose_call")) return [];
  const { policy } = await store.contact.policyOf(held);
  const settings = await store.setting.read();
  const hours = { ...hoursOf(settings), ...policy.hours };
  const rule = { againMs: settings["callBack.againMs"], triesMax: settings["callBack.triesMax"] };
  const due = againAt(await store.dial.missed(dial.contactId), at, hours, rule);
  const event = nextOf(dial, due, policy.leaderQueueId);
  if (event === undefined) return [];
  const stamp = { actor: ACTOR, at };
  await store.contact.step(contact, [event], stamp);
  await store.contact.giveUp(contact, "transferred", stamp);
  return ["floor", "seat"];
}

function nextOf(
  { staffId }: HeldDial,
  due: Instant | undefined,
  leaderQueueId: string | undefined,
): ContactEvent | undefined {
  const reason = "call_back";
  if (due !== undefined)
    return { code: "left_message", reason, staff: staffId, promisedAt: due, unreached: true };
  if (leaderQueueId === undefined) return undefined;
  return { code: "queued", reason, queue: leaderQueueId, sender: staffId };
}
