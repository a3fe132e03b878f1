import { type Answer } from "../api/endpoints.ts";
import type { TextKey } from "../text/index.ts";

/** A person who signs in, as the server shows her. */
export type Person = Answer<"GET /staff">["items"][number];
export type Grant = Person["roles"][number];
export type Role = Grant["role"];

export const ROLES: readonly Role[] = ["agent", "supervisor", "admin", "executive", "auditor"];

/** 在用, 已邀请 (has not chosen a password yet), 已停用. */
export type Standing = "active" | "invited" | "disabled";

export const standingOf = ({ state, invited }: Pick<Person, "state" | "invited">): Standing =>
  state === "disabled" ? "disabled" : invited ? "invited" : "active";

export const TONES = { active: "ok", invited: "info", disabled: "plain" } as const satisfies Record<
  Standing,
  string
>;

export const roleText = (role: Role): TextKey => `people.role.${role}`;

/** The link as a person copies it: with this server's address before it. */
export const wholeLink = (path: string): string => new URL(path, location.origin).href;
