import { LOGIN, LOGIN_CHARACTERS_MAX } from "../access/login.ts";
import { ROLES, type Role } from "../access/role.ts";
import { SEAT_NUMBER } from "./seat-number.ts";
import { namesIn } from "../table/columns.ts";
import type { RosterField, RosterProblem, Wish } from "./roster.ts";

type Cells = Readonly<Partial<Record<RosterField, string>>>;
export type ReadRow = { readonly wish: Wish } | { readonly problems: readonly RosterProblem[] };

const NAME_CHARACTERS_MAX = 64;
const NO_CHARACTERS_MAX = 32;
const QUEUES_MAX = 20;
const SKILLS_MAX = 50;
const SKILL_LEVEL_MAX = 5;
/** Of a skill that is only named. */
const SKILL_LEVEL_USUAL = 3;
const CAPACITY_MAX = 50;

const ROLE_NAMES: Readonly<Record<string, Role>> = {
  座席: "agent",
  客服: "agent",
  坐席: "agent",
  班长: "supervisor",
  组长: "supervisor",
  主管: "supervisor",
  管理员: "admin",
  高管: "executive",
  管理层: "executive",
  审计: "auditor",
  审计员: "auditor",
};

/** Signs that steer a screen, and other lines. */
const STEERING = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** All that is wrong with a row at once, by itself; what it meets in the house is the plan's business. */
export function readRosterRow(row: number, given: Cells): ReadRow {
  const cell = (field: RosterField): string => (given[field] ?? "").trim();
  const problems: RosterProblem[] = [];
  const no = (field: RosterField, code: RosterProblem["code"], value = cell(field)): undefined => {
    problems.push({ row, field, code, ...(value === "" ? {} : { value }) });
  };
  const line = (field: RosterField, charactersMax: number): string | undefined => {
    const text = cell(field);
    if (text === "") return undefined;
    return text.length > charactersMax || STEERING.test(text) ? no(field, "unfit") : text;
  };

  const login = cell("login").normalize("NFKC");
  if (login === "") no("login", "missing");
  else if (login.length < 2 || login.length > LOGIN_CHARACTERS_MAX || !LOGIN.test(login))
    no("login", "unfit");
  const role = cell("role") === "" ? undefined : roleOf(cell("role"));
  if (cell("role") !== "" && role === undefined) no("role", "unknown");
  const capacity = cell("capacity") === "" ? undefined : Number(cell("capacity"));
  if (capacity !== undefined && !(Number.isInteger(capacity) && capacity >= 1 && capacity <= CAPACITY_MAX)) {
    no("capacity", "unfit");
  }
  const seat = cell("seat") === "" ? undefined : cell("seat").normalize("NFKC").toUpperCase();
  if (seat !== undefined && !SEAT_NUMBER.test(seat)) no("seat", "unfit");
  const queues = namesIn(cell("queues"));
  const wrongQueue = queues.find((name) => name.length > NAME_CHARACTERS_MAX || STEERING.test(name));
  if (wrongQueue !== undefined || queues.length > QUEUES_MAX) no("queues", "unfit", wrongQueue);
  const skills = skillsOf(cell("skills"));
  if (typeof skills === "string") no("skills", "unfit", skills);

  const wish = said({
    name: line("name", NAME_CHARACTERS_MAX),
    employeeNo: line("employeeNo", NO_CHARACTERS_MAX),
    group: line("group", NAME_CHARACTERS_MAX),
    skills: typeof skills === "string" ? undefined : skills,
    role,
    capacity,
    seat,
  });
  return problems.length > 0 ? { problems } : { wish: { row, login, queues, ...wish } };
}

const said = <T extends object>(fields: T): { readonly [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

const roleOf = (text: string): Role | undefined =>
  ROLES.find((role) => role === text.toLowerCase()) ?? ROLE_NAMES[text];

/** "退换货:4、英语": names with a level of 0 to 5 behind. What cannot be read is given back; undefined: none is named. */
function skillsOf(cell: string): Readonly<Record<string, number>> | string | undefined {
  const named = namesIn(cell);
  if (named.length === 0) return undefined;
  if (named.length > SKILLS_MAX) return String(named.length);
  const skills: [string, number][] = [];
  for (const one of named) {
    const [, name = "", level] = /^([^:：=]{1,32}?)\s*(?:[:：=]\s*(\d(?:\.\d)?))?$/u.exec(one) ?? [];
    const height = level === undefined ? SKILL_LEVEL_USUAL : Number(level);
    if (name === "" || height > SKILL_LEVEL_MAX || STEERING.test(name)) return one;
    skills.push([name, height]);
  }
  return Object.fromEntries(skills);
}
