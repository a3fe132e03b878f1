import { join } from "node:path";

import type { Bus } from "../bus/bus.ts";
import { TOPIC } from "../bus/topics.ts";
import { SECOND } from "../core/kernel/instant.ts";
import type { Channels } from "../flow/channels.ts";
import type { FloorWatch } from "../flow/floor/floor.ts";
import { startLoop } from "../flow/loop.ts";
import type { HotStore } from "../flow/ports.ts";
import type { LaneContext } from "../flow/take-in/lane-context.ts";
import { createSlowPath } from "../flow/take-in/slow-path.ts";
import type { Alarm } from "../flow/tend/alarm.ts";
import { createCanaries } from "../flow/tend/canaries.ts";
import { createDormant } from "../flow/tend/dormant.ts";
import { createDue } from "../flow/tend/due.ts";
import { createHelpers } from "../flow/tend/helping.ts";
import { createPresets } from "../flow/tend/presets.ts";
import { createRating } from "../flow/tend/rating.ts";
import { createTend } from "../flow/tend/tend.ts";
import type { Wake } from "../flow/waking.ts";
import { peopleChores } from "../store/action/chores.ts";
import { chores } from "../store/loop/chores.ts";
import { createConnection } from "../store/hot/connection.ts";
import { mediaFiles } from "../store/media/files.ts";
import { storedMessages } from "../store/loop/stored-messages.ts";

const POLL_MS = SECOND;
const REFRESH_MS = 3 * SECOND;

/** Starts everything that runs by itself beside the webhooks. */
export function startLoops(options: {
  readonly url: string;
  readonly dataDir: string;
  readonly slowStore: HotStore;
  readonly context: Omit<LaneContext, "store">;
  readonly channels: Channels;
  readonly bus: Bus;
  readonly floor: FloorWatch;
  /** Rings when a turn is over. */
  readonly alarm: Alarm;
  readonly wake: Wake;
}): { readonly stop: () => Promise<void> } {
  const { url, dataDir, slowStore, context, channels, bus, floor, alarm, wake } = options;
  const { watch, clock, crash, ids } = context;
  // A connection each: what one loop says must not fall into the other's transaction.
  const slowConnection = createConnection(url);
  const tendConnection = createConnection(url);
  const dueConnection = createConnection(url);
  const onError = (what: string) => (error: unknown) => watch.trouble(what, error);

  const slow = createSlowPath(
    { ...context, store: slowStore, passiveMs: 0 },
    storedMessages(slowConnection),
    (accountId) => channels.of(accountId)?.adapter,
  );
  const deskOf = (accountId: string) => channels.of(accountId)?.desk;
  const rulesOf = (accountId: string) => channels.of(accountId)?.adapter.traits.windows;
  const canSend = () => accountsThatSend(channels);
  const shared = { clock, deskOf, wake, watch, crash, canSend };
  const people = peopleChores(tendConnection, mediaFiles(join(dataDir, "media")));
  const tend = createChores({ ...shared, chores: chores(tendConnection), people, ids });
  const due = createTimers({ ...shared, chores: chores(dueConnection), ids, floor: floor.now, rulesOf });

  const slowLoop = startLoop({ everyMs: POLL_MS, round: slow.round, onError: onError("slow path") });
  const tendLoop = startLoop({ everyMs: POLL_MS, round: tend.round, onError: onError("tend") });
  const dueLoop = startLoop({ everyMs: POLL_MS, round: due.round, onError: onError("due") });
  // One look is enough: what changes during it shows at the next.
  const refreshLoop = startLoop({
    everyMs: REFRESH_MS,
    round: () => channels.refresh().then(() => 0),
    onError: onError("refresh"),
  });
  const floorLoop = startLoop({
    everyMs: POLL_MS,
    round: () => floor.refresh().then(() => 0),
    onError: onError("floor"),
  });
  bus.subscribe(TOPIC.stored, slowLoop.wake);
  bus.subscribe(TOPIC.floor, floorLoop.wake);
  bus.subscribe(TOPIC.knowledge, refreshLoop.wake);
  alarm.onRing(dueLoop.wake);

  return {
    async stop() {
      alarm.stop();
      await Promise.all([slowLoop, tendLoop, dueLoop, refreshLoop, floorLoop].map((loop) => loop.stop()));
      await slow.close();
      await slowStore.close();
      await Promise.all([slowConnection, tendConnection, dueConnection].map(closeConnection));
    },
  };
}

/** What comes again and again: presets and helpers whose time it is, the rows that time changes, versions that are on trial. */
function createChores(
  options: Parameters<typeof createTend>[0] &
    Parameters<typeof createCanaries>[0] &
    Parameters<typeof createHelpers>[0] &
    Parameters<typeof createPresets>[0],
) {
  const [presets, helpers] = [createPresets(options), createHelpers(options)];
  const [tend, canaries] = [createTend(options), createCanaries(options)];
  return {
    round: async (): Promise<number> =>
      (await presets.round()) + (await helpers.round()) + (await tend.round()) + (await canaries.round()),
  };
}

/** Contacts whose time has come: turns that are over, fans who are silent, talks to be rated. */
function createTimers(
  options: Parameters<typeof createDue>[0] &
    Parameters<typeof createRating>[0] &
    Parameters<typeof createDormant>[0],
) {
  const [due, rating, dormant] = [createDue(options), createRating(options), createDormant(options)];
  return {
    round: async (): Promise<number> =>
      (await due.round()) + (await rating.round()) + (await dormant.round()),
  };
}

const accountsThatSend = (channels: Channels): readonly string[] =>
  channels
    .all()
    .filter(({ adapter }) => adapter.deliver !== undefined)
    .map(({ account }) => account.id);

export const closeConnection = (connect: ReturnType<typeof createConnection>): Promise<void> =>
  connect()
    .then((client) => client.end())
    .catch(() => undefined);
