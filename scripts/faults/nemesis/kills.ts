import type { Place } from "../house/house.ts";
import type { Scenario, Trial } from "./scenario.ts";

/** At any point of whatever they do: nobody waits for one. */
const LIVE_MS = [300, 2_500] as const;

async function live({ goOn, random }: Trial): Promise<void> {
  await goOn(LIVE_MS[0] + random.below(LIVE_MS[1] - LIVE_MS[0]));
}

/** Again and again: kills these at once and starts them at once. */
async function kill(trial: Trial, draw: () => readonly Place[]): Promise<readonly string[]> {
  for (let n = 1; n <= trial.kills; n += 1) {
    await live(trial);
    trial.say(`kill ${n} of ${trial.kills}`);
    const places = draw();
    const at = Date.now();
    await Promise.all(places.map(({ node }) => node.kill()));
    await Promise.all(places.map(({ node }) => node.start()));
    await trial.recovered(places, at);
  }
  return [];
}

export const killOne: Scenario = {
  key: "F1",
  title: "one of two nodes is killed, again and again",
  nodes: 2,
  run: (trial) => kill(trial, () => [trial.random.pick(trial.house.places)]),
};

export const killAll: Scenario = {
  key: "F2",
  title: "all nodes are killed at once, again and again",
  nodes: 2,
  run: (trial) => kill(trial, () => trial.house.places),
};

const PAUSE_MS = 30_000;

export const pauseOne: Scenario = {
  key: "F3",
  title: "a node stands still for half a minute, and goes on",
  nodes: 2,
  async run(trial) {
    const place = trial.random.pick(trial.house.places);
    await live(trial);
    trial.say("paused");
    place.node.pause();
    await trial.goOn(PAUSE_MS);
    place.node.resume();
    await trial.recovered([place], Date.now());
    return [];
  },
};
