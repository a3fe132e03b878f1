import { readBotReport } from "../../../action/bot-report/read-bot-report.ts";
import { endCanary } from "../../../action/canary/end.ts";
import { listAccounts, listEntries, readEntry } from "../../../action/knowledge/look.ts";
import { keepExpiry, readExpiring } from "../../../action/knowledge/expiry.ts";
import { publishDraft, rollBack, withdrawEntry } from "../../../action/knowledge/publish.ts";
import type { LimitOf } from "../../../action/knowledge/rules.ts";
import { askReview, createEntry, discardDraft, saveEntry } from "../../../action/knowledge/write.ts";
import { draftToTry } from "../../../action/trial/material.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import type { Channel } from "../../../flow/channel.ts";
import { acts, answers, asks, type Route } from "../../api/route.ts";
import * as botReport from "../../contract/work/bot-report.ts";
import * as entry from "../../contract/knowledge/entry.ts";
import * as expiry from "../../contract/work/expiry.ts";
import { learningRoutes } from "./learning.ts";
import { releaseRoutes } from "./release.ts";
import { todoRoutes } from "./todo.ts";
import { createTryOut, type Learn, publishes, trialRoutes } from "./trial.ts";
import { tried } from "./tried.ts";

/** What the bot knows; `channelOf`: a connected account as it answers fans now. */
export function knowledgeRoutes(
  channelOf: (accountId: string) => Channel | undefined,
  learn: Learn,
): readonly Route[] {
  const limitOf = limitsOf(channelOf);
  const tryOut = createTryOut(channelOf, learn);
  return [
    asks(entry.listAccounts, listAccounts),
    asks(entry.listKnowledge, listEntries),
    asks(botReport.readBotReport, readBotReport),
    ...trialRoutes(tryOut),
    asks(expiry.readExpiring, readExpiring),
    acts(expiry.keepExpiry, keepExpiry),
    ...todoRoutes,
    ...releaseRoutes(limitOf, tryOut),
    asks(entry.readEntry, readEntry(limitOf)),
    acts(entry.createEntry, createEntry(limitOf)),
    acts(entry.saveEntry, saveEntry(limitOf)),
    acts(entry.askReview, askReview(limitOf)),
    acts(entry.discardDraft, discardDraft(limitOf)),
    publishes(entry.publishDraft, { action: publishDraft(limitOf), toTry: draftToTry, tryOut }),
    acts(entry.endCanary, endCanary(limitOf)),
    acts(entry.rollBack, rollBack(limitOf)),
    acts(entry.withdrawEntry, withdrawEntry(limitOf)),
    ...learningRoutes(channelOf, limitOf, tryOut),
    answers(entry.tryWords, async ({ input, actor }, api) => {
      // Whoever may read the knowledge may ask it.
      await api.ask(listAccounts, {}, actor);
      const channel = channelOf(input.accountId);
      if (channel === undefined) throw new Fault("account_gone", "There is no such account.");
      return tried(channel, input.text, api.clock());
    }),
  ];
}

/** What one message of an account may hold, where it is connected. */
export const limitsOf =
  (channelOf: (accountId: string) => Channel | undefined): LimitOf =>
  (accountId) => {
    const channel = channelOf(accountId);
    if (channel === undefined) return undefined;
    const { textBytesMax: bytesMax, textCharsMax: charsMax, sends } = channel.adapter.traits;
    const { platform } = channel.account;
    return { platform, bytesMax, sends, ...(charsMax === undefined ? {} : { charsMax }) };
  };
