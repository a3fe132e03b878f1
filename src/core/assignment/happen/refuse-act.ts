import type { Instant } from "../../kernel/instant.ts";
import type { FloorError } from "../live/decision.ts";
import type { LiveWorld } from "../live/world.ts";

/** What was asked for cannot be, and changes nothing. */
export function refuseAct(
  world: LiveWorld,
  error: FloorError,
  who: { readonly contactId?: string | undefined; readonly agentId?: string | undefined },
  at: Instant,
): void {
  const { contactId, agentId } = who;
  world.decisions.push({ at, code: "error", contactId, agentId, error });
}
