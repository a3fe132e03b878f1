import type { LaneBy } from "../answer/decision.ts";
import type { CallHappening } from "../call/event.ts";
import type { BesideHappening } from "../consult/event.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Lane } from "../queue/lane.ts";
import type { BotHappening } from "./happening/bot.ts";
import type { EndHappening, RatingHappening } from "./happening/ending.ts";
import type { ServingHappening } from "./happening/serving.ts";
import type { WaitingHappening } from "./happening/waiting.ts";

/** What the first event of a contact carries beside its own: one message makes one event, also when it opens. */
export type Opening = {
  readonly ticketId: string;
  readonly dueAt: Instant;
  /** Where she is to wait for a person, by the scene that she came by. */
  readonly queue?: string;
  /** The contact that this one reopens, whose ticket it joins, and the agent who had it. */
  readonly reopens?: { readonly contactId: string; readonly staffId: string };
};

export type ContactEvent = Happening & {
  readonly opens?: Opening;
  /** What her matter is from now on, where her words have told. */
  readonly lane?: Lane;
  /** By which words it was told. */
  readonly laneBy?: LaneBy;
};

/**
 * What happened to a contact: ids, codes and numbers, never a fan's words. `seq` is the number of the message it
 * is about; an answer to it has the next one. A contact's row is the fold of these (`apply`).
 */
type Happening =
  | BotHappening
  | WaitingHappening
  | CallHappening
  | BesideHappening
  | ServingHappening
  | EndHappening
  | RatingHappening;
