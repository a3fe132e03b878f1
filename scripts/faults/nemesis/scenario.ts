import type { Random } from "../../hostile/input.ts";
import type { House, Place } from "../house/house.ts";
import type { Load } from "../load/load.ts";

/** A fault and how it is healed again, while fans write. */
export type Scenario = {
  /** As reliability.md §2.3 counts them. */
  readonly key: string;
  readonly title: string;
  readonly nodes: 1 | 2;
  /** How many write meanwhile, one message after the other; by default a dozen. */
  readonly fans?: number;
  /** Why it cannot be done in this house; undefined where it can. */
  readonly impossible?: (house: House) => string | undefined;
  /** Returns when the last fault is healed: what was broken beside the promises that always hold, in words. */
  readonly run: (trial: Trial) => Promise<readonly string[]>;
};

export type Trial = {
  readonly house: House;
  readonly load: Load;
  readonly random: Random;
  /** How many kills a scenario of kills makes. */
  readonly kills: number;
  /** What every openid of the trial begins with. */
  readonly prefix: string;
  /** Lets the fans write for about so long. */
  readonly goOn: (ms: number) => Promise<void>;
  /**
   * Counts a fault that ended at `since`, and waits until each of these places has answered a message that was written
   * later.
   */
  readonly recovered: (places: readonly Place[], since: number) => Promise<void>;
  /** A figure for the report. */
  readonly note: (words: string) => void;
  /** A word for whoever watches. */
  readonly say: (words: string) => void;
};
