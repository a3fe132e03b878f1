import { Fault } from "../../../core/kernel/fault.ts";
import { demandOn } from "../../../core/queue/channel.ts";
import { whyShut } from "../../../core/queue/room.ts";
import { type AgentSession, capacityOf } from "../../../core/seating/session.ts";
import type { Hands, Held } from "../ports.ts";

type Wanted = { readonly held: Pick<Held, "contact" | "surface">; readonly units: number };

/** @throws Fault `agent_not_seated` {name} */
export function seatedAs({ name }: Hands, session: AgentSession | undefined): AgentSession {
  if (session !== undefined && session.presence !== "logging_out") return session;
  throw new Fault("agent_not_seated", `${name} is not signed in on a seat.`, { name });
}

/**
 * Whether she may have it, whatever she does now: as an offer looks at her (seats section 2.2).
 * @throws Fault `agent_barred` {name}, `agent_channel_full` {name, max}, `agent_channel_alone` {name},
 * `agent_at_capacity` {name, used, capacity}
 */
export function refuseFull(hands: Hands, session: AgentSession, { held, units }: Wanted): void {
  const { name, abilities, inHand } = hands;
  const demand = demandOn(held.surface, held.contact.demand);
  if (demand.barred?.includes(session.staffId) === true)
    throw new Fault("agent_barred", `${name} must not have this contact.`, { name });
  const shut = whyShut(abilities, inHand, demand.channel);
  if (shut?.code === "channel_full")
    throw new Fault("agent_channel_full", `${name} has ${shut.max} of this kind, and may have no more.`, {
      name,
      max: shut.max,
    });
  if (shut !== undefined) throw aloneAs(hands);
  const { used } = session;
  const capacity = capacityOf(session);
  if (used + units <= capacity) return;
  const params = { name, used, capacity };
  throw new Fault("agent_at_capacity", `${name} has ${used} of ${capacity} units in use.`, params);
}

export const aloneAs = ({ name }: Hands): Fault =>
  new Fault("agent_channel_alone", `${name} has something in hand that goes with nothing else.`, { name });

/**
 * The same of whoever is asked: she must be ready, too.
 * @throws Fault `agent_not_seated` {name}, `agent_not_ready` {name}, and those of `refuseFull`
 */
export function ableAs(hands: Hands, found: AgentSession | undefined, wanted: Wanted): AgentSession {
  const session = seatedAs(hands, found);
  const { name } = hands;
  if (session.presence !== "ready") throw new Fault("agent_not_ready", `${name} is not ready now.`, { name });
  refuseFull(hands, session, wanted);
  return session;
}
