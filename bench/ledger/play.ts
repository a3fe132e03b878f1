import type { Content } from "../../src/core/channel/content.ts";
import { DAY, HOUR, type Instant } from "../../src/core/kernel/instant.ts";
import type { BudgetKind } from "../../src/core/ledger/budget.ts";
import { joinTexts, type Leaving } from "../../src/core/ledger/join.ts";
import type { LedgerEntry } from "../../src/core/ledger/ledger.ts";
import { openingOf } from "../../src/core/ledger/trigger.ts";
import type { NoticeEntry } from "../../src/core/notice/left.ts";
import type { Deed } from "../../emulator/wechat/platform/phone/deed.ts";
import { SUBSCRIPTION, type Rig } from "./rig.ts";
import { RULES } from "./rules.ts";
import type { Step, Who } from "./schedule.ts";

/** What happened between the account and one fan: as her windows see it, and her notices of the one subscription. */
export type Story = { readonly entries: readonly LedgerEntry[]; readonly notices: readonly NoticeEntry[] };

/** One time that the platform was asked to take something: after how much of everything, and what it took. */
export type Try = {
  readonly who: Who;
  readonly at: Instant;
  /** Of her entries, of her notices, of the account's calls. */
  readonly after: { readonly entries: number; readonly notices: number; readonly calls: number };
} & (
  | { readonly kind: "words"; readonly leaving: readonly Leaving[]; readonly taken: readonly boolean[] }
  | { readonly kind: "template" | "subscription"; readonly taken: readonly [boolean] }
);

/** A call that the platform counts against the account. */
export type Call = { readonly kind: BudgetKind; readonly at: Instant };

export type History = {
  /** Calls a day of each path that the account has. */
  readonly sendsMax: number;
  readonly stories: Readonly<Record<Who, Story>>;
  readonly calls: readonly Call[];
  readonly tries: readonly Try[];
};

/** The day's quota of the path is used up: this call does not count any more. */
const NO_QUOTA = 45_009;
const BEIJING_MS = 8 * HOUR;
/** How long it is until so much after a midnight: no clock goes back. */
function untilMidnight(at: Instant, ms: number): number {
  const next = DAY - ((at + BEIJING_MS) % DAY);
  return next + ms < 0 ? next + ms + DAY : next + ms;
}

/** Plays one conversation. The platform is asked about every message, whatever any ledger would say. */
export async function play(rig: Rig, schedule: readonly Step[]): Promise<History> {
  const fans = { 0: rig.newFan(), 1: rig.newFan() };
  const stories = { 0: emptyStory(), 1: emptyStory() };
  const calls: Call[] = [];
  const tries: Try[] = [];

  async function ask(kind: BudgetKind, send: () => Promise<number>): Promise<boolean> {
    const code = await send();
    if (code !== NO_QUOTA) calls.push({ kind, at: rig.now() });
    return code === 0;
  }
  const start = (who: Who) => {
    const { entries, notices } = stories[who];
    return {
      who,
      at: rig.now(),
      after: { entries: entries.length, notices: notices.length, calls: calls.length },
    };
  };

  async function say(who: Who, leaving: readonly Leaving[]): Promise<void> {
    const begun = start(who);
    const taken: boolean[] = [];
    for (const message of RULES.messages(leaving)) {
      const text = joinTexts(message.map((one) => one.text ?? ""));
      const isTaken = await ask("words", () => rig.send(fans[who], text));
      const [first] = message;
      if (isTaken && first) stories[who].entries.push({ kind: "sent", by: first.spender, at: rig.now() });
      taken.push(...message.map(() => isTaken));
    }
    tries.push({ ...begun, kind: "words", leaving, taken });
  }

  async function notify(who: Who, via: "template" | "subscription"): Promise<void> {
    const begun = start(who);
    const isTaken = await ask(via, () => rig.notify(fans[who], via));
    if (isTaken && via === "subscription") stories[who].notices.push({ kind: "sent" });
    tries.push({ ...begun, kind: via, taken: [isTaken] });
  }

  for (const step of schedule) {
    if (step.does === "wait") rig.wait(step.ms);
    else if (step.does === "wait_for_midnight") rig.wait(untilMidnight(rig.now(), step.ms));
    else if (step.does === "say") await say(step.who, step.leaving);
    else if (step.does === "notify") {
      for (let n = 0; n < step.times; n += 1) await notify(step.who, step.via);
    } else {
      for (let n = 0; n < (step.does === "answer" ? step.times : 1); n += 1) {
        const heard = await rig.act(fans[step.who], deedOf(step));
        if (heard !== undefined) hear(stories[step.who], heard, rig.now());
      }
    }
  }
  return { sendsMax: rig.sendsMax, stories, calls, tries };
}

type Written = { readonly entries: LedgerEntry[]; readonly notices: NoticeEntry[] };
const emptyStory = (): Written => ({ entries: [], notices: [] });

function hear({ entries, notices }: Written, content: Content, at: Instant): void {
  entries.push({ kind: "heard", opening: openingOf(content), at });
  if (content.kind !== "event" || content.event.name !== "subscription_answered") return;
  const { items, inSettings = false } = content.event;
  notices.push(...items.map(({ accepted }) => ({ kind: "answered", accepted, inSettings }) as const));
}

type DeedStep = Exclude<Step, { does: "say" | "notify" | "wait" | "wait_for_midnight" }>;

function deedOf(step: DeedStep): Deed {
  switch (step.does) {
    case "write":
      return { does: "write", text: "几时发货" };
    case "tap_menu":
      return { does: "tap_menu", key: "menu" };
    case "scan":
      return { does: "scan", scene: "7" };
    case "answer": {
      const { accepted, inSettings } = step;
      return { does: "answer_notice", template: SUBSCRIPTION, accepted, inSettings };
    }
    case "follow":
    case "unfollow":
      return { does: step.does };
  }
}
