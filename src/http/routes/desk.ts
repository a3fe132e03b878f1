import { changeCanned, createCanned, readCanned } from "../../action/canned/canned.ts";
import { end } from "../../action/contact/end.ts";
import { assign } from "../../action/contact/passing/assign.ts";
import { callBack } from "../../action/contact/passing/call-back.ts";
import { bounce } from "../../action/contact/passing/bounce.ts";
import { recall } from "../../action/contact/passing/recall.ts";
import { hold, unhold } from "../../action/contact/passing/hold.ts";
import { note } from "../../action/contact/note.ts";
import { answer, decline, know, take as takeFlag, withdraw } from "../../action/consult/answer.ts";
import { ask, flag } from "../../action/consult/ask.ts";
import { join, part } from "../../action/consult/join.ts";
import { endAbusive } from "../../action/abuse/end-abusive.ts";
import { liftFlag } from "../../action/abuse/offender.ts";
import { createWarn, readWarnings } from "../../action/abuse/warn.ts";
import { createReply } from "../../action/contact/reply.ts";
import { resume } from "../../action/contact/resume.ts";
import { take } from "../../action/contact/take.ts";
import { readChoices, transfer } from "../../action/contact/transfer.ts";
import { awaitFan } from "../../action/conversation/await-fan.ts";
import { changeCustomer, readCustomer } from "../../action/conversation/customer.ts";
import { markRead } from "../../action/conversation/mark-read.ts";
import { createReadPlaces, type RulesOf } from "../../action/conversation/places.ts";
import { type ChannelLimits, createReadConversation } from "../../action/conversation/read-conversation.ts";
import { readMessages } from "../../action/conversation/read-messages.ts";
import { readPullable } from "../../action/list/pullable.ts";
import { readCounts, readList } from "../../action/list/read-list.ts";
import { confirmSends, readUnknownSends, resend } from "../../action/outbox/outbox.ts";
import { readReason } from "../../action/conversation/read-reason.ts";
import { createSay } from "../../action/outgoing/say.ts";
import { keepWording, readWording } from "../../action/outgoing/wording.ts";
import { createApprove, giveBack } from "../../action/review/decide.ts";
import { whyText } from "../../text/answer/why-text.ts";
import { acts, answers, asks, type Route } from "../api/route.ts";
import * as abuse from "../contract/abuse/abuse.ts";
import * as canned from "../contract/desk/canned.ts";
import * as consult from "../contract/consult/consult.ts";
import * as review from "../contract/consult/review.ts";
import * as contact from "../contract/desk/contact.ts";
import * as conversation from "../contract/desk/conversation.ts";
import * as list from "../contract/desk/list.ts";
import * as outbox from "../contract/desk/outbox.ts";
import * as wording from "../contract/platform/wording.ts";

/** What an agent does at her desk; `limitsOf`, `rulesOf`: what the platform of an account allows. */
export const deskRoutes = (
  limitsOf: (accountId: string) => ChannelLimits,
  rulesOf: RulesOf,
): readonly Route[] => [
  asks(list.readCounts, readCounts),
  asks(list.readList, readList),
  asks(list.readPullable, readPullable),
  asks(conversation.readConversation, createReadConversation(limitsOf)),
  asks(conversation.readMessages, readMessages),
  answers(conversation.readReason, async ({ input, actor, language }, { ask }) => {
    const { why, titles } = await ask(readReason, input, actor);
    return { sentences: whyText(language, why, (entryId) => titles.get(entryId)) };
  }),
  asks(conversation.readPlaces, createReadPlaces(rulesOf)),
  acts(conversation.markRead, markRead),
  acts(conversation.awaitFan, awaitFan),
  asks(conversation.readCustomer, readCustomer),
  acts(conversation.changeCustomer, changeCustomer),
  acts(contact.reply, createReply(createSay(limitsOf, rulesOf))),
  acts(abuse.warn, createWarn(createSay(limitsOf, rulesOf))),
  acts(review.approve, createApprove(createSay(limitsOf, rulesOf))),
  acts(review.giveBack, giveBack),
  asks(abuse.readWarnings, readWarnings),
  acts(abuse.endAbusive, endAbusive),
  acts(abuse.liftFlag, liftFlag),
  asks(wording.readWording, readWording),
  acts(wording.keepWording, keepWording),
  acts(contact.note, note),
  acts(contact.take, take),
  acts(contact.transfer, transfer),
  asks(contact.transferChoices, readChoices),
  acts(contact.bounce, bounce),
  acts(contact.recall, recall),
  acts(contact.assign, assign),
  acts(contact.hold, hold),
  acts(contact.unhold, unhold),
  acts(consult.ask, ask),
  acts(consult.flag, flag),
  acts(consult.answer, answer),
  acts(consult.decline, decline),
  acts(consult.withdraw, withdraw),
  acts(consult.take, takeFlag),
  acts(consult.know, know),
  acts(consult.join, join),
  acts(consult.callBack, callBack),
  acts(consult.part, part),
  acts(contact.end, end),
  acts(contact.resume, resume),
  asks(outbox.readUnknownSends, readUnknownSends),
  acts(outbox.confirmSends, confirmSends),
  acts(outbox.resend, resend),
  asks(canned.readCanned, readCanned),
  acts(canned.createCanned, createCanned),
  acts(canned.changeCanned, changeCanned),
];
