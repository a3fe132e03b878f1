import type { Logger } from "pino";

import type { SocialOf } from "../../action/social/ports.ts";
import type { Bus } from "../../bus/bus.ts";
import { TOPIC } from "../../bus/topics.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import { isMentionPush } from "../../core/social/channel.ts";
import type { MessageWay } from "../message-way.ts";
import type { Channel } from "../../flow/channel.ts";
import type { Channels } from "../../flow/channels.ts";
import { startLoop } from "../../flow/loop.ts";
import { createAnswering } from "../../flow/social/answering.ts";
import { createPolling, type SocialAccount, type SocialWatch } from "../../flow/social/polling.ts";
import { codeOf } from "../../http/observe.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { inTurns } from "../../store/hot/turns.ts";
import { answers } from "../../store/social/answers.ts";
import { landings } from "../../store/social/landing.ts";
import { polls } from "../../store/social/polls.ts";
import { closeConnection } from "../loops.ts";

const POLL_MS = SECOND;
type Accept = MessageWay["accept"];

/** Starts what listens and speaks in public: one loop looks for mentions, one brings answers to the platform. */
export function startSocial(options: {
  readonly url: string;
  readonly channels: Channels;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Logger;
}): { readonly stop: () => Promise<void> } {
  const { url, channels, bus, clock, log } = options;
  const [connectLook, connectAnswer] = [createConnection(url), createConnection(url)];
  const [look, answer] = [inTurns(connectLook), inTurns(connectAnswer)];
  const accounts = () => channels.all().flatMap(socialAccountOf);
  const watch = observed(log, () => bus.publish(TOPIC.seat));
  const shared = { accounts, clock, watch };
  const polling = createPolling({ ...shared, polls: polls(look), landings: landings(look) });
  const answering = createAnswering({ ...shared, answers: answers(answer) });
  const loopOf = (what: string, round: () => Promise<number>) =>
    startLoop({ everyMs: POLL_MS, round, onError: (error) => watch.trouble(what, error) });
  const [lookLoop, answerLoop] = [
    loopOf("social look", polling.round),
    loopOf("social answer", answering.round),
  ];
  const unsubscribe = bus.subscribe(TOPIC.social, (accountIds = []) => {
    answerLoop.wake();
    if (accountIds.length === 0) return;
    polling.soon(accountIds).then(lookLoop.wake, (error: unknown) => watch.trouble("social push", error));
  });
  return {
    async stop() {
      unsubscribe();
      await Promise.all([lookLoop.stop(), answerLoop.stop()]);
      await Promise.all([polling.ended(), answering.ended()]);
      await Promise.all([connectLook, connectAnswer].map(closeConnection));
    },
  };
}

/** What comes in at the webhook, once it is taken in: a mention makes us look for it. */
export const heedingMentions =
  (accept: Accept, bus: Pick<Bus, "publish">): Accept =>
  async (arrival) => {
    const answer = await accept(arrival);
    if (isMentionPush(arrival.message.content)) bus.publish(TOPIC.social, arrival.accountId);
    return answer;
  };

/** None where the account has no public, or no access to it. */
export function socialAccountOf({ account, adapter, desk }: Channel): SocialAccount[] {
  const { social } = adapter;
  return social === undefined
    ? []
    : [{ id: account.id, social, settings: desk.settings, matters: desk.matters }];
}

/** The same for what people do. */
export const socialOf =
  (channels: Pick<Channels, "of">): SocialOf =>
  (accountId) => {
    const channel = channels.of(accountId);
    const [open] = channel === undefined ? [] : socialAccountOf(channel);
    return open;
  };

/** What asks waits for an agent. */
const observed = (log: Logger, seat: () => void): SocialWatch => ({
  looked(account, { landed, waits, calls, unreadable, code }) {
    if (waits > 0) seat();
    if (landed > 0 || unreadable > 0 || code !== null) {
      const level = code === null && unreadable === 0 ? "info" : "warn";
      log[level]({ account, landed, waits, calls, unreadable, code }, "social looked");
    }
  },
  answered: (account, state, code) =>
    log[state === "accepted" ? "info" : "warn"]({ account, state, code }, "social answered"),
  trouble: (what, error) => log.error({ what, ...codeOf(error) }, "trouble"),
});
