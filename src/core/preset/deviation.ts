import type { QueuePolicy } from "../queue/policy.ts";
import type { Settings } from "../setting/registry.ts";

/** One thing that a preset (大促预案) makes otherwise than usual, as people put it. */
export type Deviation =
  /** So many units more for each agent of a queue, or with a skill. */
  | { readonly kind: "capacity"; readonly of: "queue" | "skill"; readonly where: string; readonly by: number }
  /** 自动接待. */
  | { readonly kind: "auto_accept"; readonly where: string }
  /** A short wrap-up: its slot is free so soon, and of its form the reason alone is asked for. */
  | { readonly kind: "wrap_up"; readonly where: string; readonly ms: number }
  /** No invitation to rate. */
  | { readonly kind: "survey_off"; readonly where: string }
  /** Who has waited so long goes to another queue of the group. */
  | { readonly kind: "overflow"; readonly where: string; readonly to: string; readonly afterMs: number }
  /** 报警线: when a queue's leaders are told; see core/queue/alarm. */
  | {
      readonly kind: "queue_alarm";
      readonly where: string;
      readonly waiting: number;
      readonly waitMs: number;
      readonly noneFree: boolean;
    }
  /** So many of a queue group on breaks at once, of all codes together. */
  | { readonly kind: "breaks"; readonly where: string; readonly max: number }
  /** Nothing that nobody asked for takes a place of a customer's window. */
  | { readonly kind: "notices_off" }
  /** Told to whoever begins to wait, after what is told always. */
  | { readonly kind: "opening_line"; readonly text: string }
  /** The bot asks back less, or more, before it answers or passes on. */
  | { readonly kind: "bot"; readonly asks: "less" | "more" }
  /** People are told from this part on, in hundredths, of what a platform takes of an account in a day. */
  | { readonly kind: "alarm"; readonly percent: number };

export type DeviationKind = Deviation["kind"];

/** One value that stands over a usual one: a queue's, a skill's, a queue group's, or the whole house's. */
export type Cell = {
  readonly what: "queue" | "skill" | "group" | "house";
  /** Whose: an id, or a skill; empty: the house's. */
  readonly subject: string;
  readonly key: string;
  readonly value: unknown;
};

/** Less: of two that are close the better answers, and only where she can hardly mean another is she asked. */
const BOT: Readonly<Record<"less" | "more", Partial<Settings>>> = {
  less: { "answer.margin": 0.03, "answer.askFrom": 0.45 },
  more: { "answer.margin": 0.2, "answer.askFrom": 0.2 },
};

const HUNDRED = 100;

const ofQueue = (subject: string, policy: Partial<QueuePolicy>): readonly Cell[] =>
  Object.entries(policy).map(([key, value]) => ({ what: "queue", subject, key, value }));

const ofHouse = (settings: Partial<Settings>): readonly Cell[] =>
  Object.entries(settings).map(([key, value]) => ({ what: "house", subject: "", key, value }));

/** What of normal it stands over. */
export function cellsOf(deviation: Deviation): readonly Cell[] {
  switch (deviation.kind) {
    case "capacity":
      return [{ what: deviation.of, subject: deviation.where, key: CAPACITY, value: deviation.by }];
    case "auto_accept":
      return ofQueue(deviation.where, { autoAccept: true });
    case "wrap_up":
      return ofQueue(deviation.where, { wrapMs: deviation.ms, wrapRequired: ["reason"] });
    case "survey_off":
      return ofQueue(deviation.where, { ratingInvite: false });
    case "overflow":
      return ofQueue(deviation.where, { overflowTo: deviation.to, waitMsMax: deviation.afterMs });
    case "queue_alarm": {
      const { waiting, waitMs, noneFree } = deviation;
      const policy = { alarmWaiting: waiting, alarmWaitMs: waitMs, alarmNoneFree: noneFree };
      return ofQueue(deviation.where, policy);
    }
    case "breaks":
      return [{ what: "group", subject: deviation.where, key: "breaks", value: deviation.max }];
    case "notices_off":
      return ofHouse({ "ledger.noticesMax": 0 });
    case "opening_line":
      return ofHouse({ "notice.opening": deviation.text });
    case "bot":
      return ofHouse(BOT[deviation.asks]);
    case "alarm":
      return ofHouse({ "budget.warnFrom": deviation.percent / HUNDRED });
  }
}

/** Beside what a queue's policy holds. */
export const CAPACITY = "capacity";

export const sameCell = (one: Cell, other: Cell): boolean =>
  one.what === other.what && one.subject === other.subject && one.key === other.key;

/** The first of them that makes something otherwise that one of the others does, too. */
export const clashOf = (mine: readonly Deviation[], others: readonly Deviation[]): Deviation | undefined => {
  const taken = others.flatMap(cellsOf);
  return mine.find((one) => cellsOf(one).some((cell) => taken.some((other) => sameCell(cell, other))));
};

/** The first that says again, or otherwise, what one before it has said. */
export const twiceIn = (deviations: readonly Deviation[]): Deviation | undefined =>
  deviations.find((one, index) => clashOf([one], deviations.slice(0, index)) !== undefined);
