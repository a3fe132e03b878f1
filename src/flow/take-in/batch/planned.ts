import { isInShare } from "../../../core/canary/canary.ts";
import type { Decision, Heard, Memory } from "../../../core/answer/decide.ts";
import type { Matters } from "../../../core/answer/words/own.ts";
import type { Floor } from "../../../core/seating/floor.ts";
import type { Outcome } from "../../../core/contact/hearing.ts";
import type { Said } from "../../../core/conversation/said.ts";
import type { Ids } from "../../../core/kernel/id.ts";
import type { Instant } from "../../../core/kernel/instant.ts";
import type { Entry } from "../../../core/knowledge/entry.ts";
import type { Tap } from "../../../core/menu/menu.ts";
import type { Lane } from "../../../core/queue/lane.ts";
import type { Scene } from "../../../core/scene/scene.ts";
import type { Answerer, RelayPolicy, Why } from "../../../core/relay/policy.ts";
import type { Settings } from "../../../core/setting/registry.ts";
import type { BatchWrite } from "../../ports.ts";
import type { Waking } from "../../waking.ts";

/** How one account answers: its knowledge, its settings, its queue, what may leave with a webhook. */
export type AnswerDesk = {
  readonly settings: Settings;
  /** Where its fans wait for a person. */
  readonly queueId: string | undefined;
  /** Where they wait with such a matter, where that has a queue of its own. */
  readonly queueOfLane?: (lane: Lane) => string | undefined;
  /** The words that tell a matter, the house's among them. */
  readonly matters: Matters;
  readonly decide: (heard: Heard, memory: Memory) => Decision;
  /** The published entry that a menu key names. */
  readonly entryOfKey: (key: string) => Entry | undefined;
  /** What a tap on a menu's button of that key means. */
  readonly tapOf?: (key: string) => Tap | undefined;
  /** What a code's scene decides, by its key and by its id. */
  readonly sceneOf?: (key: string) => Scene | undefined;
  readonly sceneOfId?: (id: string) => Scene | undefined;
  /** What this fan is told where it is more than the words that were published; undefined: those. */
  readonly spoken?: (said: Said, name: string | undefined, at: Instant) => Said | undefined;
  /** How long this may leave with the webhook, in ms; undefined where it cannot. */
  readonly passiveMs: (said: Said) => number | undefined;
  /** What answers this part of its conversations instead (灰度). */
  readonly canary?: { readonly share: number; readonly desk: AnswerDesk };
};

/** What answers in this conversation: the same as long as a canary lasts. */
export const deskIn = (desk: AnswerDesk, conversationId: string): AnswerDesk =>
  desk.canary !== undefined && isInShare(conversationId, desk.canary.share) ? desk.canary.desk : desk;

/** What becomes of one arrival, once the batch has been written. */
export type Result = {
  /** again: a redelivery, which gets the same answer as the first time. stored: waits for the slow path. */
  readonly state: Outcome["state"] | "again" | "stored";
  readonly rule: string;
  readonly place?: Place;
  /** What leaves with the waiting webhook. */
  readonly say?: Reply;
  /** Who has to look at what came of it. */
  readonly wakes?: readonly Waking[];
  /** Why it could not be decided on. */
  readonly error?: unknown;
  /** Who answers it, where another system hears this account's fans, too. */
  readonly relay?: { readonly answerer: Answerer; readonly why: Why };
};

/** A message's place: its conversation and its number in it. */
export type Place = { readonly conversationId: string; readonly seq: number };
/** `at`: when it was made; a redelivery gets the very same bytes. */
export type Reply = Place & { readonly said: Said; readonly at: Instant };

export type Planned = { readonly write: BatchWrite; readonly results: readonly Result[] };

export type PlanContext = {
  readonly at: Instant;
  readonly laneId: number;
  readonly batch: number;
  readonly settled: number;
  readonly ids: Ids;
  readonly deskOf: (accountId: string) => AnswerDesk;
  /** Undefined where nobody but us answers the account's fans. */
  readonly relayOf?: ((accountId: string) => RelayPolicy | undefined) | undefined;
  readonly floor: Floor;
  /** Whether a webhook waits for the reply. */
  readonly passive: boolean;
  readonly storedOrder: () => number;
};

export type BatchDraft = {
  readonly [Key in keyof BatchWrite]: BatchWrite[Key] extends readonly (infer Row)[]
    ? Row[]
    : BatchWrite[Key];
};
