import { answerCall } from "../../core/seating/offering.ts";
import { isAcceptable } from "../../core/seating/work.ts";
import type { Stamp } from "../contact/ports.ts";
import { withAsked } from "../contact/passing/asked.ts";
import type { Stores } from "../ports.ts";

type Which = { readonly id: string; readonly contactId: string; readonly staffId: string };

/** 一起响: hers, and nobody else's any more. Who was asked beside her; undefined where she came too late. */
export async function acceptCall(
  store: Pick<Stores, "contact" | "passing">,
  { id, contactId, staffId }: Which,
  stamp: Stamp,
): Promise<readonly string[] | undefined> {
  const held = await store.contact.lock(contactId);
  if (held?.contact.state !== "offered") return undefined;
  const { asked } = await withAsked(store, contactId, [staffId]);
  const hers = asked.find(({ offer }) => offer.id === id);
  if (hers === undefined || !isAcceptable(hers.offer, stamp.at)) return undefined;
  const others = asked.filter((one) => one !== hers);
  await store.passing.write(held.contact, answerCall(held.contact, hers, others), stamp);
  return others.map(({ offer }) => offer.staffId);
}
