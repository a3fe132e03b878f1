import { decide } from "../core/answer/decide.ts";
import type { Matcher } from "../core/answer/matcher.ts";
import { type Matters, OUR_MATTERS } from "../core/answer/words/own.ts";
import type { Account } from "../core/channel/account.ts";
import type { PlatformAdapter, Traits } from "../core/channel/adapter.ts";
import type { Content } from "../core/channel/content.ts";
import type { Said } from "../core/conversation/said.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { offsetAt } from "../core/kernel/zone.ts";
import type { Entry } from "../core/knowledge/entry.ts";
import { fillIn, nickOf } from "../core/knowledge/variables.ts";
import type { Tap } from "../core/menu/menu.ts";
import { LANE_QUEUES } from "../core/queue/lane.ts";
import type { Scene } from "../core/scene/scene.ts";
import type { Settings } from "../core/setting/registry.ts";
import type { AnswerDesk } from "./take-in/batch/planned.ts";

/** An account that is connected: its adapter, and how it answers. Replaced as a whole when knowledge changes. */
export type Channel = {
  readonly account: Account;
  readonly adapter: PlatformAdapter;
  readonly desk: AnswerDesk;
  readonly entries: readonly Entry[];
  /** What finds them; for whoever asks it beside the desk. */
  readonly matcher: Matcher;
  /** What a fan sees of it; undefined for a version that is not published any more. */
  readonly contentOf: (said: Said) => Content | undefined;
};

/** The ways in that somebody has made: what a code's scene decides, what a menu's button means, what tells a matter; and where they lead: ids of queues, by key. */
export type Ways = {
  readonly scenes: readonly Scene[];
  readonly taps?: ReadonlyMap<string, Tap>;
  readonly queues?: ReadonlyMap<string, string>;
  /** By which words a matter is told, those of the house among them. */
  readonly matters: Matters;
};

/** What this part of its conversations is answered by instead. */
export type Trialled = { readonly matcher: Matcher; readonly share: number };

const NO_WAYS: Ways = { scenes: [], matters: OUR_MATTERS };

export function createChannel(
  account: Account,
  adapter: PlatformAdapter,
  matcher: Matcher,
  settings: Settings,
  ways: Ways = NO_WAYS,
  canary?: Trialled,
): Channel {
  const { entries } = matcher;
  const beside = canary && createChannel(account, adapter, canary.matcher, settings, ways);
  const scenes = new Map(ways.scenes.map((scene) => [scene.key, scene]));
  const scenesById = new Map(ways.scenes.map((scene) => [scene.id, scene]));
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const limits = {
    threshold: settings["answer.threshold"],
    askFrom: settings["answer.askFrom"],
    margin: settings["answer.margin"],
    missesMax: settings["answer.missesMax"],
    optionsMax: settings["answer.optionsMax"],
    repeats: settings["answer.repeats"] === "on",
    matters: ways.matters,
  };

  const contentOf = (said: Said): Content | undefined => {
    if (said.kind !== "entry") return said;
    const entry = matcher.byId.get(said.entryId);
    return entry?.version === said.version ? entry.answer : beside?.contentOf(said);
  };
  const { passiveMs } = adapter.traits;
  const passes = new Map(entries.map((entry) => [entry.id, canBePassive(entry.answer, adapter.traits)]));

  return {
    account,
    adapter,
    entries,
    matcher,
    contentOf,
    desk: {
      ...(canary && beside && { canary: { share: canary.share, desk: beside.desk } }),
      settings,
      queueId: account.queueId ?? undefined,
      queueOfLane: (lane) => ways.queues?.get(settings[LANE_QUEUES[lane]]),
      matters: limits.matters,
      decide: (heard, memory) => decide(matcher, heard, memory, limits),
      entryOfKey: (key) => byKey.get(key),
      tapOf: (key) => ways.taps?.get(key),
      sceneOf: (key) => scenes.get(key),
      sceneOfId: (id) => scenesById.get(id),
      spoken: spokenBy(account, matcher, settings["hours.zone"]),
      passiveMs(said) {
        const passing = said.kind === "entry" ? passes.get(said.entryId) : canBePassive(said, adapter.traits);
        if (passing !== true) return undefined;
        const content = adapter.checked && contentOf(said);
        return content === undefined || adapter.checked?.mayLeave(content) === true ? passiveMs : undefined;
      },
    },
  };
}

/** What is filled in, and what this platform's fans are told instead, is kept as they read it. */
function spokenBy(account: Account, matcher: Matcher, zone: string): NonNullable<AnswerDesk["spoken"]> {
  const dayOf = (at: Instant): string => {
    const day = new Date(at + offsetAt(at, zone));
    return `${day.getUTCMonth() + 1}月${day.getUTCDate()}日`;
  };
  return (said, name, at) => {
    const entry = said.kind === "entry" ? matcher.byId.get(said.entryId) : undefined;
    if (entry?.wordForWord !== true) return undefined;
    const { answer } = entry;
    if (answer.kind !== "text") return answer;
    const values = { nick: nickOf(name), account: account.name, date: dayOf(at) };
    return { kind: "text", text: fillIn(answer.text, values) };
  };
}

const UTF8_BYTES_PER_CHAR_MAX = 3;

function canBePassive(content: Content, traits: Traits): boolean {
  // The platform has no id of it before it was uploaded there.
  if (content.kind === "image" && content.mediaId === undefined) return false;
  if (traits.passiveMs === 0 || !traits.passiveKinds.includes(content.kind)) return false;
  if (content.kind === "text" && content.text.length > (traits.textCharsMax ?? Infinity)) return false;
  if (content.kind !== "text" || content.text.length * UTF8_BYTES_PER_CHAR_MAX <= traits.textBytesMax)
    return true;
  return new TextEncoder().encode(content.text).length <= traits.textBytesMax;
}
