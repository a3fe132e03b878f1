import type { Explanation, PassedOver } from "../../core/assignment/explain/explanation.ts";
import { type Instant, SECOND } from "../../core/kernel/instant.ts";
import type { Language } from "../index.ts";
import { sayIn, type Values } from "./say.ts";

/** An explanation as a person reads it, a sentence a line. Names stand in for ids where they are known. */
export function explanationText(
  language: Language,
  explanation: Explanation,
  nameOf: (id: string) => string = (id) => id,
): readonly string[] {
  const say = sayIn(language);
  const { at, chosen, candidates, more } = explanation;
  return [
    placeText(language, explanation, nameOf),
    ...(chosen.length > 0 ? [say("chosen", { agents: chosen.map(nameOf).join(", ") })] : []),
    ruleText(language, explanation),
    ...candidates.map(({ agentId, passedOver }) =>
      say("candidate", { agent: nameOf(agentId), why: reasonText(language, passedOver, at) }),
    ),
    ...(more > 0 ? [say("more", { count: more })] : []),
  ];
}

/** Where it stands in its queue. */
export const placeText = (
  language: Language,
  { state, queueId, ageMs, ahead }: Explanation,
  nameOf: (id: string) => string,
): string =>
  sayIn(language)(state === "queued" ? "waits" : "gone", {
    queue: nameOf(queueId),
    age: seconds(ageMs),
    ahead,
  });

/** By which rules of its queue. */
export function ruleText(language: Language, explanation: Explanation): string {
  const say = sayIn(language);
  const { order, precedence, strategy, version } = explanation;
  return say("rule", {
    order: say(`order.${order}`),
    precedence: say(`precedence.${precedence}`),
    strategy: say(`strategy.${strategy}`),
    version,
  });
}

/** Why not she; undefined: she is the one. */
export function reasonText(language: Language, passedOver: PassedOver | undefined, at: Instant): string {
  const say = sayIn(language);
  return say(passedOver?.why ?? "first", {
    ...valuesOf(passedOver, at),
    ...(passedOver?.why === "not_ready" && { presence: say(`presence.${passedOver.presence}`) }),
  });
}

function valuesOf(passedOver: PassedOver | undefined, at: number): Values {
  if (passedOver === undefined) return {};
  if ("until" in passedOver) return { seconds: seconds(passedOver.until - at) };
  if ("opensAtMs" in passedOver) return { opens: seconds(passedOver.opensAtMs) };
  const { why: _why, ...values } = passedOver;
  return values;
}

const seconds = (ms: number): number => Math.ceil(ms / SECOND);
