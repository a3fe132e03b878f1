import type { ContactSpec } from "../../assignment/live/contact.ts";
import type { Decision } from "../../assignment/live/decision.ts";
import type { LiveWorld } from "../../assignment/live/world.ts";
import type { Instant } from "../../kernel/instant.ts";
import { alarmsOf, type QueueAlarms } from "../../queue/alarm.ts";

type Counts = {
  /** How many waited: now, and after each minute. */
  readonly waiting: readonly number[];
  readonly answered: number;
  /** Who left a message instead. */
  readonly left: number;
  /** The public's promise: due within the hour, and kept. */
  readonly publicDue: number;
  readonly publicKept: number;
};

/** How an hour went on one floor; `waits`: of whoever was answered, or waits at the end. */
export type Played = Counts & {
  readonly waits: readonly number[];
  /** Whether an alarm of a queue stood: now, and after each minute. */
  readonly alarmed: readonly boolean[];
};

/** The same of all floors together; null: nobody was there. */
export type Course = Counts & {
  readonly waitP80Ms: number | null;
  readonly waitMsMax: number | null;
  /** Minutes in which an alarm stood, of any queue. */
  readonly alarmMinutes: number;
};

export function courseOf(played: readonly Played[]): Course {
  const waits = played.flatMap((one) => one.waits).toSorted((one, other) => one - other);
  const sum = (of: (one: Played) => number): number => played.reduce((all, one) => all + of(one), 0);
  return {
    waiting: (played[0]?.waiting ?? []).map((_, minute) => sum((one) => one.waiting[minute] ?? 0)),
    answered: sum((one) => one.answered),
    left: sum((one) => one.left),
    publicDue: sum((one) => one.publicDue),
    publicKept: sum((one) => one.publicKept),
    waitP80Ms: waits[Math.ceil(waits.length * 0.8) - 1] ?? null,
    waitMsMax: waits.at(-1) ?? null,
    alarmMinutes: (played[0]?.alarmed ?? []).filter(
      (_, minute) => minute > 0 && played.some(({ alarmed }) => alarmed[minute] === true),
    ).length,
  };
}

export type Tally = {
  readonly came: (spec: ContactSpec, at: Instant) => void;
  readonly decided: (decision: Decision) => void;
  readonly minute: (world: LiveWorld) => void;
  readonly played: (at: Instant) => Played;
};

type Waiting = { readonly since: Instant; readonly dueAt: Instant | undefined };

/** `alarms`: the thresholds by queue. Whether nobody is free is not told here: whoever comes to her desk is not known ahead. */
export function createTally(alarms: ReadonlyMap<string, QueueAlarms>): Tally {
  const open = new Map<string, Waiting>();
  const waits: number[] = [];
  const waiting: number[] = [];
  const alarmed: boolean[] = [];
  const counts = { answered: 0, left: 0, publicDue: 0, publicKept: 0 };

  return {
    came({ id, isPublic, dueAt }, at) {
      open.set(id, { since: at, dueAt: isPublic ? dueAt : undefined });
    },
    decided(decision) {
      if (decision.code !== "assigned" && decision.code !== "refuse" && decision.code !== "overflow") return;
      const one = open.get(decision.contactId);
      if (one === undefined || (decision.code === "overflow" && decision.to !== "ticket")) return;
      open.delete(decision.contactId);
      if (decision.code !== "assigned") {
        counts.left += 1;
        return;
      }
      counts.answered += 1;
      waits.push(decision.at - one.since);
      if (one.dueAt === undefined) return;
      counts.publicDue += 1;
      if (decision.at <= one.dueAt) counts.publicKept += 1;
    },
    minute({ contacts, at }) {
      const there = [...contacts.values()].filter(isWaiting);
      waiting.push(there.length);
      alarmed.push(
        [...alarms].some(([queueId, own]) =>
          isAlarmed(
            there.filter((one) => one.queue.id === queueId),
            own,
            at,
          ),
        ),
      );
    },
    played(at) {
      const left = [...open.values()].filter(({ since }) => since <= at);
      const late = left.filter(({ dueAt = Infinity }) => dueAt <= at).length;
      return {
        waiting,
        alarmed,
        ...counts,
        publicDue: counts.publicDue + late,
        waits: [...waits, ...left.map(({ since }) => at - since)],
      };
    },
  };
}

function isAlarmed(
  there: readonly { readonly enqueuedAt: Instant }[],
  own: QueueAlarms,
  at: Instant,
): boolean {
  const first = there.reduce((since, { enqueuedAt }) => Math.min(since, enqueuedAt), at);
  const seen = { waiting: there.length, waitingSince: first, free: 0 };
  return alarmsOf(seen, { ...own, alarmNoneFree: false }, at).length > 0;
}

const isWaiting = ({ state }: { readonly state: string }): boolean =>
  state === "queued" || state === "offered";
