import { takeOver } from "../../core/seating/passing/passing.ts";
import { isAcceptable } from "../../core/seating/work.ts";
import type { Stamp } from "../contact/ports.ts";
import { withAsked } from "../contact/passing/asked.ts";
import type { Stores } from "../ports.ts";

type Which = { readonly id: string; readonly contactId: string; readonly staffId: string };

/** 暖转: what was hers is another's from now on. Whose it was; undefined where it came too late. */
export async function acceptPassed(
  store: Pick<Stores, "contact" | "passing">,
  { id, contactId, staffId }: Which,
  stamp: Stamp,
): Promise<string | undefined> {
  const held = await store.contact.lock(contactId);
  const { contact } = held ?? {};
  const { ownerId, passingOffer } = contact ?? {};
  if (contact === undefined || ownerId === undefined || passingOffer !== id) return undefined;
  const { sessions, asked: all } = await withAsked(store, contactId, [ownerId, staffId]);
  const asked = all.find(({ offer }) => offer.id === id);
  if (asked === undefined || !isAcceptable(asked.offer, stamp.at)) return undefined;
  const agents = { owner: sessions.get(ownerId), target: asked.session };
  await store.passing.write(contact, takeOver(contact, asked.offer, agents, "accepted"), stamp);
  return ownerId;
}
