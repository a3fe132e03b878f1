import type { Bus } from "../bus/bus.ts";
import { Fault } from "../core/kernel/fault.ts";
import type { Floor } from "../core/seating/floor.ts";
import type { Channels } from "../flow/channels.ts";
import { openFloor } from "../flow/floor/floor.ts";
import type { LaneContext } from "../flow/take-in/lane-context.ts";
import { createTakeIn, type TakeIn } from "../flow/take-in/take-in.ts";
import { createAlarm } from "../flow/tend/alarm.ts";
import { loadFloor } from "../store/floor.ts";
import { createConnection } from "../store/hot/connection.ts";
import { openHotStore } from "../store/hot/hot-store.ts";
import { closeConnection, startLoops } from "./loops.ts";
import { createWake, waking } from "./waking.ts";

/** While one batch is in the database, another is decided on. More of them make smaller batches, and each costs a statement. */
const LANES = 2;
/** Whoever holds a conversation's lock has this long before its fan's messages are stored for later. */
const ASIDE_LOCK_MS = 1_500;

export type MessageWay = Pick<TakeIn, "accept" | "waiting"> & {
  /** Who is there, as of now. */
  readonly floor: () => Floor;
  readonly close: () => Promise<void>;
};

/** Lanes with their connections, and the loops behind them. */
export async function openMessageWay(
  options: {
    readonly url: string;
    readonly dataDir: string;
    readonly channels: Channels;
    readonly bus: Bus;
  } & Pick<LaneContext, "clock" | "ids" | "crash" | "watch" | "relayOf">,
): Promise<MessageWay> {
  const { url, dataDir, channels, bus, clock, ids, crash, relayOf } = options;
  const alarm = createAlarm(clock);
  const wake = createWake(bus, alarm);
  const floorConnection = createConnection(url);
  const floor = await openFloor(async () => loadFloor(await floorConnection()));
  const context = {
    clock,
    stopwatch: () => performance.now(),
    ids,
    crash,
    watch: waking(options.watch, bus, wake),
    deskOf: (accountId: string) => deskOf(channels, accountId),
    ...(relayOf && { relayOf }),
    floor: floor.now,
    passiveMs: Math.max(0, ...channels.all().map((channel) => channel.adapter.traits.passiveMs)),
  };
  const open = (extra: { readonly stored?: boolean; readonly lockTimeoutMs?: number } = {}) =>
    openHotStore({ url, ...extra });
  const stores = await Promise.all(Array.from({ length: LANES }, () => open()));
  const asideStore = await open({ lockTimeoutMs: ASIDE_LOCK_MS });
  const takeIn = createTakeIn(stores, asideStore, context);
  const slowStore = await open({ stored: true });
  const loops = startLoops({ url, dataDir, slowStore, context, channels, bus, floor, alarm, wake });

  return {
    accept: takeIn.accept,
    waiting: takeIn.waiting,
    floor: floor.now,
    async close() {
      await takeIn.drain();
      await loops.stop();
      await Promise.all([...stores, asideStore].map((store) => store.close()));
      await closeConnection(floorConnection);
    },
  };
}

function deskOf(channels: Channels, accountId: string) {
  const channel = channels.of(accountId);
  if (channel !== undefined) return channel.desk;
  throw new Fault("account_gone", "The account was disconnected meanwhile.", { accountId });
}
