import type { House, Made, Ref, RosterProblem, Wish } from "./roster.ts";

type No = (field: RosterProblem["field"], code: RosterProblem["code"], value: string, other?: string) => void;
/** What is to be made so far, and what this row adds to it. */
export type Draft = {
  readonly groups: Made["groups"];
  readonly queues: Made["queues"];
  readonly seats: Made["seats"];
};
export const NOTHING: Draft = { groups: [], queues: [], seats: [] };

export type Place = { readonly joins: readonly Ref[]; readonly made: Draft };

/** Where a row puts a person: queues and a seat that are there, that an earlier row makes, or that this one does. */
export function placeOf(wish: Wish, house: House, before: Draft, no: No): Place {
  const made = { groups: [...before.groups], queues: [...before.queues], seats: [...before.seats] };
  const groupName = (ref: Ref): string =>
    [...house.groups.map(({ id, name }) => ({ ref: id, name })), ...made.groups].find(
      (group) => group.ref === ref,
    )?.name ?? "";
  const named = wish.group === undefined ? undefined : groupRef(wish.group, house, made);
  const joins = wish.queues.flatMap((name): readonly { readonly ref: Ref; readonly group: Ref }[] => {
    const known = queuesOf(name, house, made);
    const [one, more] = named === undefined ? known : known.filter(({ group }) => group === named);
    // A name may be another group's, too; a key is one queue's.
    const keyed = house.queues.find(({ key }) => key === name.toLowerCase());
    if (one === undefined && named !== undefined && keyed !== undefined)
      no("queues", "elsewhere", name, groupName(keyed.groupId));
    else if (more !== undefined || (one === undefined && named === undefined))
      no("queues", "group_missing", name);
    else if (one?.isClosed === true) no("queues", "closed", name);
    else if (one !== undefined) return [one];
    else if (named !== undefined) {
      const queue = { ref: `queue:${named}/${name}`, group: named, name };
      made.queues.push(queue);
      return [queue];
    }
    return [];
  });
  const group = named ?? joins[0]?.group;
  if (wish.seat !== undefined) addSeat(wish.seat, group, { house, made, no, groupName });
  return { joins: [...new Set(joins.map(({ ref }) => ref))], made };
}

type Open = {
  groups: Made["groups"][number][];
  queues: Made["queues"][number][];
  seats: Made["seats"][number][];
};

function groupRef(name: string, house: House, made: Open): Ref {
  const known =
    house.groups.find((group) => group.name === name)?.id ??
    made.groups.find((group) => group.name === name)?.ref;
  if (known !== undefined) return known;
  const ref = `group:${name}`;
  made.groups.push({ ref, name });
  return ref;
}

function queuesOf(name: string, house: House, made: Open) {
  const there = house.queues
    .filter((queue) => queue.name === name || queue.key === name.toLowerCase())
    .map(({ id, groupId, state }) => ({ ref: id, group: groupId, isClosed: state === "closed" }));
  const coming = made.queues
    .filter((queue) => queue.name === name)
    .map(({ ref, group }) => ({ ref, group, isClosed: false }));
  return [...there, ...coming];
}

function addSeat(
  number: string,
  group: Ref | undefined,
  {
    house,
    made,
    no,
    groupName,
  }: {
    readonly house: House;
    readonly made: Open;
    readonly no: No;
    readonly groupName: (ref: Ref) => string;
  },
): void {
  const there = house.seats.find((seat) => seat.number === number);
  if (there === undefined && group === undefined) no("seat", "group_missing", number);
  else if (there === undefined && group !== undefined) made.seats.push({ group, number });
  else if (there !== undefined && group !== undefined && there.groupId !== group) {
    no("seat", "elsewhere", number, groupName(there.groupId));
  }
}
