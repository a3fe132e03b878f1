import type { ContactEvent } from "../../contact/event.ts";
import type { Scores } from "../../contact/happening/words.ts";
import type { LaneBy } from "../decision.ts";
import type { Lane } from "../../queue/lane.ts";

/** Why the bot did what it did: everything that its event has kept, and nothing of a fan's words. */
export type Why = {
  readonly did: "answered" | "asked_which" | "missed" | "greeted" | "told" | "handed_over" | "told_waiting";
  /** The rule that decided, as a stable code. */
  readonly rule: string;
  /** The entry that was said, and in which version. */
  readonly entry?: { readonly id: string; readonly version: number };
  /** How sure it was, 0..1; absent where a rule decided without any score. */
  readonly score?: number;
  /** What else it saw, best first; of a list, what it offered. */
  readonly seen: Scores;
  readonly knowledge?: string;
  readonly lane?: Lane;
  /** By which words her matter was told. */
  readonly laneBy?: LaneBy;
};

const DECISIONS = [
  "answered",
  "clarified",
  "missed",
  "greeted",
  "told",
  "queued",
  "left_message",
  "waited",
] as const;
type Decided = Extract<ContactEvent, { readonly code: (typeof DECISIONS)[number] }>;

const isDecided = (event: ContactEvent): event is Decided =>
  (DECISIONS as readonly string[]).includes(event.code);

/** Undefined for what is no decision of the bot's. */
export function whyOf(event: ContactEvent): Why | undefined {
  if (!isDecided(event)) return undefined;
  const { lane, laneBy } = event;
  return { ...whyDecided(event), ...(lane === undefined ? {} : { lane }), ...(laneBy && { laneBy }) };
}

function whyDecided(event: Decided): Why {
  switch (event.code) {
    case "answered": {
      const { entry: id, version, rule, score, rival, knowledge } = event;
      const seen = rival === undefined ? [] : [rival];
      return {
        did: "answered",
        rule: rule === "matched" && score === 1 ? "word_for_word" : rule,
        entry: { id, version },
        ...(score === undefined ? {} : { score }),
        seen,
        ...named(knowledge),
      };
    }
    case "clarified": {
      const seen = event.options.map(
        (id) => event.scores.find(([entry]) => entry === id) ?? ([id, 0] as const),
      );
      return { did: "asked_which", rule: event.rule, seen, ...named(event.knowledge) };
    }
    case "missed":
      return { did: "missed", rule: event.rule, seen: event.scores, ...named(event.knowledge) };
    case "greeted":
      return { did: "greeted", rule: "opener", seen: [] };
    case "told":
      return { did: "told", rule: event.rule, seen: [] };
    case "queued":
    case "left_message": {
      const { rule = event.reason, scores = [], knowledge } = event;
      // Where a rule has decided, what else there was to say decided nothing.
      const seen = rule === "misses_in_row" ? scores : [];
      return { did: "handed_over", rule, seen, ...named(knowledge) };
    }
    case "waited":
      return {
        did: "told_waiting",
        rule: event.lane === "risk" ? "risk_while_waiting" : "place_asked",
        seen: [],
      };
  }
}

const named = (knowledge: string | undefined): { readonly knowledge?: string } =>
  knowledge === undefined ? {} : { knowledge };
