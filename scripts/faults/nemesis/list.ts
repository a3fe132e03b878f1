import { wrongClock } from "./clock.ts";
import { cutCommits, failOver, restartDatabase, slowDatabase } from "./database.ts";
import { killAll, killOne, pauseOne } from "./kills.ts";
import { loseRedis, partition } from "./links.ts";
import { badPlatform } from "./platform.ts";
import type { Scenario } from "./scenario.ts";
import { deliverThrice, herd, overBothNodes } from "./storms.ts";

/** All that a plain machine can do, in the order of reliability.md §2.3. */
export const SCENARIOS: readonly Scenario[] = [
  killOne,
  killAll,
  pauseOne,
  restartDatabase,
  failOver,
  slowDatabase,
  cutCommits,
  loseRedis,
  partition,
  wrongClock,
  badPlatform,
  herd,
  deliverThrice,
  overBothNodes,
];
