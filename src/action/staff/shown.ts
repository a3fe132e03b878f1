import type { Staff } from "./ports.ts";

/** A person as the API shows her. */
export type ShownStaff = Omit<Staff, "createdAt" | "grants" | "hasPassword"> & {
  /** Has not chosen a password yet. */
  readonly invited: boolean;
  readonly createdAt: string;
  readonly roles: Staff["grants"];
};

export const shownStaff = (staff: Staff): ShownStaff => {
  const { createdAt, grants, hasPassword, ...rest } = staff;
  return { ...rest, invited: !hasPassword, createdAt: new Date(createdAt).toISOString(), roles: grants };
};
