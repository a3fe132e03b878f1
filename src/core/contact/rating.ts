import { ratingOf } from "../answer/closing.ts";
import { foldSigns } from "../answer/fold.ts";
import type { Content } from "../channel/content.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Settings } from "../setting/registry.ts";
import type { Contact } from "./contact.ts";
import type { ContactEvent } from "./event.ts";
import type { RatingSkip } from "./happening/words.ts";
import { wordsOf } from "./follow.ts";
import { type Hearing, type HearingContext, notice, type Say } from "./hearing.ts";

/**
 * Hears a digit as the rating that the fan was asked for (console section 8, check 44). Undefined for everything
 * else: without an invitation, later than `contact.ratingMs` after it, or while a digit means something else (the
 * bot asked which, a person listens).
 *
 * The last digit in time counts, and each is an event: who has slipped corrects herself. Thanks are said once.
 */
export function rate(content: Content, context: HearingContext): Hearing | undefined {
  const { contact, invited, at, settings } = context;
  if (invited === undefined || at - invited.at > settings["contact.ratingMs"]) return undefined;
  if (contact !== undefined && !isAtLeisure(contact)) return undefined;
  const score = ratingOf(foldSigns(wordsOf(content) ?? ""));
  if (score === undefined) return undefined;
  const rated = { contactEvents: [], rated: { contactId: invited.contactId, score } };
  return invited.score === undefined
    ? { ...rated, outcome: { state: "answered", rule: "rating" }, say: notice(settings["notice.rated"]) }
    : { ...rated, outcome: { state: "ignored", rule: "rating" } };
}

/** The bot has the fan, has asked her nothing, and does not wait for more of what she says. */
const isAtLeisure = ({ state, asked, turn }: Contact): boolean =>
  state === "bot" && asked.length === 0 && turn === undefined;

/** What is known as a talk's end has become final. */
export type RatingDue = {
  readonly isPublic: boolean;
  /** When she was asked last about anything on this ticket. */
  readonly askedAt: Instant | undefined;
  /** She has written anew: it was not the end. */
  readonly isBack: boolean;
  /** The account is connected and has an interface that sends. */
  readonly canSend: boolean;
  /** What was said last did not reach her. */
  readonly isRefused: boolean;
  /** Messages that the platform would still take; 0 also where no window is open any more. */
  readonly placesLeft: number;
};

type Asked = { readonly event: ContactEvent; readonly say?: Say };

/**
 * Asks the fan how it was, or says why not: once per ticket within `rating.everyMs` (days, G6). `seq` is the
 * invitation's number.
 */
export function askForRating(due: RatingDue, seq: number, at: Instant, settings: Settings): Asked {
  const because = whyNot(due, at, settings);
  return because === undefined
    ? { event: { code: "rating_asked", seq }, say: notice(settings["notice.rating"]) }
    : { event: { code: "rating_skipped", because } };
}

function whyNot(
  { isPublic, askedAt, isBack, canSend, isRefused, placesLeft }: RatingDue,
  at: Instant,
  settings: Settings,
): RatingSkip | undefined {
  if (isPublic) return "public";
  if (isBack) return "back";
  if (askedAt !== undefined && at - askedAt < settings["rating.everyMs"]) return "asked_before";
  if (!canSend) return "no_way_out";
  return isRefused || placesLeft === 0 ? "refused" : undefined;
}
