import { choose } from "../../answer/choose.ts";
import { foldSigns } from "../../answer/fold.ts";
import type { Instant } from "../../kernel/instant.ts";
import { isOpenAt, promisedAt, sayPromise, toClosing } from "../../seating/promise.ts";
import { type Door, hoursIn } from "./joining.ts";

/** What somebody may choose whom nobody can answer soon (days, G28): to wait on, to be answered later, to be called. */
export const CHOICES = ["wait", "later", "call"] as const;
export type Choice = (typeof CHOICES)[number];

/**
 * What is true to offer: to wait only to her who does, to be called only where the queue calls. One thing alone is no
 * choice: none is shown then. While people answer, only so long before they stop.
 */
export function choicesFor(
  door: Door,
  queueId: string | undefined,
  state: "queued" | "left_message",
): readonly Choice[] {
  const { floor, at } = door;
  const { leadMs = 0, calls = false } = floor.choosing?.(queueId) ?? {};
  const hours = hoursIn(door, queueId);
  const isSoon = isOpenAt(at, hours) && toClosing(at, hours) > leadMs;
  if (leadMs === 0 || isSoon) return [];
  const choices = CHOICES.filter((one) => (one === "wait" ? state === "queued" : one !== "call" || calls));
  return choices.length > 1 ? choices : [];
}

/** As they are shown, numbered. */
export function sayChoices(choices: readonly Choice[], door: Door, queueId: string | undefined): string {
  const { settings, at, floor } = door;
  const ahead = floor.ahead(queueId, at);
  const wait = ahead === undefined ? "choice.waitMany" : ahead === 0 ? "choice.waitNext" : "choice.wait";
  const keys = { wait, later: "choice.later", call: "choice.call" } as const;
  const time = sayPromise(promisedAt(at, hoursIn(door, queueId)), at, settings["hours.zone"]);
  const lines = choices.map((choice, index) => {
    const text = settings[keys[choice]].replace("{ahead}", String(ahead)).replace("{time}", time);
    return `${index + 1}. ${text}`;
  });
  return [settings["choice.begin"], ...lines, settings["choice.end"]].join("\n");
}

/** In her own words: nobody has to know the number. */
const WORDS: readonly (readonly [Choice, RegExp])[] = [
  ["call", /^(?:那|就|请|麻烦)*(?:给我|帮我|我要|要)?(?:打|回)(?:个|一个)?(?:电话|电)(?:给我|吧|过来)*$/u],
  [
    "later",
    /^(?:那|就|我)*(?:明早|明天|明儿|留言|晚点|稍后|不急)(?:再说|答复|回复|回|就行|也行|吧|好了|给我)*$/u,
  ],
  ["wait", /^(?:那|就|我)*(?:继续|接着|先)?等(?:着|等|一下|会儿)?(?:吧|呗|好了)?$/u],
];

/** Which of those that she was shown her words choose. */
export function chosenBy(words: string, choices: readonly Choice[]): Choice | undefined {
  const index = choose(words, choices.length);
  if (index !== undefined) return choices[index];
  const signs = foldSigns(words);
  const [meant] = WORDS.find(([choice, said]) => choices.includes(choice) && said.test(signs)) ?? [];
  return meant;
}

/** Until when she may: like every list (days, G10). */
export const mayChoose = (since: Instant, at: Instant, listMs: number): boolean => at - since <= listMs;
