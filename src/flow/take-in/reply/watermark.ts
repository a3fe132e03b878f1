import { createDepartures, type Departures } from "./departures.ts";
import type { LaneContext } from "../lane-context.ts";

/** With nothing to write, the watermark still reaches the database after so long. */
const SETTLE_IDLE_MS = 1_000;
/** A lane without traffic says that it is alive; one that is silent for three times as long is taken for dead. */
const BEAT_MS = 10_000;

/** The departures of a lane, and how the database hears of them: with the next batch, or after a pause. */
export type Watermark = Departures & {
  /** Writes the last of it. */
  readonly close: () => Promise<void>;
};

export function createWatermark({ store, watch }: Pick<LaneContext, "store" | "watch">): Watermark {
  const departures = createDepartures();
  let told = 0;
  let timer: NodeJS.Timeout | undefined;

  async function tell(): Promise<void> {
    const settled = departures.settled();
    told = settled;
    await store.settle(settled).catch((error: unknown) => watch.trouble("settle", error));
  }

  function tellIfNew(): Promise<void> | undefined {
    timer = undefined;
    return departures.settled() > told ? tell() : undefined;
  }

  const beat = setInterval(() => void tell(), BEAT_MS);
  beat.unref();

  return {
    ...departures,
    left(batch) {
      departures.left(batch);
      if (departures.outstanding() > 0 || timer !== undefined) return;
      timer = setTimeout(() => void tellIfNew(), SETTLE_IDLE_MS);
      timer.unref();
    },
    async close() {
      clearTimeout(timer);
      clearInterval(beat);
      await tellIfNew();
    },
  };
}
