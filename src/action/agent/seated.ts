import type { Seated } from "../../core/desk/desk.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { mayMove, type Mover, type Presence } from "../../core/seating/presence.ts";
import type { AgentSession } from "../../core/seating/session.ts";
import type { AgentWork, WorkChange } from "../../core/seating/work.ts";
import type { Stores } from "../ports.ts";

type Store = Pick<Stores, "agent">;

/** What she is answered when she has changed something of her own: how she stands, and whom she leaves waiting. */
export type Standing = { readonly session: Seated | null; readonly leaves: number };

/** @throws Fault `not_seated` */
export async function seatedWork(store: Store, staffId: string, scope: "offers" | "all"): Promise<AgentWork> {
  const work = await store.agent.work(staffId, scope);
  if (work !== undefined) return work;
  throw new Fault("not_seated", "Sign in on a seat first.");
}

/** @throws Fault `presence_illegal` {from, to} */
export function refuseMove({ presence: from }: AgentSession, to: Presence, by: Mover): void {
  if (mayMove(from, to, by)) return;
  throw new Fault("presence_illegal", `This cannot follow: from ${from} to ${to}.`, { from, to });
}

export async function standingOf(store: Store, session: AgentSession): Promise<Standing> {
  return {
    session: session.presence === "offline" ? null : await store.agent.shown(session),
    leaves: session.presence === "ready" ? 0 : await store.agent.leaves(session.staffId),
  };
}

/** Her own desk, who is on the floor, and whoever waits for a free agent. */
export const wakesOf = (staffId: string): readonly string[] => [`staff:${staffId}`, "floor", "seat"];

/** A session alone, without any of its work. */
export const alone = (before: AgentSession, events: WorkChange["session"]["events"]): WorkChange => ({
  contacts: [],
  ended: [],
  session: { before, events },
});
