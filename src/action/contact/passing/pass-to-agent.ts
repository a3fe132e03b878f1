import { actorName } from "../../../core/access/actor.ts";
import type { ContactEvent } from "../../../core/contact/event.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { demandOn } from "../../../core/queue/channel.ts";
import { unitsIn } from "../../../core/queue/demand.ts";
import type { QueuePolicy } from "../../../core/queue/policy.ts";
import { letsIn } from "../../../core/queue/room.ts";
import { passTo } from "../../../core/seating/passing/passing.ts";
import type { ActionContext } from "../../action.ts";
import type { Stores } from "../../ports.ts";
import type { Held } from "../ports.ts";

type Given = {
  readonly held: Held;
  readonly staffId: string;
  readonly queued: Extract<ContactEvent, { code: "queued" }>;
  readonly policy: QueuePolicy;
  /** Leaves the note. */
  readonly noted: () => Promise<ContactEvent>;
};

/** To one agent: returns whether it was offered to her. @throws Fault `staff_gone`, `transfer_to_oneself` */
export async function passToAgent(
  { store, actor, at, ids }: Omit<ActionContext<Pick<Stores, "passing">>, "secret">,
  { held: { contact, surface }, staffId, queued, policy, noted }: Given,
): Promise<boolean> {
  if (staffId === actor.id) throw new Fault("transfer_to_oneself", "She is yours already.");
  const hands = await store.passing.hands(staffId);
  if (hands === undefined) throw new Fault("staff_gone", "There is no such person.");
  const sessions = await store.passing.sessions([actor.id, staffId]);
  const { id: contactId } = contact;
  const demand = demandOn(surface, contact.demand);
  const may =
    letsIn(hands.abilities, hands.inHand, demand.channel) && demand.barred?.includes(staffId) !== true;
  const mode = policy.autoAccept || hands.abilities.autoAccept === true ? "auto" : "offered";
  const until = mode === "auto" ? at : at + policy.offerMs;
  const why = { precedence: "order", order: policy.order, by: "transfer", version: 0 } as const;
  const offer = { id: ids(), contactId, staffId, at, until, units: unitsIn(policy, demand), why };
  const passing = passTo(
    contact,
    { owner: sessions.get(actor.id), target: may ? sessions.get(staffId) : undefined },
    { queued, offer, mode },
    at,
  );
  const events = [await noted(), ...passing.events];
  await store.passing.write(contact, { ...passing, events }, { actor: actorName(actor), at });
  return passing.made !== undefined;
}
