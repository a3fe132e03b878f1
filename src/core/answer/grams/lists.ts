/** Many lists of small numbers in two flat arrays: list `n` is `members` from `offsets[n]` up to `offsets[n + 1]`. */
export type Lists = { readonly offsets: Uint32Array; readonly members: Uint32Array };

export type ListsBuilder = {
  readonly add: (member: number) => void;
  /** Ends the list that is being filled; the next member begins a new one. */
  readonly end: () => void;
  readonly lists: () => Lists;
};

const ROOM_FIRST = 1_024;

export function createLists(): ListsBuilder {
  let offsets = new Uint32Array(ROOM_FIRST);
  let members = new Uint32Array(ROOM_FIRST);
  let count = 0;
  let filled = 0;
  return {
    add(member) {
      if (filled === members.length) members = twice(members);
      members[filled] = member;
      filled += 1;
    },
    end() {
      if (count + 1 === offsets.length) offsets = twice(offsets);
      count += 1;
      offsets[count] = filled;
    },
    lists: () => ({ offsets: offsets.slice(0, count + 1), members: members.slice(0, filled) }),
  };
}

function twice(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/** For each member 0..`memberCount`-1 the numbers of the lists that hold it, ascending. */
export function invertLists(lists: Lists, memberCount: number): Lists {
  const offsets = new Uint32Array(memberCount + 1);
  for (const member of lists.members) offsets[member + 1] = at(offsets, member + 1) + 1;
  for (let member = 0; member < memberCount; member += 1) {
    offsets[member + 1] = at(offsets, member + 1) + at(offsets, member);
  }
  const members = new Uint32Array(lists.members.length);
  const next = offsets.slice();
  for (let list = 0; list + 1 < lists.offsets.length; list += 1) {
    for (let place = at(lists.offsets, list); place < at(lists.offsets, list + 1); place += 1) {
      const member = at(lists.members, place);
      members[at(next, member)] = list;
      next[member] = at(next, member) + 1;
    }
  }
  return { offsets, members };
}

/**
 * Indices here are made by this folder, in range by construction; the type system cannot know. One function for each
 * kind of array: a shared one would be compiled for both and be several times slower.
 */
export function at(array: Uint32Array, index: number): number {
  return array[index] as number;
}

export function weightAt(array: Float64Array, index: number): number {
  return array[index] as number;
}
