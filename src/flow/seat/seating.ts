import { type Instant, MINUTE, SECOND } from "../../core/kernel/instant.ts";
import { startOfDay } from "../../core/kernel/zone.ts";
import { limitsOf } from "../../core/queue/rules.ts";
import {
  beginDay,
  coverAway,
  endConsults,
  endOverdue,
  endRecoveries,
  leaveDeserted,
  loseSilent,
  moveBreakLine,
  oweUnfilled,
  partForsaken,
  queueAttended,
  wakeSpoken,
  withdrawForsaken,
} from "./chores.ts";
import type { SeatingContext } from "./context.ts";
import { createGroups, type Groups } from "./groups.ts";
import type { SeatingChore } from "./watch.ts";

/** Rounds further apart were no watching. */
const ROUND_GAP_MS_MAX = 10 * SECOND;
const RECOUNT_MS = MINUTE;

export type Seating = {
  /** Does what is due, then seats the groups that are this node's; returns how much became true. */
  readonly round: () => Promise<number>;
  /** Of a round only what clock and absence have ended: nothing is given to anybody. */
  readonly tend: () => Promise<number>;
  /** When time alone will have brought something to do, as far as this node knows. */
  readonly nextAt: () => Instant | undefined;
  /** Lets another node seat at once. */
  readonly release: () => Promise<void>;
};

/**
 * Gives waiting fans to agents, and looks after what clock and absence do to both. Any number of nodes may run it: a
 * queue group is seated by whoever holds its lease, and whatever anybody decides becomes true by a conditional write,
 * or does not.
 */
export function createSeating(context: SeatingContext): Seating {
  const { clock } = context;
  const groups = createGroups(context);
  const look = createLook(context, groups.seat);
  let watchedSince: Instant | undefined;
  let roundAt = 0;

  async function watched(what: "due" | "all"): Promise<number> {
    const at = clock();
    // A desk is silent only where somebody could have heard it: not while this process or its database was away.
    if (watchedSince === undefined || at - roundAt > ROUND_GAP_MS_MAX) watchedSince = at;
    try {
      const done = await look(at, watchedSince, what);
      roundAt = at;
      return done;
    } catch (error) {
      watchedSince = undefined;
      throw error;
    }
  }

  return {
    round: () => watched("all"),
    tend: () => watched("due"),
    nextAt: groups.nextAt,
    release: groups.release,
  };
}

function createLook(context: SeatingContext, seat: Groups["seat"]) {
  const { store, watch } = context;
  let recountedAt = 0;

  return async (at: Instant, watchedSince: Instant, what: "due" | "all"): Promise<number> => {
    const settings = await store.settings();
    const graceMs = settings["seat.graceMs"];
    let found = 0;
    const did = (chore: SeatingChore, count: number): void => {
      if (count > 0) watch.done(chore, count);
      found += count;
    };
    did("day_begun", await beginDay(context, startOfDay(at, settings["hours.zone"]), at));
    did("offer_withdrawn", await withdrawForsaken(context, at));
    did("offer_not_answered", await endOverdue(context, at));
    if (at - watchedSince >= graceMs) did("session_lost", await loseSilent(context, at, at - graceMs));
    did("contact_woken", await wakeSpoken(context, at));
    did("wrapup_owed", await oweUnfilled(context, at));
    did("break_line_moved", await moveBreakLine(context, at, settings));
    did("recovery_over", await endRecoveries(context, at));
    did("member_parted", await partForsaken(context, at));
    did("covered", await coverAway(context, settings, at));
    did("consult_over", await endConsults(context, at));
    did("message_attended", await queueAttended(context, at, settings));
    found += await seat(limitsOf(settings), at, what);
    did("message_left", await leaveDeserted(context, at, settings));
    if (at - recountedAt >= RECOUNT_MS) {
      watch.miscounted(await store.miscounted());
      recountedAt = at;
    }
    return found;
  };
}
