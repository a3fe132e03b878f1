import { NodeEnded } from "../house/node.ts";
import type { Scenario } from "./scenario.ts";

const HOUR_MS = 3_600_000;

/** Moves the clock that the process sees. */
const movedBy = (ms: number): string => {
  const code = `const { now } = Date; Date.now = () => now() + ${ms};`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
};

export const wrongClock: Scenario = {
  key: "F12",
  title: "a node comes back with a clock that is an hour wrong, and is refused",
  nodes: 2,
  async run(trial) {
    const place = trial.random.pick(trial.house.places);
    const found: string[] = [];
    for (const ms of [HOUR_MS, -HOUR_MS]) {
      trial.say(`${ms} ms`);
      await place.node.kill();
      const refusal = await place.node.start({ NODE_OPTIONS: movedBy(ms) }).then(
        () => "it started",
        (error: unknown) => (error instanceof NodeEnded ? error.words : String(error)),
      );
      if (!refusal.includes("[clock_skewed]")) found.push(`with a clock ${ms} ms off: ${refusal}`);
      await place.node.kill();
      await place.node.start();
      await trial.recovered([place], Date.now());
    }
    return found;
  },
};
