import { type Child, startChild } from "../../../bench/targets/child.ts";
import type { Report } from "../../../bench/floor/wire.ts";

/** Two processes that seat; one is killed as a power cut would, now and then, and another begins in its place. */
export type Nodes = {
  /** Kills whoever seats now, and starts another. */
  readonly killHolder: () => void;
  readonly kills: () => number;
  readonly miscounted: () => number;
  readonly seated: () => number;
  readonly close: () => Promise<void>;
};

export function startNodes(url: string): Nodes {
  let kills = 0;
  let miscounted = 0;
  let seated = 0;
  let holder = 0;

  function start(index: number): Child {
    const child = startChild("floor/node", { env: { FLOOR_URL: url } });
    child.process.on("message", (report: Report) => {
      if (report.kind === "held" && report.isHeld) holder = index;
      if (report.kind === "miscounted") miscounted += report.count;
      if (report.kind === "seated") seated += 1;
    });
    return child;
  }
  const children = [start(0), start(1)];

  return {
    killHolder() {
      const killed = children[holder];
      killed?.process.removeAllListeners();
      killed?.process.kill("SIGKILL");
      kills += 1;
      children[holder] = start(holder);
    },
    kills: () => kills,
    miscounted: () => miscounted,
    seated: () => seated,
    close: async () => void (await Promise.all(children.map((child) => child.end()))),
  };
}
