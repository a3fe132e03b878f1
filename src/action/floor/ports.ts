import type { Scope } from "../../core/access/actor.ts";
import type { Hour } from "../../core/assignment/waiting/outlook.ts";
import type { Floor } from "../../core/assignment/mirror/image.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { QueueAlarms } from "../../core/queue/alarm.ts";
import type { SeatingLimits } from "../../core/queue/rules.ts";
import type { Presence } from "../../core/seating/presence.ts";

/** A floor as rows have it now, by which limits, and what its staff and queues are called. */
export type Around = {
  readonly floor: Floor;
  readonly limits: SeatingLimits;
  readonly names: ReadonlyMap<string, string>;
};

/** Whose hands ask, in which queues, and for which contact beside the first that wait. */
export type Pull = {
  readonly staffId: string;
  readonly within: Scope;
  readonly contactId?: string | undefined;
};

export type FloorStore = {
  /** As much of each floor of hers as what she may take hangs on: what waits there for whoever takes it, and what she has. */
  readonly pulling: (pull: Pull, at: Instant) => Promise<readonly Floor[]>;
  /** Undefined where the contact stands in no queue. */
  readonly around: (contactId: string, at: Instant) => Promise<Around | undefined>;
  /** That of an open queue's group. */
  readonly of: (queueId: string, at: Instant) => Promise<Around | undefined>;
};

/** A queue as it is at this moment. */
export type FloorQueue = {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  /** Contacts that wait, and since when the first of them has. */
  readonly waiting: number;
  readonly waitingSince: string | null;
  /** 隔夜: those of them that came while it was shut, and until when the first of them is to be answered. */
  readonly nights: number;
  readonly nightDueAt: string | null;
  /** Contacts that its agents have in hand. */
  readonly talks: number;
  /** Its agents who are ready, and what they have free together, in units. */
  readonly ready: number;
  readonly free: number;
};

/** Somebody who is signed in on a seat. */
export type FloorAgent = {
  readonly staffId: string;
  readonly name: string;
  readonly seatNumber: string;
  readonly presence: Presence;
  readonly reason: string | null;
  /** The supervisor who set her so. */
  readonly setBy: string | null;
  /** When she plans to be back from a break. */
  readonly backAt: string | null;
  readonly since: string;
  /** Units. */
  readonly used: number;
  readonly capacity: number;
  /** Of it, what a preset that runs lends her. */
  readonly extra: number;
  readonly talks: number;
  /** Wrap-ups that are overdue. */
  readonly owed: number;
  readonly queues: readonly string[];
};

/** What was promised while a queue was shut, and what became of it; `date`: when it was to be answered. */
export type Night = {
  readonly date: string;
  readonly kept: number;
  readonly broken: number;
  /** Not due yet. */
  readonly open: number;
  /** The customer left before. */
  readonly gone: number;
  /** To so many a choice was shown, and what they chose. */
  readonly shown: number;
  readonly wait: number;
  readonly later: number;
  readonly call: number;
};

/** The floor as people look at it. */
export type FloorView = {
  /** Those that take contacts, in order of their making; `but`: an agent who is not counted in. */
  readonly queues: (within: Scope, but?: string) => Promise<readonly FloorQueue[]>;
  /** The thresholds in force, by queue. */
  readonly alarms: (within: Scope) => Promise<ReadonlyMap<string, QueueAlarms>>;
  /** What a queue has seen in the hour up to now. */
  readonly hour: (queueId: string, at: Instant) => Promise<Hour>;
  /** The last first. */
  readonly nights: (queueId: string, from: Instant, at: Instant, zone: string) => Promise<readonly Night[]>;
  /** By name, those of at least one of the queues. */
  readonly agents: (within: Scope) => Promise<readonly FloorAgent[]>;
};
