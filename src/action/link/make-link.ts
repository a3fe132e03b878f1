import { type Instant, HOUR, DAY } from "../../core/kernel/instant.ts";
import type { ActionContext } from "../action.ts";
import type { Stores } from "../ports.ts";
import { tokenHash } from "../session/token.ts";
import type { Link } from "./ports.ts";

/** An invitation may wait over a weekend; whoever forgot her password waits for the link. */
const LIFE_MS: Readonly<Record<Link["purpose"], number>> = {
  first_admin: 24 * HOUR,
  invite: 7 * DAY,
  reset: 24 * HOUR,
};

/** A link, and until when; its token is nowhere but in the answer. */
export type MadeLink = { readonly token: string; readonly expiresAt: Instant };

/** Makes one inside an action; the one before it, for the same person, is dead from now on. */
export async function makeLink(
  { store, at, secret }: Pick<ActionContext<Pick<Stores, "link">>, "store" | "at" | "secret">,
  link: Link,
): Promise<MadeLink> {
  const token = secret();
  const expiresAt = at + LIFE_MS[link.purpose];
  await store.link.create({ ...link, tokenHash: tokenHash(token), at, expiresAt });
  return { token, expiresAt };
}
