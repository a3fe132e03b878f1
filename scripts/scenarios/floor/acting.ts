import type { Perform } from "../../../src/action/action.ts";
import type { Actor } from "../../../src/core/access/actor.ts";
import type { ContactSpec } from "../../../src/core/assignment/live/contact.ts";
import type { FloorError } from "../../../src/core/assignment/live/decision.ts";
import { Fault } from "../../../src/core/kernel/fault.ts";
import type { Stage } from "./stage.ts";

/** Who had a customer last, by name; `windowMs` of a queue says how long that matters. */
export type Former = (contact: ContactSpec) => string | undefined;

export type Looking = Pick<Stage["client"], "query">;
export type Acting = {
  readonly stage: Stage;
  readonly perform: Perform;
  readonly formerOf: Former;
  readonly looking: Looking;
};
export type Outcome = Promise<FloorError | undefined>;

export function idOf(names: ReadonlyMap<string, string>, name: string): string {
  const id = names.get(name);
  if (id === undefined) throw new Error(`${name || "somebody"} is not in this scenario`);
  return id;
}

export const actorOf = ({ staff }: Stage, agentId: string): Actor => actor(idOf(staff, agentId));
export const actor = (id: string): Actor => ({ id, grants: [{ role: "supervisor", queues: "all" }] });

export async function tried(
  deed: () => Promise<unknown>,
  errorOf: (fault: Fault) => FloorError,
): Promise<FloorError | undefined> {
  try {
    await deed();
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return errorOf(error);
    throw error;
  }
}
