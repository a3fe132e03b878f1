import type { Instant } from "../kernel/instant.ts";

/** What a telephone system tells of a call, each once. */
export const CALL_KINDS = ["started", "answered", "ended"] as const;
export type CallKind = (typeof CALL_KINDS)[number];

export const DIRECTIONS = ["in", "out"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Who sat where the call rang, by our own rows; her sign-in where it still lives. */
export type Taker = { readonly staffId: string; readonly sessionId?: string };

/** One report, with what was found of its seat as it came. Moments are the telephone system's. */
export type CallReport = {
  readonly kind: CallKind;
  readonly at: Instant;
  readonly direction?: Direction;
  /** Whoever the seat, or the agent, was; none: nobody was signed in. */
  readonly taker?: Taker;
  readonly queueId?: string;
  readonly masked?: string;
  readonly numberHash?: string;
  readonly recording?: string;
};

export type CallState = "ringing" | "talking" | "talked" | "missed";

/** A call as its reports tell it, in whatever order they came. */
export type Call = {
  readonly state: CallState;
  readonly direction: Direction;
  readonly startedAt: Instant;
  readonly answeredAt?: Instant;
  readonly endedAt?: Instant;
} & Pick<CallReport, "taker" | "queueId" | "masked" | "numberHash" | "recording">;

export type CallReports = { readonly [Kind in CallKind]?: CallReport };

/** Whose word counts most for who had it: who took it, then where it ended, then where it rang. */
const BY_WEIGHT = ["answered", "ended", "started"] as const satisfies readonly CallKind[];

/**
 * The fold of what was reported: one of each kind, so neither their order nor repeats can matter. An end that is told
 * before its beginning is an end.
 */
export function foldCall(reports: CallReports): Call {
  const told = BY_WEIGHT.flatMap((kind) => reports[kind] ?? []);
  const first = <Key extends keyof CallReport>(key: Key): CallReport[Key] | undefined =>
    told.find((report) => report[key] !== undefined)?.[key];
  const { started, answered, ended } = reports;
  const startedAt = started?.at ?? Math.min(...told.map(({ at }) => at));
  return {
    state: stateOf(reports),
    direction: first("direction") ?? "in",
    startedAt,
    ...given("answeredAt", answered?.at),
    ...given("endedAt", ended?.at),
    ...given("taker", first("taker")),
    ...given("queueId", first("queueId")),
    ...given("masked", first("masked")),
    ...given("numberHash", first("numberHash")),
    ...given("recording", first("recording")),
  };
}

function stateOf({ answered, ended }: CallReports): CallState {
  if (ended !== undefined) return answered === undefined ? "missed" : "talked";
  return answered === undefined ? "ringing" : "talking";
}

const given = <Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: Value });

/** It rings, or is talked: nothing else is offered to whoever has it. */
export const isOn = ({ state }: Call): boolean => state === "ringing" || state === "talking";
