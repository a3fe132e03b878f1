import { setTimeout as delay } from "node:timers/promises";

import type { Content } from "../../core/channel/content.ts";
import type { InboundMessage } from "../../core/channel/message.ts";
import type { Said } from "../../core/conversation/said.ts";
import type { Clock, Instant } from "../../core/kernel/instant.ts";
import { compare, type TheirWords } from "../../core/relay/comparison.ts";
import { type Answerer, type RelayVerdict, whoAnswers } from "../../core/relay/policy.ts";
import type { Channel } from "../channel.ts";
import type { Answer } from "../take-in/lane/ticket.ts";
import type { Passing } from "./passing.ts";
import type { AccountRelay, Answered, DownstreamAnswer, Exchange, Exchanges, PassedCall } from "./ports.ts";

/** What the webhook's door needs of the relay. */
export type Beside = {
  /** Undefined where nobody but us answers the account's fans: then nothing of this is touched. */
  readonly of: (accountId: string) => AccountRelay | undefined;
  readonly pass: Passing["pass"];
  /** Of a redelivery: who answered it, and what was said. */
  readonly exchangeOf: Exchanges["of"];
  /** What we would say to it. */
  readonly score: (
    channel: Channel,
    message: InboundMessage,
  ) => { readonly said?: Said; readonly rule: string };
  /** Written a moment later; never waited for. */
  readonly keep: (exchange: Exchange) => void;
  /** Counts an answer to the platform. */
  readonly answered: (accountId: string, answerer: Answerer, tookMs: number) => void;
  readonly clock: Clock;
  readonly trouble: (error: unknown) => void;
};

export type BesideCall = {
  readonly relay: AccountRelay;
  readonly channel: Channel;
  readonly passed: PassedCall;
  /** The first message's; a call mostly has one. */
  readonly key: string;
  readonly message: InboundMessage;
  readonly at: Instant;
};

/** So long a look for an earlier delivery may take; the other system does not suffer from our database. */
const LOOK_MS_MAX = 300;

/** Hands a call on while we take it in. The answer is asked for once ours is committed. */
export function beginBeside(beside: Beside, call: BesideCall) {
  const earlier = earlierOf(beside, call.key);
  const theirs = earlier.then(
    (known) => known?.theirs ?? beside.pass(call.relay, call.passed, call.key, call.at),
  );
  // Listened to in any case: whoever asks may have been refused meanwhile.
  theirs.catch(() => undefined);

  return {
    /** Their reply, for a fan who is theirs; undefined where ours goes out, or there is none of theirs. */
    async replyBeside(answer: Answer): Promise<Answered | undefined> {
      const { relay, message, at } = call;
      if (message.origin === "platform") return undefined;
      const known = await earlier;
      const verdict = verdictOf(answer, known?.answerer, call);
      const said = answer.kind === "say" ? answer.said : undefined;
      const kept = theirs.then((heard) => {
        if (known === undefined) beside.keep(exchangeOf(beside, call, verdict, said, heard));
        return heard;
      });
      kept.catch(beside.trouble);
      const heard = verdict.answerer === "theirs" ? await kept : undefined;
      beside.answered(relay.accountId, verdict.answerer, beside.clock() - at);
      return heard?.kind === "answered" ? heard : undefined;
    },
  };
}

const earlierOf = (beside: Beside, key: string): ReturnType<Exchanges["of"]> =>
  Promise.race([beside.exchangeOf(key), delay(LOOK_MS_MAX, undefined, { ref: false })]).catch(
    () => undefined,
  );

/** As it was decided when the message was taken in; of a redelivery as it was then, of one stored undecided by the rules alone. */
function verdictOf(answer: Answer, earlier: Answerer | undefined, call: BesideCall): RelayVerdict {
  if (answer.kind === "silent" && answer.relay !== undefined) return answer.relay;
  const { relay, message } = call;
  const byRules = whoAnswers(relay.policy, { fan: message.sender, content: message.content });
  if (answer.kind === "say")
    return { answerer: "ours", why: byRules.answerer === "ours" ? byRules.why : "begun" };
  return earlier === undefined ? byRules : { ...byRules, answerer: earlier };
}

const WORDS_MAX = 2_000;

function exchangeOf(
  beside: Beside,
  { relay, channel, key, message, at }: BesideCall,
  { answerer, why }: RelayVerdict,
  said: Said | undefined,
  theirs: DownstreamAnswer,
): Exchange {
  // What a person has begun with her, no rule would say.
  const scored = why === "begun" ? { rule: "begun" } : beside.score(channel, message);
  const ours = said ?? scored.said;
  const heard = overheard(channel, theirs);
  return {
    key,
    accountId: relay.accountId,
    fan: message.sender,
    at,
    answerer,
    why,
    ours,
    oursRule: scored.rule,
    theirs,
    theirsWords: heard.kind === "text" ? heard.text.slice(0, WORDS_MAX) : undefined,
    comparison: compare(ours && textOf(channel.contentOf(ours)), heard),
  };
}

const overheard = (channel: Channel, theirs: DownstreamAnswer): TheirWords =>
  theirs.kind === "failed"
    ? { kind: "unknown" }
    : (channel.adapter.overhear?.(theirs.body) ?? { kind: "unknown" });

/** What is not words never equals any. */
const textOf = (content: Content | undefined): string => (content?.kind === "text" ? content.text : "");
