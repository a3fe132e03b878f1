import type { Load } from "../load/load.ts";
import type { Proxy } from "../house/proxy.ts";
import type { Scenario } from "./scenario.ts";

const AWAY_MS = 8_000;

export const loseRedis: Scenario = {
  key: "F10",
  title: "Redis is killed, forgets everything, and says nothing any more",
  nodes: 2,
  impossible: ({ redis }) => (redis === undefined ? "there is no redis-server on this machine" : undefined),
  async run(trial) {
    const { house, load } = trial;
    const { redis, places } = house;
    const began = Date.now();
    trial.say("killed");
    await redis?.die();
    await trial.goOn(AWAY_MS);
    await redis?.rise();
    await trial.recovered(places, Date.now());
    trial.say("flushed");
    await redis?.flush();
    await trial.recovered(places, Date.now());
    trial.say("silent");
    for (const { toRedis } of places) toRedis?.hole();
    await trial.goOn(AWAY_MS);
    for (const { toRedis } of places) toRedis?.heal();
    await trial.recovered(places, Date.now());
    return refusals(load, began);
  },
};

/** Without Redis everything goes on, only later. */
function refusals({ attempts }: Load, since: number): readonly string[] {
  const broken = attempts.filter(
    ({ startedAt, delivery }) => startedAt >= since && delivery.kind !== "acknowledged",
  );
  return broken.length === 0 ? [] : [`${broken.length} deliveries were broken while Redis was away`];
}

export const partition: Scenario = {
  key: "F11",
  title: "one of two nodes is parted from PostgreSQL, by resets and by silence, and from Redis",
  nodes: 2,
  async run(trial) {
    const place = trial.random.pick(trial.house.places);
    const parted = async (name: string, link: Proxy | undefined, how: "cut" | "hole"): Promise<void> => {
      if (link === undefined) return trial.note("no Redis to be parted from");
      trial.say(`${how} from ${name}`);
      link[how]();
      await trial.goOn(AWAY_MS);
      link.heal();
      await trial.recovered([place], Date.now());
    };
    await parted("PostgreSQL", place.toPostgres, "cut");
    await parted("PostgreSQL", place.toPostgres, "hole");
    await parted("Redis", place.toRedis, "hole");
    return [];
  },
};
