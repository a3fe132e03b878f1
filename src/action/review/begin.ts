import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Sending } from "../../core/helping/helping.ts";
import { isReviewed } from "../../core/nursery/nursery.ts";
import { leaveNote } from "../consult/ask.ts";
import type { Held } from "../contact/ports.ts";
import type { Stores } from "../ports.ts";

type Store = Pick<Stores, "consult" | "contact" | "review">;

/**
 * Whether a reply of hers waits for a review (days, G32; of a helper who is looked at, G30): in contacts of her own, and where there is somebody who could
 * look at it, so that nobody is mute.
 */
export async function isForReview(
  store: Store,
  { contact }: Held,
  { staffId, sending, at }: { staffId: string; sending: Sending | undefined; at: Instant },
): Promise<boolean> {
  if (contact.ownerId !== staffId) return false;
  const { nursery, passed } = await store.review.newcomer(staffId);
  if (sending !== "reviewed" && !isReviewed(nursery, passed)) return false;
  return (await store.consult.leaders(contact.id, at)).some((leader) => leader.staffId !== staffId);
}

/**
 * It becomes a note, which nothing can send, and a question to her mentor; to the leaders where she has none, or where
 * the mentor is silent.
 * @throws Fault `review_open`
 */
export async function beginReview(
  store: Store,
  held: Held,
  text: string,
  { id, staffId, actor, at }: { id: string; staffId: string; actor: string; at: Instant },
): Promise<{ readonly reviewId: string; readonly wakes: readonly string[] }> {
  const { contact, conversationId } = held;
  const noted = await leaveNote(store, held, { staffId, text }, at);
  const isNew = await store.consult.begin({
    id,
    kind: "review",
    contactId: contact.id,
    conversationId,
    byId: staffId,
    askedId: undefined,
    reason: undefined,
    noteSeq: noted.seq,
    at,
  });
  if (!isNew) throw new Fault("review_open", "A reply to this customer waits to be looked at.");
  const asked = { code: "consulted", consultation: id, kind: "review", seq: noted.seq } as const;
  await store.contact.step(contact, [noted, asked], { actor, at });
  const leaders = await store.consult.leaders(contact.id, at);
  const wakes = [...new Set([staffId, ...leaders.map((leader) => leader.staffId)])];
  return { reviewId: id, wakes: wakes.map((one) => `staff:${one}`) };
}

/** @throws Fault `review_text_only` */
export function reviewable(text: string | undefined): string {
  if (text !== undefined) return text;
  throw new Fault("review_text_only", "Until your first replies have been looked at only text can be sent.");
}
