import { type Instant, SECOND } from "../../core/kernel/instant.ts";
import type { SeatingLimits } from "../../core/queue/rules.ts";
import type { SeatingContext } from "./context.ts";
import { Fenced, type Group, openGroup } from "./group.ts";
import type { Lease } from "./ports.ts";

/** A node that has died is replaced after so long at the latest, and the next round of another. */
const LEASE_MS = 5 * SECOND;

/** The queue groups that this node seats. */
export type Groups = {
  readonly seat: (limits: SeatingLimits, at: Instant, what: "due" | "all") => Promise<number>;
  readonly nextAt: () => Instant | undefined;
  readonly release: () => Promise<void>;
};

export function createGroups(context: SeatingContext): Groups {
  const { store, ids, watch, leaseMs = LEASE_MS } = context;
  const node = ids();
  let groups = new Map<string, Group>();
  let known: SeatingLimits | undefined;

  /** Those whose lease is ours; one that was another's in between is opened anew. */
  function keep(leases: readonly Lease[], limits: SeatingLimits): void {
    const same = JSON.stringify(known) === JSON.stringify(limits) ? groups : new Map<string, Group>();
    known = limits;
    const before = groups;
    groups = new Map(
      leases.map((lease) => {
        const group = same.get(lease.groupId);
        if (group?.lease.token === lease.token) return [lease.groupId, group];
        return [lease.groupId, openGroup(context, lease, limits)];
      }),
    );
    for (const id of groups.keys()) if (!before.has(id)) watch.held(id, true);
    for (const id of before.keys()) if (!groups.has(id)) watch.held(id, false);
  }

  return {
    async seat(limits, at, what) {
      keep(await store.hold(node, leaseMs), limits);
      let done = 0;
      for (const [id, group] of groups) {
        try {
          done += await group.seat(at, what);
        } catch (error) {
          if (!(error instanceof Fenced)) throw error;
          groups.delete(id);
          watch.held(id, false);
        }
      }
      return done;
    },
    nextAt() {
      const next = Math.min(Infinity, ...[...groups.values()].map((group) => group.nextAt() ?? Infinity));
      return next === Infinity ? undefined : next;
    },
    async release() {
      groups.clear();
      await store.release(node);
    },
  };
}
