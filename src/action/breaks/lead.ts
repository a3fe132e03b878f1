import { type Actor, actorName, scopeOf } from "../../core/access/actor.ts";
import { placeBetween } from "../../core/breaks/line.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { startOfDay } from "../../core/kernel/zone.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { standingIn } from "./ask.ts";
import type { Asking, NamedQuota } from "./ports.ts";

type Store = Pick<Stores, "breaks">;
/** Of whose ask it was. */
type Done = { readonly id: string };

export type LineSeen = {
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
  readonly code: string;
  readonly askedAt: string;
  readonly isUnapproved: boolean;
  readonly until: string | null;
  readonly expectedAt: string | null;
};

/** 小休: who stands in the line, by which quotas, and how long everybody was on breaks today. */
export type BreaksSeen = {
  readonly line: readonly LineSeen[];
  readonly quotas: readonly (NamedQuota & { readonly used: number })[];
  readonly today: readonly { readonly staffId: string; readonly code: string; readonly ms: number }[];
};

export const readBreakLine: Query<object, BreaksSeen, Pick<Stores, "breaks" | "setting">> = {
  permission: "floor.read",
  async ask({ store, actor, at }) {
    const scope = scopeOf(actor, "floor.read");
    const room = await store.breaks.room();
    const seen = await store.breaks.within(
      room.line.map(({ staffId }) => staffId),
      scope,
    );
    const since = startOfDay(at, (await store.setting.read())["hours.zone"]);
    return {
      line: room.line.flatMap(({ id, staffId, name, code, isUnapproved }) => {
        const standing = standingIn(room, staffId, at);
        if (standing === undefined || !seen.has(staffId)) return [];
        const { askedAt, until, expectedAt } = standing;
        return [{ id, staffId, name, code, askedAt, isUnapproved, until, expectedAt }];
      }),
      quotas: (await store.breaks.quotasNow()).map((quota) => ({
        ...quota,
        used: [...room.away, ...room.line.filter(({ until }) => until !== undefined)].filter(
          (one) => one.groups.includes(quota.groupId) && (quota.code === null || quota.code === one.code),
        ).length,
      })),
      today: await store.breaks.spent(since, at, scope),
    };
  },
};

/**
 * 同意: she may go, and stands where she stood. `now`: at once, whatever the quota says.
 * @throws Fault `break_ask_gone`
 */
export const approveBreak: Action<
  { readonly id: string; readonly now: boolean },
  Done,
  Pick<Stores, "breaks" | "setting">
> = {
  id: "break.approved",
  permission: "floor.write",
  async run({ store, actor, at }, { id, now }) {
    const { mine } = await theAsk(store, actor, id);
    const until = now ? at + (await store.setting.read())["break.turnMs"] : undefined;
    await store.breaks.approve(id, actorName(actor), until);
    return told(mine, { now });
  },
};

/** 不同意: she is told by whom. @throws Fault `break_ask_gone` */
export const refuseBreak: Action<{ readonly id: string }, Done, Store> = {
  id: "break.refused",
  permission: "floor.write",
  async run({ store, actor, at }, { id }) {
    const { mine } = await theAsk(store, actor, id);
    await store.breaks.end(id, "refused", at, actorName(actor));
    return told(mine);
  },
};

/** To the front of the line, or one place up or down. @throws Fault `break_ask_gone` */
export const moveInBreakLine: Action<
  { readonly id: string; readonly to: "first" | "up" | "down" },
  Done,
  Store
> = {
  id: "break.moved",
  permission: "floor.write",
  async run({ store, actor }, { id, to }) {
    const { mine, line } = await theAsk(store, actor, id);
    const at = line.findIndex((one) => one.id === id);
    const others = line.filter((one) => one.id !== id);
    const next = to === "first" ? 0 : Math.min(others.length, Math.max(0, at + (to === "up" ? -1 : 1)));
    if (next !== at) {
      await store.breaks.move(id, placeBetween(others[next - 1]?.place, others[next]?.place));
    }
    return told(mine, { to });
  },
};

async function theAsk(
  store: Store,
  actor: Actor,
  id: string,
): Promise<{ readonly mine: Asking; readonly line: readonly Asking[] }> {
  const { line } = await store.breaks.lockRoom();
  const mine = line.find((one) => one.id === id);
  const scope = scopeOf(actor, "floor.write");
  if (mine !== undefined && (await store.breaks.within([mine.staffId], scope)).has(mine.staffId))
    return { mine, line };
  throw new Fault("break_ask_gone", "She does not stand in the break line any more.");
}

const told = ({ id, staffId, code }: Asking, data: object = {}) => ({
  result: { id },
  audit: [{ subject: "break_ask", subjectId: id, data: { staffId, code, ...data } }],
  wakes: [`staff:${staffId}`, "floor", "seat"],
});
