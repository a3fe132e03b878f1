import { type Actor, actorName, scopeOf } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { graduated, type GraduationReason, type Learner, newAgain } from "../../core/nursery/graduation.ts";
import { capacityAt } from "../../core/nursery/nursery.ts";
import type { Action } from "../action.ts";
import { alone, wakesOf } from "../agent/seated.ts";
import type { Stores } from "../ports.ts";
import { staffGone } from "../staff/rules.ts";

type Store = Pick<Stores, "agent" | "newcomer" | "setting" | "staff">;
type Result = { readonly id: string };
type Doing = { readonly store: Store; readonly actor: Actor; readonly at: Instant };

/**
 * 出师: a leader says that somebody is new no more. What was set for her days is kept, so that it can be undone.
 * Nobody says it of herself.
 * @throws Fault `staff_gone`, `graduate_self`, `not_new`
 */
export const graduate: Action<
  { readonly id: string; readonly reason: GraduationReason; readonly note: string | null },
  Result,
  Store
> = {
  id: "newcomer.graduated",
  permission: "floor.write",
  async run(doing, { id, reason, note }) {
    const { actor, at } = doing;
    if (id === actor.id) throw new Fault("graduate_self", "Another leader has to say that you are ready.");
    const how = { at: new Date(at).toISOString(), by: actor.id, reason, note };
    await change(doing, id, (learner) => {
      const next = graduated(learner, how);
      if (next === undefined) throw new Fault("not_new", "She is not a new agent, or not any more.");
      return next;
    });
    return {
      result: { id },
      audit: [{ subject: "staff", subjectId: id, data: { reason } }],
      wakes: wakes(id),
    };
  },
};

/**
 * As before; her days have gone on.
 * @throws Fault `staff_gone`, `graduation_over`
 */
export const undoGraduation: Action<{ readonly id: string }, Result, Store> = {
  id: "newcomer.graduation_undone",
  permission: "floor.write",
  async run(doing, { id }) {
    await change(doing, id, (learner) => {
      const next = newAgain(learner);
      if (next === undefined) throw new Fault("graduation_over", "There is nothing to undo any more.");
      return next;
    });
    return { result: { id }, audit: [{ subject: "staff", subjectId: id }], wakes: wakes(id) };
  },
};

const wakes = (id: string): readonly string[] => [`session:${id}`, ...wakesOf(id)];

/** How many at once follows at her seat: up to what is usual for her, or down to what her day lets. */
async function change(
  { store, actor, at }: Doing,
  id: string,
  next: (learner: Learner) => Learner,
): Promise<void> {
  if (!(await store.staff.isWithin(id, scopeOf(actor, "floor.write")))) throw staffGone();
  // Contacts are locked before people, here as everywhere.
  const work = await store.agent.work(id, "offers");
  const before = await store.newcomer.learner(id);
  if (before === undefined) throw staffGone();
  const after = next(before);
  await store.newcomer.write(before, after);
  if (work === undefined) return;
  const zone = (await store.setting.read())["hours.zone"];
  const capOf = ({ abilities }: Learner): number => capacityAt(before.capacity, abilities.nursery, at, zone);
  const { capacity } = work.session;
  // Where a leader has set another for this sign-in, that stays; but for what her day does not let.
  const now = capacity === capOf(before) ? capOf(after) : Math.min(capacity, capOf(after));
  if (now === capacity) return;
  const event = { code: "capacity_set", capacity: now, cause: `staff:${actor.id}` } as const;
  await store.agent.write(alone(work.session, [event]), { actor: actorName(actor), at });
}
