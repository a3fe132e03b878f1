import { decide } from "../core/answer/decide.ts";
import { buildMatcher } from "../core/answer/matcher.ts";
import type { Account } from "../core/channel/account.ts";
import type { PlatformAdapter, Traits } from "../core/channel/adapter.ts";
import type { Content } from "../core/channel/content.ts";
import type { Said } from "../core/conversation/said.ts";
import type { Entry } from "../core/knowledge/entry.ts";
import type { Settings } from "../core/setting/registry.ts";
import type { AnswerDesk } from "./take-in/batch/planned.ts";

/** An account that is connected: its adapter, and how it answers. Replaced as a whole when knowledge changes. */
export type Channel = {
  readonly account: Account;
  readonly adapter: PlatformAdapter;
  readonly desk: AnswerDesk;
  readonly entries: readonly Entry[];
  /** What a fan sees of it; undefined for a version that is not published any more. */
  readonly contentOf: (said: Said) => Content | undefined;
};

export function createChannel(
  account: Account,
  adapter: PlatformAdapter,
  entries: readonly Entry[],
  settings: Settings,
): Channel {
  const matcher = buildMatcher(entries);
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const limits = {
    threshold: settings["answer.threshold"],
    margin: settings["answer.margin"],
    missesMax: settings["answer.missesMax"],
    optionsMax: settings["answer.optionsMax"],
  };

  const contentOf = (said: Said): Content | undefined => {
    if (said.kind !== "entry") return said;
    const entry = matcher.byId.get(said.entryId);
    return entry?.version === said.version ? entry.answer : undefined;
  };
  const { passiveMs } = adapter.traits;
  const passes = new Map(entries.map((entry) => [entry.id, canBePassive(entry.answer, adapter.traits)]));

  return {
    account,
    adapter,
    entries,
    contentOf,
    desk: {
      settings,
      queueId: account.queueId ?? undefined,
      decide: (heard, memory) => decide(matcher, heard, memory, limits),
      entryOfKey: (key) => byKey.get(key),
      passiveMs(said) {
        const passing = said.kind === "entry" ? passes.get(said.entryId) : canBePassive(said, adapter.traits);
        return passing === true ? passiveMs : undefined;
      },
    },
  };
}

const UTF8_BYTES_PER_CHAR_MAX = 3;

function canBePassive(content: Content, traits: Traits): boolean {
  if (traits.passiveMs === 0 || !traits.passiveKinds.includes(content.kind)) return false;
  if (content.kind === "text" && content.text.length > (traits.textCharsMax ?? Infinity)) return false;
  if (content.kind !== "text" || content.text.length * UTF8_BYTES_PER_CHAR_MAX <= traits.textBytesMax)
    return true;
  return new TextEncoder().encode(content.text).length <= traits.textBytesMax;
}
