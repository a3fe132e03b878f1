import type { Contact } from "../../core/contact/contact.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import { handOver } from "../../core/contact/hand-over.ts";
import type { Hearing, HearingContext } from "../../core/contact/hearing.ts";
import { endTurn } from "../../core/contact/turn.ts";
import type { Ids } from "../../core/kernel/id.ts";
import { type Clock, HOUR, type Instant } from "../../core/kernel/instant.ts";
import { placeFor, placePolicyOf } from "../../core/ledger/place.ts";
import type { LedgerRules } from "../../core/ledger/rule.ts";
import type { Floor } from "../../core/seating/floor.ts";
import type { Crash } from "../crash-point.ts";
import type { Chores, DueContact, DueStep } from "../ports.ts";
import { type AnswerDesk, deskIn } from "../take-in/batch/planned.ts";
import { type Wake, wakesOf } from "../waking.ts";
import type { Watch } from "../watch.ts";

type Context = {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Undefined where the account is not connected any more. */
  readonly deskOf: (accountId: string) => AnswerDesk | undefined;
  /** What the platform of an account allows; undefined: everything. */
  readonly rulesOf: (accountId: string) => LedgerRules | undefined;
  readonly floor: () => Floor;
  readonly watch: Watch;
  readonly crash: Crash;
};

/** The bot's timers: a turn that is over is answered, a fan who has been silent for long is let go. */
export function createDue(options: Context & { readonly chores: Pick<Chores, "due">; readonly wake: Wake }): {
  readonly round: () => Promise<number>;
} {
  const { chores, clock, wake, watch, crash } = options;
  return {
    async round() {
      const at = clock();
      const steps = await chores.due(at, options.rulesOf, (due) => stepOf(due, at, options));
      if (steps.some(({ say }) => say !== undefined)) crash("due.written");
      for (const { events, say } of steps) {
        for (const event of events) wakesOf(undefined, event).forEach(wake);
        if (say !== undefined) wake({ topic: "send" });
      }
      watch.tended("due", steps.length);
      return steps.length;
    },
  };
}

function stepOf(due: DueContact, at: Instant, options: Context): DueStep {
  const { contact, lastInAt, accountId } = due;
  const own = options.deskOf(accountId);
  const desk = own && deskIn(own, due.conversationId);
  // Nothing can be said for it now; it may be connected again.
  if (desk === undefined) return { events: [{ code: "due", dueAt: at + HOUR }] };
  if (contact.turn === undefined) {
    return { events: whenIdle(contact, lastInAt, at, desk.settings["bot.idleMs"]) };
  }
  const { contactEvents: events, say } = hearTurn(due, desk, at, options);
  if (say === undefined) return { events };
  return { events, say: { ...say, said: desk.spoken?.(say.said, due.name, at) ?? say.said } };
}

function hearTurn(due: DueContact, desk: AnswerDesk, at: Instant, options: Context): Hearing {
  const { ids, floor, watch } = options;
  const { contact, seq, pieces, windows } = due;
  const context: HearingContext = {
    contact,
    served: undefined,
    invited: undefined,
    seq,
    at,
    ids,
    floor: floor(),
    settings: desk.settings,
    decide: desk.decide,
    entryOfKey: desk.entryOfKey,
    queueId: desk.queueId,
    matters: desk.matters,
    ...(desk.queueOfLane && { queueOfLane: desk.queueOfLane }),
    ...(windows && {
      hasPlace: (spender) => placeFor(windows, spender, placePolicyOf(desk.settings)).kind === "free",
    }),
  };
  try {
    return endTurn(pieces, context);
  } catch (error) {
    watch.trouble("turn", error);
    return handOver(context, "message_dead", "undecided", "untold");
  }
}

/** A bot contact is closed when the fan has been silent for long enough; otherwise its timer moves on. */
export function whenIdle(
  contact: Contact,
  lastInAt: Instant,
  at: Instant,
  idleMs: number,
): readonly ContactEvent[] {
  if (contact.state !== "bot") return [];
  const dueAt = lastInAt + idleMs;
  return dueAt > at ? [{ code: "due", dueAt }] : [{ code: "closed", resolution: "idle" }];
}
