import type { BreakCode } from "../../core/breaks/code.ts";
import { aheadOf, expectedAt, turnsOf } from "../../core/breaks/line.ts";
import { type Instant, MINUTE } from "../../core/kernel/instant.ts";
import type { Action, ActionContext, Query } from "../action.ts";
import { codeGone } from "./codes.ts";
import type { AskEnd, BreakRoom } from "./ports.ts";
import type { Stores } from "../ports.ts";

type Store = Pick<Stores, "breaks">;

/** How I stand in the break line. */
export type StandingInLine = {
  readonly id: string;
  readonly code: string;
  readonly askedAt: string;
  /** Who stands before me, the first first. */
  readonly ahead: readonly string[];
  /** A leader has still to agree. */
  readonly isUnapproved: boolean;
  /** It is my turn until then. */
  readonly until: string | null;
  /** When a place is planned to be free for me. */
  readonly expectedAt: string | null;
};

export type MyBreaks = {
  readonly ask: StandingInLine | null;
  /** What became of my last ask, where that was a moment ago. */
  readonly last: {
    readonly code: string;
    readonly outcome: AskEnd;
    readonly at: string;
    readonly by: string | null;
  } | null;
};

/** So long what became of an ask is told. */
const TOLD_MS = 10 * MINUTE;

const iso = (at: Instant): string => new Date(at).toISOString();

/** My place in the break line, and whom I wait for. */
export const readMyBreaks: Query<object, MyBreaks, Store> = {
  permission: "seat.use",
  async ask({ store, actor, at }) {
    const last = await store.breaks.lastEnded(actor.id, at - TOLD_MS);
    return {
      ask: standingIn(await store.breaks.room(), actor.id, at) ?? null,
      last:
        last === undefined
          ? null
          : { code: last.code, outcome: last.outcome, at: iso(last.endedAt), by: last.by },
    };
  },
};

export function standingIn(room: BreakRoom, staffId: string, at: Instant): StandingInLine | undefined {
  const mine = room.line.find((one) => one.staffId === staffId);
  if (mine === undefined) return undefined;
  const { id, code, askedAt, isUnapproved, until } = mine;
  const ahead = aheadOf(id, room.line, room.quotas);
  const names = new Map(room.line.map((one) => [one.id, one.name]));
  const expected = isUnapproved ? undefined : expectedAt(id, room.line, room.away, room.quotas, at);
  return {
    id,
    code,
    askedAt: iso(askedAt),
    ahead: ahead.map((one) => names.get(one.id) ?? ""),
    isUnapproved,
    until: until === undefined ? null : iso(until),
    expectedAt: expected === undefined ? null : iso(expected),
  };
}

/** I need no break after all. */
export const leaveLine: Action<object, MyBreaks, Store> = {
  id: "break.line_left",
  permission: "seat.use",
  async run({ store, actor, at }) {
    const { line } = await store.breaks.lockRoom();
    const mine = line.find((one) => one.staffId === actor.id);
    if (mine !== undefined) await store.breaks.end(mine.id, "left", at);
    // Her session's events tell of breaks; of one that was not had there is nothing to keep.
    return {
      result: { ask: null, last: null },
      audit: [],
      wakes: mine === undefined ? [] : ["seat", "floor"],
    };
  },
};

/** What becomes of her wish for a break: she goes, or stands in the line. */
export type Wish = { readonly goes: true; readonly backAt: Instant | undefined } | { readonly goes: false };

/**
 * Decides under the room's lock, so of two who want the last place one stands in the line. She keeps her place where she
 * asks for the same again.
 * @throws Fault `break_code_gone`
 */
export async function wishForBreak(
  { store, ids, at }: Pick<ActionContext<Store>, "store" | "ids" | "at">,
  session: { readonly id: string; readonly staffId: string },
  key: string,
): Promise<Wish> {
  const code = (await store.breaks.codes()).find((one) => one.key === key && one.active);
  if (code === undefined) throw codeGone();
  const groups = await store.breaks.groupsOf(session.staffId);
  const quotas = await store.breaks.quotasNow();
  const isLimited = quotas.some(
    (quota) => groups.includes(quota.groupId) && (quota.code === null || quota.code === key),
  );
  const backAt = code.minutes === null ? undefined : at + code.minutes * MINUTE;
  const room = await (isLimited || code.needsApproval ? store.breaks.lockRoom() : store.breaks.room());
  const before = room.line.find((one) => one.staffId === session.staffId);
  const isTurn = before?.code === key && before.until !== undefined && before.until > at;
  if (isTurn || mayGo(room, { staffId: session.staffId, groups, code })) {
    if (before !== undefined) await store.breaks.end(before.id, isTurn ? "taken" : "left", at);
    return { goes: true, backAt };
  }
  if (before?.code === key) return { goes: false };
  if (before !== undefined) await store.breaks.end(before.id, "left", at);
  await store.breaks.ask({
    id: ids(),
    staffId: session.staffId,
    sessionId: session.id,
    code: key,
    askedAt: at,
  });
  return { goes: false };
}

/** At the end of the line as it is: whoever could go now is before her. */
function mayGo(
  { line, away, quotas }: BreakRoom,
  asks: { readonly staffId: string; readonly groups: readonly string[]; readonly code: BreakCode },
): boolean {
  if (asks.code.needsApproval) return false;
  const { staffId, groups, code } = asks;
  const others = line.filter((one) => one.staffId !== staffId);
  const last = { id: "", staffId, groups, code: code.key, isUnapproved: false, until: undefined };
  return turnsOf([...others, last], away, quotas).includes(last);
}
