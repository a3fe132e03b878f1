import type { Instant } from "../kernel/instant.ts";
import type { Lane } from "../queue/lane.ts";
import { bannedIn } from "../social/gate.ts";
import type { Bar, Doubt, Objection } from "./doubt.ts";
import { dateOverIn } from "./date-over.ts";
import { type EntryOver, promiseOverIn } from "./promise-over.ts";

export type OutgoingRules = {
  readonly at: Instant;
  readonly zone: string;
  /** Promises that the house does not make, and words by which it sells. */
  readonly banned: readonly string[];
  readonly selling: readonly string[];
  readonly lane: Lane | undefined;
  /** Places that are left after this text; undefined where the platform counts none. */
  readonly placesAfter: number | undefined;
  /** Entries whose time is over. */
  readonly over: readonly EntryOver[];
  /** She has looked, and sends it all the same. */
  readonly despite: boolean;
};

/** What is said against a text; `promotes`: it sells, and was let pass. */
export type Judgement = { readonly objection?: Objection; readonly promotes?: string };

/**
 * Holds what an agent writes against what the house does not say: no banned promise ever; none whose time is over without
 * a second look; no promotion to who complains or is in danger, none from the last place, and elsewhere only once the
 * customer agrees (days G34, G39). Who came to buy is sold to: that is no promotion. At most one a contact is for the
 * store to keep.
 */
export function judgeOutgoing(text: string, rules: OutgoingRules): Judgement {
  const [banned] = bannedIn(text, rules.banned);
  if (banned !== undefined) return { objection: { code: "reply_banned", word: banned } };
  const promotes = rules.lane === "purchase" ? undefined : bannedIn(text, rules.selling)[0];
  if (promotes !== undefined) {
    const code = whyNotSold(rules);
    if (code !== undefined) return { objection: { code, word: promotes } };
  }
  const doubt = rules.despite ? undefined : (promiseOverIn(text, rules.over) ?? dateOver(text, rules));
  if (doubt !== undefined) return { objection: doubt };
  return promotes === undefined ? {} : { promotes };
}

function whyNotSold({ lane, placesAfter, despite }: OutgoingRules): Bar | Doubt | undefined {
  if (lane === "complaint" || lane === "risk") return "promotion_barred";
  if (placesAfter !== undefined && placesAfter < 1) return "promotion_last_place";
  return despite ? undefined : "promotion_consent";
}

function dateOver(text: string, { at, zone }: OutgoingRules): Objection | undefined {
  const word = dateOverIn(text, at, zone);
  return word === undefined ? undefined : { code: "date_over", word };
}
