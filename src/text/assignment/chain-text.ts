import type { ChainStep } from "../../core/seating/passing/chain.ts";
import type { Language } from "../index.ts";
import { sayIn } from "./say.ts";

/** One step of a transfer's chain as a person reads it; when it was stands beside it. Names stand in for ids where they are known. */
export function chainText(language: Language, step: ChainStep, nameOf: (id: string) => string): string {
  const say = sayIn(language);
  const names = Object.fromEntries(
    Object.entries(step).map(([key, value]) => [key, typeof value === "string" ? nameOf(value) : value]),
  );
  const taken = step.taker === undefined ? "" : say("chain.taken", names);
  return `${sentence()}${taken}`;

  function sentence(): string {
    switch (step.how) {
      case "queue":
        return say(step.from === undefined ? "chain.queue.first" : "chain.queue", names);
      case "agent":
        return say(step.to === undefined ? "chain.agent.away" : "chain.agent", names);
      case "warm":
        return say("chain.warm", { ...names, outcome: say(`chain.warm.${step.outcome}`) });
      case "bounced":
        return say("chain.bounced", { ...names, why: say(`chain.why.${step.why}`) });
      case "abuse":
        return say("chain.abuse", names);
      case "recalled":
        return say("chain.recalled", names);
    }
  }
}
