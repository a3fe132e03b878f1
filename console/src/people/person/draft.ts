import type { Grant, Person } from "../staff.ts";

/** What the form of a person holds. */
export type Draft = {
  name: string;
  login: string;
  employeeNo: string;
  language: Person["language"];
  capacity: number;
  abilities: Person["abilities"];
  roles: Grant[];
};

const CAPACITY = 5;
const LOGIN_CHARACTERS_MIN = 2;

export const draftOf = (person: Person | undefined): Draft => ({
  name: person?.name ?? "",
  login: person?.login ?? "",
  employeeNo: person?.employeeNo ?? "",
  language: person?.language ?? "zh-CN",
  capacity: person?.capacity ?? CAPACITY,
  abilities: person?.abilities ?? {},
  roles: person === undefined ? [{ role: "agent", queues: "all" }] : [...person.roles],
});

export const isSameDraft = (one: Draft, other: Draft): boolean =>
  JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));

/** Named, and no role that is meant for chosen queues is without one. */
export const isComplete = ({ name, login, roles }: Draft): boolean =>
  name.trim() !== "" &&
  login.trim().length >= LOGIN_CHARACTERS_MIN &&
  roles.every(({ queues }) => queues === "all" || queues.length > 0);

const inOrder = (draft: Draft) => ({
  ...draft,
  roles: [...draft.roles]
    .sort((one, other) => one.role.localeCompare(other.role))
    .map(({ role, queues }) => ({ role, queues: queues === "all" ? queues : [...queues].sort() })),
});
