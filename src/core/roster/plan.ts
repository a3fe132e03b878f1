import { isSame } from "../kernel/same.ts";
import { type Draft, NOTHING, placeOf } from "./places.ts";
import type { ReadRow } from "./read-row.ts";
import {
  CAPACITY_USUAL,
  type Changed,
  type House,
  type NewPerson,
  type Plan,
  type Ref,
  ROLE_USUAL,
  type RosterProblem,
  type Wish,
} from "./roster.ts";

type Person = House["staff"][number];

/**
 * What the rows of a table make of a house. A row is done whole or not at all; what is wrong with one keeps no other
 * back, and makes no group, queue or seat. Nothing is taken from anybody: queues that a row does not name stay.
 */
export function planRoster(rows: readonly ReadRow[], house: House): Plan {
  const problems: RosterProblem[] = rows.flatMap((row) => ("problems" in row ? row.problems : []));
  const people: NewPerson[] = [];
  const changed: Changed[] = [];
  const same: number[] = [];
  let made: Draft = NOTHING;
  const first = createFirsts();
  const byLogin = new Map(house.staff.map((person) => [person.login.toLowerCase(), person]));
  const byNo = new Map(house.staff.map((person) => [person.employeeNo, person]));

  for (const wish of rows.flatMap((row) => ("wish" in row ? [row.wish] : []))) {
    const wrong: RosterProblem[] = [];
    const no = (field: RosterProblem["field"], code: RosterProblem["code"], value: string, other?: string) =>
      void wrong.push({
        row: wish.row,
        field,
        code,
        ...(value !== "" && { value }),
        ...(other !== undefined && { other }),
      });
    for (const { field, value, row } of first(wish)) no(field, "twice", value, String(row));
    const person = byLogin.get(wish.login.toLowerCase());
    const bearer = wish.employeeNo === undefined ? undefined : byNo.get(wish.employeeNo);
    if (bearer !== undefined && bearer !== person)
      no("employeeNo", "taken", wish.employeeNo ?? "", bearer.login);
    if (person === undefined && wish.name === undefined) no("name", "missing", "");
    if (person?.state === "disabled") no("login", "disabled", wish.login);
    if (person !== undefined && !hasRole(person, wish)) no("role", "differs", wish.role ?? "");
    const place = placeOf(wish, house, made, no);
    if (wrong.length > 0) {
      problems.push(...wrong);
      continue;
    }
    const seats = place.made.seats.length > made.seats.length;
    made = place.made;
    if (person === undefined) people.push(personOf(wish, place.joins));
    else {
      const change = changeOf(wish, person, place.joins, house);
      if (change !== undefined) changed.push(change);
      else if (!seats) same.push(wish.row);
    }
  }
  return { ...made, people, changed, same, problems: problems.toSorted((a, b) => a.row - b.row) };
}

/** What stands once in a file: which row had it before this one. */
function createFirsts() {
  const seen = new Map<string, number>();
  return ({ row, login, employeeNo, seat }: Wish) =>
    (
      [
        ["login", login.toLowerCase()],
        ["employeeNo", employeeNo],
        ["seat", seat],
      ] as const
    ).flatMap(([field, value]) => {
      if (value === undefined) return [];
      const before = seen.get(`${field} ${value}`);
      if (before === undefined) seen.set(`${field} ${value}`, row);
      return before === undefined ? [] : [{ field, value, row: before }];
    });
}

/** Other rights end sessions and may lock a house out: that is done by hand, person by person. */
const hasRole = ({ grants }: Person, { role }: Wish): boolean =>
  role === undefined || grants.some((grant) => grant.role === role);

const personOf = (wish: Wish, joins: readonly Ref[]): NewPerson => ({
  row: wish.row,
  login: wish.login,
  name: wish.name ?? "",
  employeeNo: wish.employeeNo ?? null,
  role: wish.role ?? ROLE_USUAL,
  capacity: wish.capacity ?? CAPACITY_USUAL,
  skills: wish.skills ?? {},
  joins,
});

/** Undefined where all of it is so. */
function changeOf(wish: Wish, person: Person, refs: readonly Ref[], house: House): Changed | undefined {
  const { name, employeeNo, capacity, skills = {} } = wish;
  const abilities = { ...person.abilities, skills: { ...person.abilities.skills, ...skills } };
  const isMember = (ref: Ref): boolean =>
    house.queues.some(
      ({ id, members }) => id === ref && members.some(({ staffId }) => staffId === person.id),
    );
  const joins = refs.filter((ref) => !isMember(ref));
  const change = {
    ...(name !== undefined && name !== person.name && { name }),
    ...(employeeNo !== undefined && employeeNo !== person.employeeNo && { employeeNo }),
    ...(capacity !== undefined && capacity !== person.capacity && { capacity }),
    ...(!isSame(abilities.skills, person.abilities.skills ?? {}) && { abilities }),
  };
  if (Object.keys(change).length === 0 && joins.length === 0) return undefined;
  return { row: wish.row, id: person.id, version: person.version, ...change, joins };
}
