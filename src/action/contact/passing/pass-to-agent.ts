import { actorName } from "../../../core/access/actor.ts";
import type { ContactEvent } from "../../../core/contact/event.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { demandOn } from "../../../core/queue/channel.ts";
import { unitsIn } from "../../../core/queue/demand.ts";
import type { QueuePolicy } from "../../../core/queue/policy.ts";
import { letsIn } from "../../../core/queue/room.ts";
import { askFor, passTo, type Passing } from "../../../core/seating/passing/passing.ts";
import type { ActionContext } from "../../action.ts";
import type { Stores } from "../../ports.ts";
import type { Hands, Held } from "../ports.ts";
import { ableAs, aloneAs } from "./able.ts";

type Given = {
  readonly held: Held;
  readonly staffId: string;
  readonly queued: Extract<ContactEvent, { code: "queued" }>;
  readonly policy: QueuePolicy;
  /** 暖转: its agent keeps it until she has accepted. */
  readonly isWarm: boolean;
  /** Leaves the note. */
  readonly noted: () => Promise<ContactEvent>;
};

/**
 * To one agent: returns whether it was offered to her. Warm she must be able to take it now, cold it may wait.
 * @throws Fault `staff_gone`, `transfer_to_oneself`, `agent_not_seated` {name}, `agent_not_ready` {name},
 * and why she has no room for it (`refuseFull`)
 */
export async function passToAgent(
  { store, actor, at, ids }: Omit<ActionContext<Pick<Stores, "passing">>, "secret">,
  { held, staffId, queued, policy, isWarm, noted }: Given,
): Promise<boolean> {
  if (staffId === actor.id) throw new Fault("transfer_to_oneself", "She is yours already.");
  const hands = await store.passing.hands(staffId);
  if (hands === undefined) throw new Fault("staff_gone", "There is no such person.");
  const sessions = await store.passing.sessions([actor.id, staffId]);
  const { contact, surface } = held;
  const { id: contactId } = contact;
  const owner = sessions.get(actor.id);
  const demand = demandOn(surface, contact.demand);
  const mode = policy.autoAccept || hands.abilities.autoAccept === true ? "auto" : "offered";
  const until = mode === "auto" ? at : at + policy.offerMs;
  const why = { precedence: "order", order: policy.order, by: "transfer", version: 0 } as const;
  const units = unitsIn(policy, demand);
  const offer = { id: ids(), contactId, staffId, at, until, units, why };
  const passing = isWarm ? warm() : cold();
  const events = [await noted(), ...passing.events];
  await store.passing.write(contact, { ...passing, events }, { actor: actorName(actor), at });
  return passing.made !== undefined;

  function warm(): Passing {
    const target = ableAs(hands as Hands, sessions.get(staffId), { held, units });
    const passed = askFor(contact, { owner, target }, { from: queued.from, offer, mode });
    if (passed === undefined) throw aloneAs(hands as Hands);
    return passed;
  }

  function cold(): Passing {
    const { abilities, inHand } = hands as Hands;
    const isBarred = demand.barred?.includes(staffId) === true;
    const may = !isBarred && letsIn(abilities, inHand, demand.channel);
    const target = may ? sessions.get(staffId) : undefined;
    return passTo(contact, { owner, target }, { queued, offer, mode }, at);
  }
}
