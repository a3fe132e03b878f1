import type { Grant } from "../access/actor.ts";
import type { Abilities } from "../queue/abilities.ts";
import type { Names } from "../table/columns.ts";

/** What a row of a roster may say: a person, what she may and can, and where she works. */
export type RosterField =
  | "login"
  | "name"
  | "employeeNo"
  | "role"
  | "group"
  | "queues"
  | "skills"
  | "capacity"
  | "seat";

/** Under which headings houses have them. */
export const ROSTER_NAMES: Names<RosterField> = {
  login: ["登录名", "账号", "登录账号", "用户名", "邮箱", "account", "user", "username", "email"],
  name: ["姓名", "名字", "员工姓名", "员工", "客服", "agent", "full name"],
  employeeNo: ["工号", "员工号", "员工编号", "编号", "employee no", "employee number", "employee id", "no"],
  role: ["角色", "岗位", "职位", "权限", "roles"],
  group: ["组", "团队", "班组", "座席组", "所属组", "小组", "team", "site"],
  queues: ["队列", "技能组", "所属队列", "queue"],
  skills: ["技能", "技能等级", "skill"],
  capacity: ["接待上限", "并发", "最大接待数", "同时接待", "max chats", "concurrency"],
  seat: ["座席号", "座席", "工位", "席位", "seat number", "seats"],
};
export const ROSTER_FIELDS = Object.keys(ROSTER_NAMES) as readonly RosterField[];

/** Of a new person who is given none: how many she is offered at once, and what she is. */
export const CAPACITY_USUAL = 5;
export const ROLE_USUAL = "agent";
export const ROSTER_ROWS_MAX = 1_000;

/** What is wrong with a row; nothing of it is done. `value`: what stands there; `other`: what it meets. */
export type RosterProblem = {
  readonly row: number;
  readonly field: RosterField;
  readonly code:
    | "missing"
    | "unfit"
    | "unknown"
    | "twice"
    | "taken"
    | "differs"
    | "disabled"
    | "group_missing"
    | "elsewhere"
    | "closed";
  readonly value?: string;
  readonly other?: string;
};

/** What a row asks for; a field that is empty says nothing, so what there is of it stays. */
export type Wish = {
  readonly row: number;
  readonly login: string;
  readonly name?: string;
  readonly employeeNo?: string;
  readonly role?: Grant["role"];
  readonly group?: string;
  readonly queues: readonly string[];
  readonly skills?: Readonly<Record<string, number>>;
  readonly capacity?: number;
  readonly seat?: string;
};

/** The house as a plan has to know it. */
export type House = {
  readonly staff: readonly {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly employeeNo: string | null;
    readonly state: "active" | "disabled";
    readonly capacity: number;
    readonly abilities: Abilities;
    readonly grants: readonly Grant[];
    readonly version: number;
  }[];
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly queues: readonly {
    readonly id: string;
    readonly groupId: string;
    readonly key: string;
    readonly name: string;
    readonly state: "active" | "closed";
    readonly members: readonly { readonly staffId: string }[];
  }[];
  readonly seats: readonly { readonly number: string; readonly groupId: string }[];
};

/** A group or a queue: its id where it is there, else what it is called in the plan that makes it. */
export type Ref = string;

export type NewPerson = {
  readonly row: number;
  readonly login: string;
  readonly name: string;
  readonly employeeNo: string | null;
  readonly role: Grant["role"];
  readonly capacity: number;
  readonly skills: Readonly<Record<string, number>>;
  readonly joins: readonly Ref[];
};

/** What of somebody who is there is to be otherwise. */
export type Changed = {
  readonly row: number;
  readonly id: string;
  readonly version: number;
  readonly name?: string;
  readonly employeeNo?: string;
  readonly capacity?: number;
  readonly abilities?: Abilities;
  readonly joins: readonly Ref[];
};

export type Made = {
  readonly groups: readonly { readonly ref: Ref; readonly name: string }[];
  readonly queues: readonly { readonly ref: Ref; readonly group: Ref; readonly name: string }[];
  readonly seats: readonly { readonly group: Ref; readonly number: string }[];
};

/** What a table makes of the house: the rows that are right, and what is wrong with the others. */
export type Plan = Made & {
  readonly people: readonly NewPerson[];
  readonly changed: readonly Changed[];
  /** Rows that ask for nothing that is not so. */
  readonly same: readonly number[];
  readonly problems: readonly RosterProblem[];
};
