import type { Grant, Scope } from "../../core/access/actor.ts";
import type { Abilities } from "../../core/queue/abilities.ts";
import type { Instant } from "../../core/kernel/instant.ts";

export type StaffLanguage = "zh-CN" | "en";

/** A person who signs in, with her roles. */
export type Staff = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly employeeNo: string | null;
  readonly state: "active" | "disabled";
  readonly language: StaffLanguage;
  /** 接待上限 on the seats that she signs in on. */
  readonly capacity: number;
  /** What she can, for the queues that ask for it. */
  readonly abilities: Abilities;
  /** False: invited, and has not chosen a password yet. */
  readonly hasPassword: boolean;
  readonly createdAt: Instant;
  readonly version: number;
  readonly grants: readonly Grant[];
};

export type NewStaff = Pick<
  Staff,
  "id" | "login" | "name" | "employeeNo" | "language" | "capacity" | "createdAt"
> & {
  readonly passwordHash: string | null;
};

export type StaffChange = Partial<
  Pick<Staff, "name" | "employeeNo" | "language" | "capacity" | "abilities" | "state">
>;

/** A skill is there while somebody has it. */
export type Skill = {
  readonly skill: string;
  readonly people: readonly {
    readonly staffId: string;
    readonly name: string;
    /** Proficiency, 0 to 5. */
    readonly level: number;
  }[];
};

export type StaffStore = {
  readonly byId: (id: string) => Promise<Staff | undefined>;
  /** By login, upper and lower case alike. */
  readonly byLogin: (login: string) => Promise<Staff | undefined>;
  readonly byEmployeeNo: (employeeNo: string) => Promise<Staff | undefined>;
  /** By age, those after this id. Of a scope of queues: who belongs to one of them. */
  readonly list: (page: {
    /** Part of a name, a login or an employee number. */
    readonly search: string | undefined;
    readonly within: Scope;
    readonly after: string | undefined;
    readonly limit: number;
  }) => Promise<readonly Staff[]>;
  /** By name, who has each, the best first; of active people, within a scope of queues. */
  readonly skills: (within: Scope) => Promise<readonly Skill[]>;
  /** Whether she belongs to one of these queues. */
  readonly isWithin: (id: string, scope: Scope) => Promise<boolean>;
  readonly create: (staff: NewStaff, grants: readonly Grant[]) => Promise<void>;
  /** Raises the version. Throws raced where it is not the one that was read. */
  readonly update: (staff: Pick<Staff, "id" | "version">, change: StaffChange) => Promise<void>;
  readonly setGrants: (id: string, grants: readonly Grant[]) => Promise<void>;
  readonly setPassword: (id: string, passwordHash: string) => Promise<void>;
  /** Whether anybody who can sign in is an administrator everywhere. */
  readonly hasAdmin: () => Promise<boolean>;
  /** Whether anybody else who can sign in is an administrator everywhere. One asks at a time, until the commit. */
  readonly hasOtherAdmin: (id: string | undefined) => Promise<boolean>;
};
