import type { Matters } from "../answer/words/own.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Settings } from "../setting/registry.ts";
import { wordsOf } from "./gate.ts";
import type { Door, SocialItem } from "./item.ts";
import type { Promises } from "./thread.ts";
import type { Triage } from "./triage/class.ts";
import { triage } from "./triage/triage.ts";

/** One item on its way in, judged. */
export type Landing = {
  readonly accountId: string;
  readonly item: SocialItem;
  readonly triage: Triage;
  readonly door: Door;
  readonly at: Instant;
  readonly promises: Promises;
  /** Whoever asks so soon after a talk goes on with it. */
  readonly reopenMs: number;
};

/** known: another door was quicker. waits: somebody has to answer now who had not before. */
export type Landed = "known" | "counted" | "waits";

/** What came of many. */
export type Taken = { readonly landed: number; readonly waits: number; readonly known: number };

export const takenOf = (all: readonly Landed[]): Taken => ({
  landed: all.filter((one) => one !== "known").length,
  waits: all.filter((one) => one === "waits").length,
  known: all.filter((one) => one === "known").length,
});

/** An account that listens in public, what its settings say of that, and the words that tell danger there. */
export type Listening = {
  readonly id: string;
  readonly ownId: string;
  readonly settings: Settings;
  readonly matters: Matters;
};

/** Undefined for what the account wrote itself: that is no mention. */
export function landingOf(
  { id: accountId, ownId, settings, matters }: Listening,
  item: SocialItem,
  door: Door,
  at: Instant,
): Landing | undefined {
  if (item.author.id === ownId) return undefined;
  const judged = triage(item, { at, campaigns: campaignsOf(settings), matters });
  const promises = {
    firstMs: settings["social.firstAnswerMs"],
    nextMs: settings["social.nextAnswerMs"],
  };
  const reopenMs = settings["contact.reopenMs"];
  return { accountId, item, triage: judged, door, at, promises, reopenMs };
}

const campaignsOf = (settings: Settings): readonly string[] =>
  wordsOf(settings["social.campaigns"].replaceAll("#", ""));
