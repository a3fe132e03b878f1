import { t } from "../../text/index.ts";
import type { Policy } from "./queue.ts";

/** What a policy does, a sentence at a time; `id` stays while its words change. */
export type Sentence = { readonly id: string; readonly text: string };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A length of time in the largest unit that is whole: 90 秒, 2 分钟, 1 小时. */
export function lastingWords(ms: number): string {
  if (ms >= HOUR && ms % HOUR === 0) return t("queue.hours", {}, ms / HOUR);
  if (ms >= 2 * MINUTE && ms % MINUTE === 0) return t("queue.minutes", {}, ms / MINUTE);
  return t("queue.unit.seconds", {}, Math.round(ms / SECOND));
}

/** In the order in which a customer meets it. */
export function sentencesOf(policy: Policy, nameOf: (queueId: string) => string): readonly Sentence[] {
  return [
    ...offered(policy),
    ...ordered(policy),
    ...opened(policy),
    ...entered(policy),
    ...waited(policy, nameOf),
    ...alarms(policy),
    ...passed(policy, nameOf),
    ...admitted(policy),
    ...weighed(policy),
    ...ended(policy),
  ];
}

const say = (id: string, isSaid: boolean, text: () => string): readonly Sentence[] =>
  isSaid ? [{ id, text: text() }] : [];

function offered(policy: Policy): readonly Sentence[] {
  const { mode, strategy, offerMs, noAnswerMax, declineExcludes, rejectMs, noAnswerMs, pullVisibleMax } =
    policy;
  const isCall = strategy === "broadcast";
  const autoAccept = policy.autoAccept && !isCall;
  if (mode === "pull")
    return [
      { id: "way", text: t("queue.say.pull") },
      ...say("visible", pullVisibleMax !== undefined, () => t("queue.say.visible", {}, pullVisibleMax ?? 0)),
    ];
  const rests = { rejected: rejectMs, unanswered: noAnswerMs };
  return [
    {
      id: "way",
      text: isCall
        ? t("queue.say.broadcast")
        : t("queue.say.push", { strategy: t(`queue.strategy.${strategy}`) }),
    },
    {
      id: "offer",
      text: autoAccept
        ? t("queue.say.auto")
        : t("queue.say.offer", { time: lastingWords(offerMs), n: noAnswerMax }),
    },
    ...say("declined", !autoAccept && declineExcludes, () => t("queue.say.declined")),
    ...Object.entries(rests).flatMap(([id, ms]) =>
      say(id, !autoAccept && ms !== undefined, () =>
        t(`queue.say.${id as keyof typeof rests}`, { time: lastingWords(ms ?? 0) }),
      ),
    ),
  ];
}

function ordered(policy: Policy) {
  const { order, vipBoostMs, publicBoostMs, maxAgeMs, publicSlots, promote, overnightOneIn } = policy;
  const boosts = { vip: lastingWords(vipBoostMs), open: lastingWords(publicBoostMs) };
  return [
    { id: "order", text: t(`queue.say.order.${order}`, order === "score" ? boosts : {}) },
    ...say("aged", order === "priority" && maxAgeMs !== undefined, () =>
      t("queue.say.aged", { time: lastingWords(maxAgeMs ?? 0) }),
    ),
    ...say("public_slots", publicSlots > 0, () => t("queue.say.public_slots", {}, publicSlots)),
    { id: "overnight", text: t("queue.say.overnight", { n: overnightOneIn }) },
    ...say("promote", promote !== undefined, () =>
      t("queue.say.promote", { time: lastingWords(promote?.leadMs ?? 0), n: promote?.oneIn ?? 1 }),
    ),
  ];
}

function opened({ mode, rings, skipEmptyRings, stickyWaitMs }: Policy): readonly Sentence[] {
  const steps = rings
    .slice(1)
    .map((ms, index) => t("queue.say.ring", { time: lastingWords(ms), n: index + 1 }));
  return [
    ...say("sticky", mode === "push" && stickyWaitMs > 0, () =>
      t("queue.say.sticky", { time: lastingWords(stickyWaitMs) }),
    ),
    ...say(
      "rings",
      rings.length > 1,
      () => t("queue.say.rings") + steps.join("") + (skipEmptyRings ? t("queue.say.skip_empty") : ""),
    ),
  ];
}

const admitted = ({ newcomers, kolFollowers }: Policy): readonly Sentence[] =>
  newcomers === "all"
    ? []
    : [{ id: "newcomers", text: t(`queue.say.newcomers.${newcomers}`, { n: kolFollowers }) }];

