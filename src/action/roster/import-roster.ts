import { Fault } from "../../core/kernel/fault.ts";
import { planRoster } from "../../core/roster/plan.ts";
import type { Plan, Ref } from "../../core/roster/roster.ts";
import { fingerprintOf } from "../../core/table/fingerprint.ts";
import type { Action, ActionContext, AuditEntry } from "../action.ts";
import { initialsOf } from "../canned/initials.ts";
import { makeLink } from "../link/make-link.ts";
import { shownLink, type ShownLink } from "../link/shown-link.ts";
import type { Stores } from "../ports.ts";
import { admitAll, houseOf, type Rows, type Store } from "./look.ts";

type Context = ActionContext<Store & Pick<Stores, "link">>;
type RefOf = (ref: Ref) => string;

/** What was made, and the links by which the new choose their passwords; a repeat tells no link again. */
export type Imported = {
  readonly made: number;
  readonly changed: number;
  readonly links:
    | readonly { readonly login: string; readonly name: string; readonly link: ShownLink }[]
    | null;
};

/**
 * Makes of a table what whoever imports it was shown: in one transaction, all right rows and no other.
 * @throws Fault `forbidden`, `table_outdated` where the house, or the table, is another by now
 */
export const importRoster: Action<Rows & { readonly seen: string }, Imported, Store & Pick<Stores, "link">> =
  {
    id: "roster.imported",
    permission: "staff.write",
    async run(context, { rows, seen }) {
      admitAll(context.actor);
      const house = await houseOf(context.store);
      const plan = planRoster(rows, house);
      if (fingerprintOf(plan) !== seen) {
        throw new Fault("table_outdated", "What the table would do is not what was shown. Look at it again.");
      }
      const made = new Map<Ref, string>();
      const idOf: RefOf = (ref) => made.get(ref) ?? ref;
      const audit = [
        ...(await makePlaces(context, plan, { made, idOf, keys: house.queues.map(({ key }) => key) })),
      ];
      const people = await makePeople(context, plan, idOf);
      const changed = await changePeople(context, plan, idOf);
      const counts = { made: plan.people.length, changed: plan.changed.length };
      const data = { ...counts, refused: new Set(plan.problems.map(({ row }) => row)).size };
      return {
        result: { ...counts, links: people.links },
        again: { ...counts, links: null },
        audit: [
          { subject: "roster", subjectId: context.ids(), data },
          ...audit,
          ...people.audit,
          ...changed.audit,
        ],
        wakes: ["seat", "floor", ...changed.wakes],
      };
    },
  };

/** Groups, queues and seats. */
async function makePlaces(
  { store, at, ids }: Context,
  plan: Plan,
  {
    made,
    idOf,
    keys,
  }: { readonly made: Map<Ref, string>; readonly idOf: RefOf; readonly keys: readonly string[] },
): Promise<readonly AuditEntry[]> {
  const audit: AuditEntry[] = [];
  for (const { ref, name } of plan.groups) {
    const id = ids();
    made.set(ref, id);
    await store.queue.createGroup({ id, name }, at);
    audit.push({ subject: "queue_group", subjectId: id, action: "queue_group.created" });
  }
  const taken = new Set(keys);
  for (const { ref, group, name } of plan.queues) {
    const id = ids();
    const key = keyOf(name, taken);
    taken.add(key);
    made.set(ref, id);
    await store.queue.create({ id, groupId: idOf(group), key, name, policy: {}, state: "active" }, at);
    audit.push({ subject: "queue", subjectId: id, action: "queue.created", data: { key } });
  }
  const seats = plan.seats.map(({ group, number }) => ({ id: ids(), number, groupId: idOf(group) }));
  if (seats.length > 0) await store.seat.create(seats);
  return [...audit, ...seats.map(({ id }) => ({ subject: "seat", subjectId: id, action: "seat.created" }))];
}

const KEY_MAX = 24;

/** A queue's key stays for ever: how its name is read, 售后一组 → q_shyz, with a number where another has it. */
function keyOf(name: string, taken: ReadonlySet<string>): string {
  const base = `q_${initialsOf(name).slice(0, KEY_MAX)}`.replace(/^q_$/, "q_queue");
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? base : `${base}_${n}`;
    if (!taken.has(key)) return key;
  }
}

async function makePeople(context: Context, { people }: Plan, idOf: RefOf) {
  const { store, at, ids } = context;
  const links: { login: string; name: string; link: ShownLink }[] = [];
  const audit: AuditEntry[] = [];
  for (const { login, name, employeeNo, role, capacity, skills, joins } of people) {
    const id = ids();
    const roles = [{ role, queues: "all" }] as const;
    const person = {
      id,
      login,
      name,
      employeeNo,
      language: "zh-CN",
      capacity,
      passwordHash: null,
      createdAt: at,
    } as const;
    await store.staff.create(person, roles);
    if (Object.keys(skills).length > 0)
      await store.staff.update({ id, version: 1 }, { abilities: { skills } });
    for (const ref of joins) await store.queue.putMember(idOf(ref), id, {});
    links.push({ login, name, link: shownLink(await makeLink(context, { purpose: "invite", staffId: id })) });
    audit.push({ subject: "staff", subjectId: id, action: "staff.created", data: { roles } });
  }
  return { links, audit };
}

async function changePeople({ store }: Context, { changed }: Plan, idOf: RefOf) {
  const audit: AuditEntry[] = [];
  for (const { row: _, id, version, joins, ...change } of changed) {
    if (Object.keys(change).length > 0) await store.staff.update({ id, version }, change);
    for (const ref of joins) await store.queue.putMember(idOf(ref), id, {});
    // Names are a person's: the audit says that they changed, not to what.
    const data = { fields: Object.keys(change), queues: joins.map(idOf) };
    audit.push({ subject: "staff", subjectId: id, action: "staff.updated", data });
  }
  return { audit, wakes: changed.flatMap(({ id }) => [`session:${id}`, `staff:${id}`]) };
}
