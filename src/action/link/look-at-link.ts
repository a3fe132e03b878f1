import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { tokenHash } from "../session/token.ts";
import { linkGone } from "./link-gone.ts";
import type { Link } from "./ports.ts";

/** Whose password a link lets one choose. */
export type LinkShown = Pick<Link, "purpose"> & {
  /** Null for the first administrator, who is nobody yet. */
  readonly login: string | null;
  readonly name: string | null;
};

/** @throws Fault `link_gone` */
export const lookAtLink: Query<{ readonly token: string }, LinkShown, Pick<Stores, "link" | "staff">> = {
  permission: "public",
  async ask({ store, at }, { token }) {
    const link = await store.link.look(tokenHash(token), at);
    if (link === undefined) throw linkGone();
    const staff = link.staffId === null ? undefined : await store.staff.byId(link.staffId);
    return { purpose: link.purpose, login: staff?.login ?? null, name: staff?.name ?? null };
  },
};
