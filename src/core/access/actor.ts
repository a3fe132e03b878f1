import { Fault } from "../kernel/fault.ts";
import type { Asked, Permission } from "./permission.ts";
import { type Role, rolePermissions } from "./role.ts";

/** Where a role holds: everywhere, or in these queues. */
export type Scope = "all" | readonly string[];

export type Grant = { readonly role: Role; readonly queues: Scope };

/** A person who is signed in. */
export type Actor = {
  readonly id: string;
  readonly grants: readonly Grant[];
  /** The sign-in that she acts through. */
  readonly sessionId?: string;
};

/** The service itself, for what it does without being asked. */
export const SYSTEM: Actor = { id: "system", grants: [] };

/** As events and the audit name her. */
export function actorName(actor: Actor | undefined): string {
  if (actor === undefined) return "public";
  return actor === SYSTEM ? actor.id : `staff:${actor.id}`;
}

/** Where she may do it: everywhere, in these queues, or nowhere (none). */
export function scopeOf(actor: Actor, permission: Permission): Scope {
  const scopes = actor.grants
    .filter(({ role }) => rolePermissions[role].includes(permission))
    .map(({ queues }) => queues);
  if (scopes.includes("all")) return "all";
  return [...new Set(scopes.flatMap((queues) => (queues === "all" ? [] : queues)))];
}

/** Whether she may do it in this queue; without one, whether there is anywhere that she may. */
export function may(actor: Actor, permission: Permission, queueId?: string): boolean {
  const scope = scopeOf(actor, permission);
  if (scope === "all") return true;
  return queueId === undefined ? scope.length > 0 : scope.includes(queueId);
}

/** All that she may, anywhere. */
export const permissionsOf = (actor: Actor): readonly Permission[] =>
  [...new Set(actor.grants.flatMap(({ role }) => rolePermissions[role]))].filter((permission) =>
    may(actor, permission),
  );

/**
 * Lets pass whoever may.
 * @throws Fault `signed_out`, `forbidden` {permission}
 */
export function admit(actor: Actor | undefined, asked: Asked, queueId?: string): void {
  if (asked === "public") return;
  if (actor === undefined) throw new Fault("signed_out", "You are signed out. Sign in again.");
  if (asked === "signed_in" || may(actor, asked, queueId)) return;
  throw new Fault("forbidden", `This needs the permission ${asked}. Ask an administrator for it.`, {
    permission: asked,
  });
}
