import { defaultQueueRules, type QueueRules } from "../assignment/live/rules.ts";
import type { Settings } from "../setting/registry.ts";
import type { QueuePolicy } from "./policy.ts";

/** What holds for the whole floor, in ms where it is a time. */
export type SeatingLimits = {
  /** With so many wrap-ups owed nobody gets a new contact (days, G11). */
  readonly owedMax: number;
  /** Whoever rejected a contact, or did not answer, is not asked for any other for so long. */
  readonly coolMs: number;
  /** The same pair is never tried again sooner, whatever happened. */
  readonly pairMs: number;
  /** A desk unheard of for so long gets nothing new. */
  readonly silentMs: number;
};

/** A queue as the engine knows it. */
export function rulesOf(
  { id, version, policy }: { readonly id: string; readonly version: number; readonly policy: QueuePolicy },
  { coolMs, pairMs }: SeatingLimits,
): QueueRules {
  const { wrapRequired: _wrap, ratingInvite: _rating, publicApproval: _approval, ...given } = policy;
  const {
    publicBoostMs: _boost,
    hours: _hours,
    choiceLeadMs: _lead,
    offersCallBack: _calls,
    alarmWaiting: _many,
    alarmWaitMs: _long,
    alarmNoneFree: _none,
    ...rules
  } = given;
  const { rejectMs = coolMs, noAnswerMs = coolMs } = rules;
  // Since when nobody is there, rows know, whichever node seats: a chore looks (`leaveDeserted`).
  const unstaffedMsMax = undefined;
  return { ...defaultQueueRules, ...rules, id, version, rejectMs, noAnswerMs, pairMs, unstaffedMsMax };
}

export const limitsOf = (settings: Settings): SeatingLimits => ({
  owedMax: settings["wrapup.owedMax"],
  coolMs: settings["offer.coolMs"],
  pairMs: settings["offer.pairMs"],
  silentMs: settings["seat.silentMs"],
});
