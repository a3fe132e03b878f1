import { type Actor, actorName, admit, scopeOf } from "../../core/access/actor.ts";
import { HELP_HOURS_MAX, isHelpTime, type Sending, usualEnd } from "../../core/helping/helping.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { theQueue } from "../queue/rules.ts";
import { theStaff } from "../staff/rules.ts";
import type { Helper } from "./ports.ts";

type Store = Pick<Stores, "helper" | "queue" | "setting" | "staff">;
/** Ids and codes alone: answers are kept. */
type Begun = { readonly id: string; readonly endsAt: string };
export type ShownHelper = Omit<Helper, "at" | "endsAt" | "endedAt"> & {
  readonly at: string;
  readonly endsAt: string;
  readonly endedAt: string | null;
};

const iso = (at: number): string => new Date(at).toISOString();

export const shownHelper = ({ at, endsAt, endedAt, ...rest }: Helper): ShownHelper => ({
  ...rest,
  at: iso(at),
  endsAt: iso(endsAt),
  endedAt: endedAt === null ? null : iso(endedAt),
});

/** What has to look again when somebody begins or ceases to help. */
const wakesOf = (staffId: string): readonly string[] => [
  "seat",
  "floor",
  `staff:${staffId}`,
  `session:${staffId}`,
];

/** 可支援的人: of the whole house, by name alone, for whoever leads the queue. @throws Fault `queue_gone`, `forbidden` */
export const listCandidates: Query<
  { readonly queueId: string; readonly search?: string | undefined },
  { readonly items: readonly { readonly id: string; readonly name: string }[]; readonly usualEnd: string },
  Store
> = {
  permission: "floor.write",
  async ask({ store, actor, at }, { queueId, search }) {
    await theLedQueue(store, actor, queueId);
    const zone = (await store.setting.read())["hours.zone"];
    const items = await store.helper.candidates(queueId, search);
    return { items, usualEnd: iso(usualEnd(at, zone)) };
  },
};

/**
 * 临时支援: from now until then (else the end of the house's day) she is of this queue, with an agent's rights there.
 * @throws Fault `queue_gone`, `queue_closed`, `staff_gone`, `staff_disabled`, `helper_member`, `helper_open` {queue}, `helper_time` {hours}, `forbidden`
 */
export const startHelp: Action<
  {
    readonly staffId: string;
    readonly queueId: string;
    readonly sending: Sending;
    readonly endsAt?: string | undefined;
  },
  Begun,
  Store
> = {
  id: "helper.started",
  permission: "floor.write",
  async run({ store, actor, at, ids }, { staffId, queueId, sending, endsAt: until }) {
    await theLedQueue(store, actor, queueId);
    if ((await theStaff(store, staffId)).state !== "active")
      throw new Fault("staff_disabled", "She cannot sign in. Enable her first.");
    const zone = (await store.setting.read())["hours.zone"];
    const endsAt = until === undefined ? usualEnd(at, zone) : Date.parse(until);
    if (!isHelpTime(at, endsAt)) {
      const hours = HELP_HOURS_MAX;
      throw new Fault("helper_time", `Help lasts five minutes at least and ${hours} hours at most.`, {
        hours,
      });
    }
    if (await store.helper.isMember(staffId, queueId))
      throw new Fault("helper_member", "She serves this queue anyway.");
    const id = ids();
    const helper = { id, staffId, queueId, sending, endsAt };
    if (!(await store.helper.begin(helper, actorName(actor), at))) await refuseSecond(store, staffId);
    const data = { helper: id, staffId, sending, endsAt: iso(endsAt) };
    return {
      result: { id, endsAt: iso(endsAt) },
      audit: [{ subject: "queue", subjectId: queueId, data }],
      wakes: wakesOf(staffId),
    };
  },
};

/**
 * She gets nothing more of the queue; what she has in hand stays hers until it is done.
 * @throws Fault `helper_gone`, `forbidden`
 */
export const endHelp: Action<{ readonly id: string }, void, Store> = {
  id: "helper.ended",
  permission: "floor.write",
  async run({ store, actor, at }, { id }) {
    const helper = await store.helper.byId(id);
    if (helper?.endedAt !== null) throw new Fault("helper_gone", "She helps there no more.");
    admit(actor, "floor.write", helper.queue.id);
    await store.helper.end(id, actorName(actor), at);
    return {
      result: undefined,
      audit: [
        { subject: "queue", subjectId: helper.queue.id, data: { helper: id, staffId: helper.staff.id } },
      ],
      wakes: wakesOf(helper.staff.id),
    };
  },
};

async function theLedQueue(store: Store, actor: Actor, queueId: string): Promise<void> {
  const { state } = await theQueue(store, queueId);
  admit(actor, "floor.write", queueId);
  if (state !== "active") throw new Fault("queue_closed", "This queue is closed.");
}

async function refuseSecond(store: Store, staffId: string): Promise<never> {
  const queue = (await store.helper.open(staffId))?.queue.name ?? "";
  throw new Fault("helper_open", `She helps in ${queue} already. End that first.`, { queue });
}

/** Helpers that concern her: of the queues that she sees the floor of, and herself. */
export const helpersFor = (store: Pick<Stores, "helper">, actor: Actor): Promise<readonly Helper[]> =>
  store.helper.list(scopeOf(actor, "floor.read"), actor.id);
