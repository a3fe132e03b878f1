import { foldSigns } from "../answer/fold.ts";
import { isRisk, type RiskRule, SAFE_WORDS } from "../answer/risk.ts";
import { laneByOf } from "../answer/words/own.ts";
import { asksForPlace } from "../answer/words/place-asked.ts";
import type { Instant } from "../kernel/instant.ts";
import { nextLane, USUAL_LANE } from "../queue/lane.ts";
import { type Choice, choicesFor, chosenBy, mayChoose, sayChoices } from "../queue/joining/choice.ts";
import { isForNextOpening, promisedAt, sayPromise } from "../seating/promise.ts";
import type { SettingKey } from "../setting/registry.ts";
import type { ContactEvent } from "./event.ts";
import type { Ground, QueueReason } from "./happening/words.ts";
import { BAR_NOTICES, type Bar, barOf, hoursIn, takes, waitsAlone } from "../queue/joining/joining.ts";
import { changed, type Hearing, type HearingContext, notice, type Served } from "./hearing.ts";

type Told = "told" | "untold";

/**
 * What has led her to a person: the scene that she came by, the queue that a button names, or her words and what
 * the bot knew of them.
 */
type LedBy = Ground & { readonly scene?: string; readonly queueId?: string };
const groundOf = ({ queueId: _queueId, ...ground }: LedBy): Omit<LedBy, "queueId"> => ground;

/** Gives the fan to a person. Where nobody is signed in, she is told until when she will be answered instead. */
export function handOver(
  context: HearingContext,
  reason: QueueReason,
  rule: string,
  told: Told = "told",
  by: LedBy = {},
): Hearing {
  const { seq, settings } = context;
  const queueId = by.queueId ?? queueFor(context);
  const bar = told === "told" ? barOf(context, queueId, reason) : undefined;
  if (bar !== undefined) return leaveMessage(context, reason, rule, by, bar);
  const choices = told === "told" && reason !== "risk" ? choicesFor(context, queueId, "queued") : [];
  const event: ContactEvent = {
    code: "queued",
    reason,
    ...queueNamed(queueId),
    ...shown(choices),
    seq,
    ...turnNamed(context),
    ...groundOf(by),
    rule,
  };
  const hearing: Hearing = {
    ...changed(context, event, recentTalk(context)),
    outcome: { state: "waiting", rule },
  };
  if (told === "untold") return hearing;
  // Who is in danger is told what to do, and nothing else.
  const opening = reason === "risk" ? "" : settings["notice.opening"];
  const text = settings[noticeOf(reason, rule)];
  const words =
    opening === ""
      ? text
      : `${text}
${opening}`;
  return { ...hearing, say: notice(withChoices(words, choices, context, queueId)) };
}

const shown = (choices: readonly Choice[]) => (choices.length === 0 ? {} : { choices });

/** All of it is one notice: whoever may choose pays no place more for it. */
const withChoices = (
  text: string,
  choices: readonly Choice[],
  context: HearingContext,
  queueId: string | undefined,
): string => (choices.length === 0 ? text : `${text}\n${sayChoices(choices, context, queueId)}`);

const NOTICES = {
  reopened: "notice.reopened",
  orphaned: "notice.orphaned",
} as const satisfies Partial<Record<QueueReason, SettingKey>>;

function noticeOf(reason: QueueReason, rule: string): SettingKey & `notice.${string}` {
  if (reason === "risk") return isRisk(rule) ? SAFE_WORDS[rule] : "notice.risk";
  return reason in NOTICES ? NOTICES[reason as keyof typeof NOTICES] : "notice.handedOver";
}

function leaveMessage(
  context: HearingContext,
  reason: QueueReason,
  rule: string,
  by: LedBy = {},
  bar: Bar = "unstaffed",
): Hearing {
  const { seq, at, settings } = context;
  const queueId = by.queueId ?? queueFor(context);
  const hours = hoursIn(context, queueId);
  const promised = promisedAt(at, hours);
  const choices = reason === "risk" ? [] : choicesFor(context, queueId, "left_message");
  const event: ContactEvent = {
    code: "left_message",
    reason: bar === "unstaffed" ? reason : bar,
    ...queueNamed(queueId),
    promisedAt: promised,
    ...(isForNextOpening(at, hours) && { overnight: true }),
    ...shown(choices),
    seq,
    ...turnNamed(context),
    ...groundOf(by),
    rule,
  };
  const text =
    reason === "risk"
      ? `${settings[noticeOf(reason, rule)]}\n${settings["notice.riskLeft"]}`
      : settings[BAR_NOTICES[bar]];
  return {
    ...changed(context, event, recentTalk(context)),
    outcome: { state: "waiting", rule },
    say: notice(
      withChoices(
        text.replace("{time}", sayPromise(promised, at, settings["hours.zone"])),
        choices,
        context,
        queueId,
      ),
    ),
  };
}

