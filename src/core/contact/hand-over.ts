import type { Instant } from "../kernel/instant.ts";
import { promisedAt, sayPromise } from "../seating/promise.ts";
import type { SettingKey, Settings } from "../setting/registry.ts";
import type { ContactEvent, QueueReason } from "./event.ts";
import { changed, type Hearing, type HearingContext, notice, type Served } from "./hearing.ts";

type Told = "told" | "untold";

/** Gives the fan to a person. Where nobody is signed in, she is told until when she will be answered instead. */
export function handOver(
  context: HearingContext,
  reason: QueueReason,
  rule: string,
  told: Told = "told",
): Hearing {
  const { seq, settings, floor } = context;
  const queueId = queueOf(context);
  if (told === "told" && !floor.staffed(queueId)) return leaveMessage(context, reason, rule);
  const event: ContactEvent = {
    code: "queued",
    reason,
    ...queueNamed(queueId),
    seq,
    ...turnNamed(context),
    rule,
  };
  const hearing: Hearing = {
    ...changed(context, event, recentTalk(context)),
    outcome: { state: "waiting", rule },
  };
  return told === "untold" ? hearing : { ...hearing, say: notice(settings[noticeOf(reason)]) };
}

const NOTICES = {
  risk: "notice.risk",
  reopened: "notice.reopened",
  orphaned: "notice.orphaned",
} as const satisfies Partial<Record<QueueReason, SettingKey>>;

const noticeOf = (reason: QueueReason): SettingKey & `notice.${string}` =>
  reason in NOTICES ? NOTICES[reason as keyof typeof NOTICES] : "notice.handedOver";

function leaveMessage(context: HearingContext, reason: QueueReason, rule: string): Hearing {
  const { seq, at, settings } = context;
  const promised = promisedAt(at, hoursOf(settings));
  const event: ContactEvent = {
    code: "left_message",
    reason,
    ...queueNamed(queueOf(context)),
    promisedAt: promised,
    seq,
    ...turnNamed(context),
    rule,
  };
  const text = settings[reason === "risk" ? "notice.riskLeft" : "notice.leftMessage"];
  return {
    ...changed(context, event, recentTalk(context)),
    outcome: { state: "waiting", rule },
    say: notice(text.replace("{time}", sayPromise(promised, at, settings["hours.zone"]))),
  };
}

/**
 * Keeps a message for the person who has the contact or will; the bot is silent. Only where what the fan relies
 * on is not so any more, she is told: her agent is gone, or everybody is while she waits.
 */
export function keep(context: HearingContext, told: Told = "told"): Hearing {
  const { contact, floor } = context;
  if (contact?.state === "active") {
    // Without a session her agent's desk was lost; whoever is back by now has it again in a moment.
    const isLost = contact.sessionId === undefined && !floor.signedIn(contact.ownerId ?? "");
    return isLost ? handOver(context, "orphaned", "orphaned", told) : kept(context, "heard");
  }
  if (contact?.state === "queued" && told === "told" && !floor.staffed(queueOf(context))) {
    return leaveMessage(context, contact.queueReason ?? "asked", "unstaffed");
  }
  return kept(context, "waited");
}

const kept = (context: HearingContext, code: "heard" | "waited"): Hearing => ({
  ...changed(context, { code, seq: context.seq }),
  outcome: { state: "waiting", rule: context.contact?.state ?? code },
});

/** A talk with a person that the fan may go on with. */
export function recentTalk({ served, at, settings }: HearingContext): Served | undefined {
  return served !== undefined && at - served.at <= settings["contact.reopenMs"] ? served : undefined;
}

const queueOf = ({ contact, queueId }: HearingContext): string | undefined => contact?.queueId ?? queueId;
const queueNamed = (queue: string | undefined) => (queue === undefined ? {} : { queue });
const turnNamed = ({ contact }: HearingContext) =>
  contact?.turn === undefined ? {} : { turn: contact.turn.seq };

/** When the wrap-up has to be filled of a talk that ends now. */
export const wrapUpDue = (context: HearingContext): Instant =>
  context.at + context.floor.wrapMs(queueOf(context));

export const hoursOf = (settings: Settings) => ({
  open: settings["hours.open"],
  close: settings["hours.close"],
  zone: settings["hours.zone"],
  answerMs: settings["promise.answerMs"],
  afterOpeningMs: settings["promise.afterOpeningMs"],
});
