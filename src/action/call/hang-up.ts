import type { Contact } from "../../core/contact/contact.ts";
import { alone } from "../agent/seated.ts";
import type { Stores } from "../ports.ts";
import type { Stamp } from "../contact/ports.ts";

/** Others may be offered to her again. In the transaction of what ended the call, under its conversation's lock. */
export async function hangUp(
  store: Pick<Stores, "agent">,
  { id: contact, ownerId, sessionId }: Contact,
  stamp: Stamp,
): Promise<void> {
  if (ownerId === undefined || sessionId === undefined) return;
  const work = await store.agent.work(ownerId, "offers");
  if (work?.session.aloneWith !== contact) return;
  await store.agent.write(alone(work.session, [{ code: "hung_up", contact }]), stamp);
}
