import type { Content } from "../../core/channel/content.ts";
import type { Happening } from "../../core/desk/desk.ts";
import type { Language } from "../index.ts";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

/** What was said with an event. */
export type Spoken = {
  readonly by: "fan" | "bot" | "agent" | "system";
  readonly kind: Content["kind"];
  readonly text: string;
};

type Key = keyof typeof en;

/** Told by what was said alone. */
const SPOKEN = new Set([
  "heard",
  "waited",
  "replied",
  "answered",
  "clarified",
  "missed",
  "greeted",
  "told",
  "paused",
  "noted",
]);

/**
 * An event as a ticket system is told it, one line for each thing said; undefined where it says nothing to whoever
 * reads the ticket (offers, clocks).
 */
export function recordText(
  language: Language,
  { subject, code, params, actor }: Happening,
  spoken: readonly Spoken[],
): string | undefined {
  const texts: Readonly<Record<string, string>> = language === "en" ? en : zhCn;
  const of = (key: string): string | undefined => (Object.hasOwn(texts, key) ? texts[key] : undefined);
  const who = actor.staff?.name ?? textOf(params["staffName"]) ?? of(`by.${actor.kind}`) ?? "";
  const lines = spoken.map(({ by, kind, text }) =>
    lineOf(by === "agent" ? who : of(`by.${by}`), kindOf(kind), text),
  );
  const sentence = SPOKEN.has(code) ? undefined : of(`${subject === "ticket" ? "ticket" : "event"}.${code}`);
  if (sentence === undefined) return lines.length === 0 ? undefined : lines.join("\n");
  const parts: Readonly<Record<string, string | undefined>> = {
    who,
    reason: of(`reason.${String(params["reason"])}`),
    category: textOf(params["reasonName"]),
    outcome: of(`outcome.${String(params["outcome"])}`),
    score: textOf(params["score"]),
  };
  const told = sentence.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? texts["nothing"] ?? "");
  return [told, ...lines].join("\n");

  function kindOf(kind: Content["kind"]): string {
    return texts[`kind.${kind}` satisfies Key] ?? "";
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

const lineOf = (who: string | undefined, kind: string, text: string): string =>
  `${who ?? ""}: ${[kind, text].filter((part) => part !== "").join(" ")}`;
