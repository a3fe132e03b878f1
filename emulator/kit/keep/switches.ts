import type { Fault } from "../fault/fault.ts";
import { refused, type Refused } from "../refused.ts";
import type { Astray, Pushes } from "./turn.ts";

type Switched = { faults: readonly Fault[]; readonly pushes: Pushes };

export const DONE = { kind: "done" } as const;
type Done = typeof DONE;

/** What goes wrong on purpose with an account. All of it is seen, and is taken back by giving nothing. */
export function openSwitches(roomOf: (accountId: string) => Switched | undefined, touch: () => void) {
  function change(accountId: string, how: (room: Switched) => void): Done | Refused {
    const room = roomOf(accountId);
    if (room === undefined) return refused("account_unknown");
    how(room);
    touch();
    return DONE;
  }

  return {
    /** What the account's calls meet, in place of what they met before; undefined: nothing. */
    fault: (accountId: string, fault: Fault | undefined): Done | Refused =>
      change(accountId, (room) => (room.faults = fault === undefined ? [] : [fault])),
    faults: (accountId: string, faults: readonly Fault[]): Done | Refused =>
      change(accountId, (room) => (room.faults = faults)),
    /** How its next pushes go astray; undefined: they go straight, also one that was held back. */
    astray: (accountId: string, astray: Astray | undefined): Done | Refused =>
      change(accountId, ({ pushes }) => {
        pushes.astray = astray;
        if (astray === undefined) pushes.held?.();
      }),
    /** Delivers a fan's last push once more, as if its answer had been lost. */
    async redeliver(accountId: string, openid: string): Promise<Done | Refused> {
      const room = roomOf(accountId);
      if (room === undefined) return refused("account_unknown");
      const again = room.pushes.again.get(openid);
      if (again === undefined) return refused("nothing_pushed");
      await again();
      return DONE;
    },
  };
}
