import type { MadeLink } from "./make-link.ts";

/** A link as it is handed over, once. Behind the #, where it reaches no server and no log. */
export type ShownLink = { readonly path: string; readonly expiresAt: string };

export const shownLink = ({ token, expiresAt }: MadeLink): ShownLink => ({
  path: `/invitation#token=${token}`,
  expiresAt: new Date(expiresAt).toISOString(),
});
