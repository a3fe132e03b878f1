/** A user of the operating system. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who PostgreSQL runs as. It refuses to be root, so a root process runs it as
 * another `user`, or, where that one may not enter the folders above the data,
 * as itself `mapped` to another id by a user namespace.
 */
export type RunAs =
  | { readonly kind: "ourselves" }
  | { readonly kind: "user"; readonly user: User }
  | { readonly kind: "mapped"; readonly user: User };

/** Whom the files of PostgreSQL must be given to; `undefined`: they are ours. */
export function ownerOf(runAs: RunAs): User | undefined {
  return runAs.kind === "user" ? runAs.user : undefined;
}
