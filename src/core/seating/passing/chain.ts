import type { ContactEvent } from "../../contact/event.ts";
import type { BounceReason, OfferOutcome } from "../../contact/happening/words.ts";
import type { Instant } from "../../kernel/instant.ts";

/** An event with when it was. */
export type Lived = { readonly at: Instant; readonly event: ContactEvent };

/** One way that a contact went between agents; queues and staff by id. */
export type ChainStep = {
  readonly at: Instant;
  /** The number of the note that its sender left for whoever takes it. */
  readonly note?: number;
  /** Who had it then. */
  readonly taker?: string;
} & (
  | {
      readonly how: "queue";
      readonly sender: string;
      readonly from: string | undefined;
      readonly to: string;
    }
  /** 冷转; `to` undefined: to a colleague who could not take it, so it waited in its queue. */
  | { readonly how: "agent"; readonly sender: string; readonly to: string | undefined }
  /** 暖转; `asked`: she has not said yet. */
  | {
      readonly how: "warm";
      readonly sender: string | undefined;
      readonly to: string;
      readonly outcome: OfferOutcome | "accepted" | "asked";
    }
  | {
      readonly how: "bounced";
      readonly sender: string;
      readonly misrouted: string;
      readonly to: string;
      readonly why: BounceReason;
    }
  /** 因辱骂交接. */
  | { readonly how: "abuse"; readonly sender: string }
  | { readonly how: "recalled"; readonly sender: string }
);

/**
 * Who passed a contact on to whom, in order: what a leader who gets it last is to know (days, G29). `lived`: its events,
 * or those of `CHAIN_CODES` alone, in order.
 */
export function chainOf(lived: readonly Lived[]): readonly ChainStep[] {
  const steps: ChainStep[] = [];
  let owner: string | undefined;
  for (const [index, { at, event }] of lived.entries()) {
    const step = stepOf(event, owner);
    // The note is the event before, of the same act.
    const before = lived[index - 1];
    const note = before?.event.code === "note_added" && before.at === at ? before.event.seq : undefined;
    if (step !== undefined) steps.push({ at, ...step, ...(note !== undefined && { note }) } as ChainStep);
    const last = steps.at(-1);
    if (last !== undefined) steps[steps.length - 1] = goneOn(last, event);
    if (event.code === "accepted" || event.code === "passed") owner = event.staff;
  }
  return steps;
}

/** Those that it is made of. */
export const CHAIN_CODES = [
  "note_added",
  "queued",
  "accepted",
  "pass_offered",
  "pass_ended",
  "passed",
] as const satisfies readonly ContactEvent["code"][];

type Begun = ChainStep extends infer Step ? (Step extends ChainStep ? Omit<Step, "at"> : never) : never;

function stepOf(event: ContactEvent, owner: string | undefined): Begun | undefined {
  if (event.code === "pass_offered") return { how: "warm", sender: owner, to: event.staff, outcome: "asked" };
  if (event.code === "accepted" && event.mode === "recalled") return { how: "recalled", sender: event.staff };
  return event.code === "queued" && event.sender !== undefined ? sentOn(event, event.sender) : undefined;
}

function sentOn(event: Extract<ContactEvent, { code: "queued" }>, sender: string): Begun | undefined {
  const { reason, queue, from, to, misrouted, why } = event;
  if (reason === "bounced" && misrouted !== undefined && queue !== undefined)
    return { how: "bounced", sender, misrouted, to: queue, why: why ?? "other" };
  if (reason === "abuse") return { how: "abuse", sender };
  if (reason !== "transferred") return undefined;
  return queue === undefined ? { how: "agent", sender, to } : { how: "queue", sender, from, to: queue };
}

/** What became of it: who took it, or what a colleague who was asked has said. */
function goneOn(step: ChainStep, event: ContactEvent): ChainStep {
  if (step.how === "warm") {
    if (event.code === "passed") return { ...step, outcome: "accepted" };
    return event.code === "pass_ended" ? { ...step, outcome: event.outcome } : step;
  }
  const isTaken = event.code === "accepted" && step.how !== "recalled" && step.taker === undefined;
  return isTaken ? { ...step, taker: event.staff } : step;
}
