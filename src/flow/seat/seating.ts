import { type Instant, MINUTE, SECOND } from "../../core/kernel/instant.ts";
import type { SeatingLimits } from "../../core/assignment/world.ts";
import type { Settings } from "../../core/setting/registry.ts";
import {
  endOverdue,
  leaveDeserted,
  loseSilent,
  oweUnfilled,
  queueAttended,
  withdrawForsaken,
} from "./chores.ts";
import type { SeatingContext } from "./context.ts";
import { seatGroup } from "./seat-group.ts";
import type { SeatingChore } from "./watch.ts";

/** Rounds further apart were no watching. */
const ROUND_GAP_MS_MAX = 10 * SECOND;
const RECOUNT_MS = MINUTE;

export type Seating = {
  /** Does what is due, then seats; returns how much became true. */
  readonly round: () => Promise<number>;
  /** When time alone will have brought something to do, as far as this node knows. */
  readonly nextAt: () => Instant | undefined;
};

/**
 * Gives waiting fans to agents, and looks after what clock and absence do to both. Any number of nodes may run it:
 * whatever it decides becomes true by a conditional write, or does not.
 */
export function createSeating(context: SeatingContext): Seating {
  const { clock } = context;
  const times = new Set<Instant>();
  const look = createLook(context, (time) => times.add(time));
  let watchedSince: Instant | undefined;
  let roundAt = 0;

  return {
    async round() {
      const at = clock();
      for (const time of times) if (time <= at) times.delete(time);
      // A desk is silent only where somebody could have heard it: not while this process or its database was away.
      if (watchedSince === undefined || at - roundAt > ROUND_GAP_MS_MAX) watchedSince = at;
      try {
        const done = await look(at, watchedSince);
        roundAt = at;
        return done;
      } catch (error) {
        watchedSince = undefined;
        throw error;
      }
    },
    nextAt: () => (times.size === 0 ? undefined : Math.min(...times)),
  };
}

function createLook(context: SeatingContext, lookAt: (time: Instant) => void) {
  const { store, watch } = context;
  let recountedAt = 0;

  return async (at: Instant, watchedSince: Instant): Promise<number> => {
    const settings = await store.settings();
    const graceMs = settings["seat.graceMs"];
    let found = 0;
    const did = (what: SeatingChore, count: number): void => {
      if (count > 0) watch.done(what, count);
      found += count;
    };
    did("offer_withdrawn", await withdrawForsaken(context, at));
    did("offer_not_answered", await endOverdue(context, at));
    if (at - watchedSince >= graceMs) did("session_lost", await loseSilent(context, at, at - graceMs));
    did("wrapup_owed", await oweUnfilled(context, at));
    did("message_attended", await queueAttended(context, at));
    const limits = limitsOf(settings);
    for (const id of await store.groups()) found += await seatGroup(context, { id, limits }, at, lookAt);
    did("message_left", await leaveDeserted(context, at, settings));
    if (at - recountedAt >= RECOUNT_MS) {
      watch.miscounted(await store.miscounted());
      recountedAt = at;
    }
    return found;
  };
}

const limitsOf = (settings: Settings): SeatingLimits => ({
  owedMax: settings["wrapup.owedMax"],
  excludeMs: settings["offer.excludeMs"],
  coolMs: settings["offer.coolMs"],
  pairMs: settings["offer.pairMs"],
  silentMs: settings["seat.silentMs"],
});