function entered({
  isOpen,
  hours,
  joinEmpty,
  unstaffedMsMax,
  choiceLeadMs,
  offersCallBack,
}: Policy): readonly Sentence[] {
  return [
    ...say("paused", !isOpen, () => t("queue.say.paused")),
    ...say("hours", hours !== undefined, () =>
      hours?.open === hours?.close
        ? t("queue.say.always_open")
        : t("queue.say.hours", { open: hours?.open ?? "", close: hours?.close ?? "" }),
    ),
    { id: "join", text: t(`queue.say.join.${joinEmpty}`) },
    ...say("choices", choiceLeadMs > 0, () =>
      t(offersCallBack ? "queue.say.choices_call" : "queue.say.choices", {
        time: lastingWords(choiceLeadMs),
      }),
    ),
    ...say("unstaffed", unstaffedMsMax !== undefined, () =>
      t("queue.say.unstaffed", { time: lastingWords(unstaffedMsMax ?? 0) }),
    ),
  ];
}

function waited({ lengthMax, waitMsMax, overflowTo, transferMax }: Policy, nameOf: (id: string) => string) {
  const time = lastingWords(waitMsMax ?? 0);
  return [
    ...say("full", lengthMax !== undefined, () => t("queue.say.full", {}, lengthMax ?? 0)),
    {
      id: "wait",
      text:
        waitMsMax === undefined
          ? t("queue.say.no_limit")
          : overflowTo === "ticket"
            ? t("queue.say.to_ticket", { time })
            : t("queue.say.to_queue", { time, queue: nameOf(overflowTo) }),
    },
    { id: "transfer", text: t("queue.say.transfer", {}, transferMax) },
  ];
}

function alarms({ alarmWaiting, alarmWaitMs, alarmNoneFree }: Policy): readonly Sentence[] {
  const list = [
    ...(alarmWaiting === undefined ? [] : [t("queue.say.alarm.waiting", { n: alarmWaiting })]),
    ...(alarmWaitMs === undefined ? [] : [t("queue.say.alarm.wait", { time: lastingWords(alarmWaitMs) })]),
    ...(alarmNoneFree ? [t("queue.say.alarm.none_free")] : []),
  ];
  return say("alarm", list.length > 0, () => t("queue.say.alarm", { list: list.join(t("queue.say.or")) }));
}

function passed(policy: Policy, nameOf: (id: string) => string): readonly Sentence[] {
  const { transferMax, leaderQueueId, bounceMs, resumeMs, dormantMs, dormantHolds } = policy;
  return [
    ...say("leader", transferMax > 0 && leaderQueueId !== undefined, () =>
      t("queue.say.leader", { queue: nameOf(leaderQueueId ?? "") }),
    ),
    ...say("bounce", bounceMs > 0, () => t("queue.say.bounce", { time: lastingWords(bounceMs) })),
    ...say("resume", resumeMs > 0, () => t("queue.say.resume", { time: lastingWords(resumeMs) })),
    ...say("dormant", dormantMs > 0, () => t("queue.say.dormant", { time: lastingWords(dormantMs) })),
    ...say("keeps", dormantHolds, () => t("queue.say.keeps")),
  ];
}

function weighed({ weights, heavyAfterMs }: Policy): readonly Sentence[] {
  const named = Object.entries(weights).map(([channel, n]) =>
    t("queue.say.weight", { channel: channel === "chat" ? t("queue.channel.chat") : channel, n }),
  );
  return [
    {
      id: "weights",
      text:
        named.length === 0
          ? t("queue.say.one_unit")
          : t("queue.say.weights", { list: named.join(t("queue.say.comma")) }),
    },
    ...say("heavy", heavyAfterMs !== undefined, () =>
      t("queue.say.heavy", { time: lastingWords(heavyAfterMs ?? 0) }),
    ),
  ];
}

function ended({ wrapMs, wrapRequired, ratingInvite, publicApproval, cover }: Policy): readonly Sentence[] {
  const time = lastingWords(wrapMs);
  const fields = wrapRequired.map((field) => t(`people.wrap.${field}`)).join(t("queue.say.comma"));
  return [
    {
      id: "wrap",
      text:
        wrapRequired.length === 0
          ? t("queue.say.wrap", { time })
          : t("queue.say.wrap_required", { time, fields }),
    },
    { id: "cover", text: t(`queue.say.cover.${cover}`) },
    ...say("rating", ratingInvite, () => t("queue.say.rating")),
    ...say("approval", publicApproval, () => t("queue.say.approval")),
  ];
}