/** What she chose is done and answered: it is her own question, so it costs no notice. */
function choseTo(choice: Choice, context: HearingContext): Hearing {
  const { contact, at, seq, settings } = context;
  if (choice === "wait")
    return tellPlace(context, contact?.enqueuedAt ?? at, { code: "waited", seq, choice });
  const hours = hoursIn(context, queueOf(context));
  // Who left a message has a promise already: it stands.
  const promised = contact?.promisedAt ?? promisedAt(at, hours);
  const event: ContactEvent = {
    code: "left_message",
    reason: choice === "call" ? "chose_call" : "chose_later",
    promisedAt: promised,
    ...(isForNextOpening(at, hours) && { overnight: true }),
    seq,
    choice,
  };
  const key = choice === "call" ? "choice.callTaken" : "choice.laterTaken";
  const text = settings[key].replace("{time}", sayPromise(promised, at, settings["hours.zone"]));
  return {
    ...changed(context, event),
    outcome: { state: "waiting", rule: "chosen" },
    say: { said: { kind: "text", text }, class: "faq" },
  };
}

function chosen({ contact, at, settings }: HearingContext, words: string): Choice | undefined {
  const { choices, enteredAt = at, state } = contact ?? {};
  // While somebody is asked for her, it is too late to wish for less.
  if (choices === undefined || state === "offered" || !mayChoose(enteredAt, at, settings["answer.listMs"]))
    return undefined;
  return chosenBy(words, choices);
}

/**
 * Keeps a message for the person who has the contact or will; the bot is silent. Only where what the fan relies
 * on is not so any more, she is told: her agent is gone, or everybody is while she waits. And where
 * her words ask for her place in the queue, or tell of a danger before anybody reads them.
 */
export function keep(context: HearingContext, told: Told = "told", words = ""): Hearing {
  const { contact, floor } = context;
  if (contact?.state === "active") {
    // Without a session her agent's desk was lost; whoever is back by now has it again in a moment.
    const isLost = contact.sessionId === undefined && !floor.signedIn(contact.ownerId ?? "");
    return isLost ? handOver(context, "orphaned", "orphaned", told) : kept(context, "heard");
  }
  if (told === "untold") return kept(context, "waited");
  const signs = foldSigns(words);
  const { matters } = context;
  const danger = contact?.lane === "risk" ? undefined : matters.danger(signs);
  const queueId = queueOf(context);
  const isLeft = contact?.state === "queued" && !floor.staffed(queueId) && !waitsAlone(context, queueId);
  const choice = danger === undefined ? chosen(context, words) : undefined;
  if (choice !== undefined) return choseTo(choice, context);
  if (danger !== undefined) {
    return warn(danger.rule, isLeft, { ...context, lane: "risk", laneBy: laneByOf(danger, matters) });
  }
  if (isLeft) return leaveMessage(context, contact.queueReason ?? "asked", "unstaffed");
  return contact?.state === "queued" && asksForPlace(signs)
    ? tellPlace(context, contact.enqueuedAt ?? context.at)
    : kept(context, "waited");
}

/** Nobody may have read it yet: she is told what to do now, and waits before others from here on. */
function warn(risk: RiskRule, isLeft: boolean, context: HearingContext): Hearing {
  if (isLeft) return leaveMessage(context, "risk", risk);
  const say = notice(context.settings[SAFE_WORDS[risk]]);
  return { ...kept(context, "waited"), outcome: { state: "waiting", rule: risk }, say };
}

/** Her place as of a moment ago. She asked for it, so it is an answer, and no notice. */
function tellPlace(context: HearingContext, since: Instant, event?: ContactEvent): Hearing {
  const { floor, settings } = context;
  const ahead = floor.ahead(queueOf(context), since);
  const key = ahead === undefined ? "notice.many" : ahead === 0 ? "notice.next" : "notice.ahead";
  const text = settings[key].replace("{ahead}", String(ahead));
  return {
    ...changed(context, event ?? { code: "waited", seq: context.seq }),
    outcome: { state: "waiting", rule: event === undefined ? "place_told" : "chosen" },
    say: { said: { kind: "text", text }, class: "faq" },
  };
}

const kept = (context: HearingContext, code: "heard" | "waited"): Hearing => ({
  ...changed(context, { code, seq: context.seq }),
  outcome: { state: "waiting", rule: context.contact?.state ?? code },
});

/** A talk with a person that the fan may go on with. */
export function recentTalk({ served, at, settings }: HearingContext): Served | undefined {
  if (served === undefined) return undefined;
  const window = served.isInvited === true ? "social.privateWindowMs" : "contact.reopenMs";
  return at - served.at <= settings[window] ? served : undefined;
}

const queueOf = ({ contact, scene, queueId }: HearingContext): string | undefined =>
  contact?.queueId ?? scene?.queueId ?? queueId;

/**
 * Where she is to wait: the queue that she came by, else that of her matter, else her account's. Danger goes before
 * what she came by. Nobody waits for an empty queue while the other is served.
 */
function queueFor(context: HearingContext): string | undefined {
  const { contact, scene, queueOfLane } = context;
  const usual = queueOf(context);
  const lane = nextLane(contact?.lane, context.lane) ?? USUAL_LANE;
  const isLed = (contact?.queueId ?? scene?.queueId) !== undefined;
  const own = isLed && lane !== "risk" ? undefined : queueOfLane?.(lane);
  return own !== undefined && (takes(context, own) || !takes(context, usual)) ? own : usual;
}
const queueNamed = (queue: string | undefined) => (queue === undefined ? {} : { queue });
const turnNamed = ({ contact }: HearingContext) =>
  contact?.turn === undefined ? {} : { turn: contact.turn.seq };

/** When the wrap-up has to be filled of a talk that ends now. */
export const wrapUpDue = (context: HearingContext): Instant =>
  context.at + context.floor.wrapMs(queueOf(context));
