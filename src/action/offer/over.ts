import { Fault } from "../../core/kernel/fault.ts";
import type { OfferSeen } from "../agent/ports.ts";
import type { Stores } from "../ports.ts";

/**
 * An offer that was made to her; another's is none of her business.
 * @throws Fault `offer_gone`
 */
export async function seen(store: Pick<Stores, "agent">, id: string, staffId: string): Promise<OfferSeen> {
  const offer = await store.agent.offer(id);
  if (offer?.staffId === staffId) return offer;
  throw new Fault("offer_gone", "There is no such offer.");
}

/** Too late: who has the contact by now, or what became of the offer. */
export function over({ outcome, owner }: OfferSeen): Fault {
  if (owner !== null) {
    return new Fault("offer_taken", `${owner.name} has this contact now.`, { name: owner.name });
  }
  return new Fault("offer_over", "The time for this offer is over. The contact went on.", {
    outcome: outcome ?? "no_answer",
  });
}
