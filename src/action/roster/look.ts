import { admit, type Actor } from "../../core/access/actor.ts";
import { planRoster } from "../../core/roster/plan.ts";
import type { ReadRow } from "../../core/roster/read-row.ts";
import type { House, Plan, RosterField } from "../../core/roster/roster.ts";
import { fingerprintOf } from "../../core/table/fingerprint.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";

export type Store = Pick<Stores, "staff" | "queue" | "seat">;
export type Rows = { readonly rows: readonly ReadRow[] };

/** What importing a table would do, row by row. */
export type ShownPlan = {
  /** Given back with the import: it does this and nothing else. */
  readonly seen: string;
  readonly people: readonly {
    readonly row: number;
    readonly login: string;
    readonly name: string;
    readonly is: "made" | "changed" | "same";
    /** Of somebody who is there: what of her changes. */
    readonly fields: readonly RosterField[];
  }[];
  readonly groups: readonly string[];
  readonly queues: readonly { readonly name: string; readonly group: string }[];
  readonly seats: readonly string[];
  readonly problems: Plan["problems"];
};

const STAFF_MAX = 100_000;

/** @throws Fault `forbidden` */
export const lookAtRoster: Query<Rows, ShownPlan, Store> = {
  permission: "staff.write",
  async ask({ store, actor }, { rows }) {
    admitAll(actor);
    const house = await houseOf(store);
    return shownPlan(planRoster(rows, house), rows, house);
  },
};

/** A roster makes queues and seats, too. */
export function admitAll(actor: Actor): void {
  admit(actor, "queue.write");
  admit(actor, "seat.write");
}

export async function houseOf(store: Store): Promise<House> {
  const page = { search: undefined, within: "all", after: undefined, limit: STAFF_MAX } as const;
  return {
    staff: await store.staff.list(page),
    groups: await store.queue.groups(),
    queues: await store.queue.list("all"),
    seats: await store.seat.list(),
  };
}

export function shownPlan(plan: Plan, rows: readonly ReadRow[], house: House): ShownPlan {
  const { problems } = plan;
  const wishes = new Map(rows.flatMap((row) => ("wish" in row ? [[row.wish.row, row.wish] as const] : [])));
  const byLogin = new Map(house.staff.map((person) => [person.login.toLowerCase(), person]));
  const shown = (row: number, is: "made" | "changed" | "same", fields: readonly RosterField[]) => {
    const { login = "", name } = wishes.get(row) ?? {};
    return { row, login, name: name ?? byLogin.get(login.toLowerCase())?.name ?? "", is, fields };
  };
  const wrong = new Set(problems.map(({ row }) => row));
  const changed = new Map(plan.changed.map((change) => [change.row, fieldsOf(change)]));
  const made = new Set(plan.people.map(({ row }) => row));
  const groups = new Map([
    ...house.groups.map(({ id, name }) => [id, name] as const),
    ...plan.groups.map(({ ref, name }) => [ref, name] as const),
  ]);
  return {
    seen: fingerprintOf(plan),
    people: [...wishes.keys()]
      .filter((row) => !wrong.has(row))
      .map((row) => {
        const fields = changed.get(row);
        return shown(row, made.has(row) ? "made" : fields === undefined ? "same" : "changed", fields ?? []);
      }),
    groups: plan.groups.map(({ name }) => name),
    queues: plan.queues.map(({ name, group }) => ({ name, group: groups.get(group) ?? "" })),
    seats: plan.seats.map(({ number }) => number),
    problems,
  };
}

function fieldsOf(change: Plan["changed"][number]): readonly RosterField[] {
  const { name, employeeNo, capacity, abilities, joins } = change;
  return [
    ...(name === undefined ? [] : (["name"] as const)),
    ...(employeeNo === undefined ? [] : (["employeeNo"] as const)),
    ...(capacity === undefined ? [] : (["capacity"] as const)),
    ...(abilities === undefined ? [] : (["skills"] as const)),
    ...(joins.length === 0 ? [] : (["queues"] as const)),
  ];
}
