import type { Explanation, PassedOver } from "../../core/assignment/explain/explanation.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import type { Language } from "../index.ts";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

type Values = Readonly<Record<string, string | number | undefined>>;

/** An explanation as a person reads it, a sentence a line. Names stand in for ids where they are known. */
export function explanationText(
  language: Language,
  explanation: Explanation,
  nameOf: (id: string) => string = (id) => id,
): readonly string[] {
  const texts = language === "en" ? en : zhCn;
  const say = (key: keyof typeof en, values: Values = {}): string =>
    texts[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? texts.none));
  const { at, chosen, candidates, more, order, precedence, strategy, version } = explanation;
  const rule = {
    order: say(`order.${order}`),
    precedence: say(`precedence.${precedence}`),
    strategy: say(`strategy.${strategy}`),
    version,
  };
  const where = {
    queue: nameOf(explanation.queueId),
    age: seconds(explanation.ageMs),
    ahead: explanation.ahead,
  };
  return [
    say(explanation.state === "queued" ? "waits" : "gone", where),
    ...(chosen.length > 0 ? [say("chosen", { agents: chosen.map(nameOf).join(", ") })] : []),
    say("rule", rule),
    ...candidates.map(({ agentId, passedOver }) =>
      say(passedOver?.why ?? "first", {
        agent: nameOf(agentId),
        ...valuesOf(passedOver, at),
        ...(passedOver?.why === "not_ready" && { presence: say(`presence.${passedOver.presence}`) }),
      }),
    ),
    ...(more > 0 ? [say("more", { count: more })] : []),
  ];
}

function valuesOf(passedOver: PassedOver | undefined, at: number): Values {
  if (passedOver === undefined) return {};
  if ("until" in passedOver) return { seconds: seconds(passedOver.until - at) };
  if ("opensAtMs" in passedOver) return { opens: seconds(passedOver.opensAtMs) };
  const { why: _why, ...values } = passedOver;
  return values;
}

const seconds = (ms: number): number => Math.ceil(ms / SECOND);
