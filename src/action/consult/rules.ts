import type { Actor } from "../../core/access/actor.ts";
import { type ConsultDeed, consultRefusal, type Consultation } from "../../core/consult/consultation.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Held } from "../contact/ports.ts";
import { found } from "../contact/own.ts";
import type { Stores } from "../ports.ts";

/**
 * A consultation that she may do this to, under its contact's lock: what was read before it may have ended since.
 * @throws Fault `consult_gone`, `consult_over`, `consult_not_yours`, `consult_taken` {name}
 */
export async function lockFor(
  store: Pick<Stores, "consult" | "contact">,
  id: string,
  actor: Actor,
  deed: ConsultDeed,
): Promise<{ readonly consultation: Consultation; readonly held: Held }> {
  const seen = (await store.consult.look(id)) ?? gone();
  const held = found(await store.contact.lock(seen.contactId));
  const consultation = (await store.consult.look(id)) ?? gone();
  const refusal = consultRefusal(consultation, actor.id, deed);
  if (refusal === "over") throw new Fault("consult_over", "This question has ended.");
  if (refusal === "not_hers") throw new Fault("consult_not_yours", "This question is not for you.");
  if (refusal === "taken") {
    const name = await store.contact.nameOf(consultation.askedId ?? "");
    throw new Fault("consult_taken", `${name} looks after it.`, { name });
  }
  return { consultation, held };
}

function gone(): never {
  throw new Fault("consult_gone", "There is no such question.");
}
