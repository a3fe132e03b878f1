import type { Why } from "../../core/answer/explain/why.ts";
import type { LaneBy } from "../../core/answer/decision.ts";
import type { Language } from "../index.ts";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

/** A decision of the bot's as a person reads it, a sentence a line: what it did, by which rule, what it saw. */
export function whyText(
  language: Language,
  why: Why,
  titleOf: (entryId: string) => string | undefined,
): readonly string[] {
  const texts = language === "en" ? en : zhCn;
  const say = (key: keyof typeof en, values: Readonly<Record<string, string | number>> = {}): string =>
    texts[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  const nameOf = (id: string): string => titleOf(id) ?? texts.gone;
  const laneText = ({ words, own }: LaneBy): string =>
    own === undefined
      ? say("lane.ours", { words })
      : say("lane.own", { word: titleOf(own) ?? texts.word_gone, words });
  const { did, rule, entry, score = 0, seen, lane, laneBy, knowledge } = why;
  const ruleKey = `rule.${rule}`;
  return [
    say(`did.${did}`, entry === undefined ? {} : { entry: nameOf(entry.id), version: entry.version }),
    isKey(ruleKey) ? say(ruleKey, { percent: percent(score) }) : say("rule.other", { rule }),
    ...seen.map(([id, its]) => say("seen", { entry: nameOf(id), percent: percent(its) })),
    ...(lane === undefined ? [] : [say("lane", { lane: texts[`lane.${lane}`] })]),
    ...(laneBy === undefined ? [] : [laneText(laneBy)]),
    ...(knowledge === undefined ? [] : [say("knowledge", { knowledge })]),
  ];
}

const isKey = (key: string): key is keyof typeof en & `rule.${string}` => Object.hasOwn(en, key);

/** Never rounded up to what it is not: 99.6 % is no certainty. */
const percent = (score: number): string => `${score === 1 ? 100 : Math.min(99, Math.round(100 * score))}%`;
