import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Credential } from "./ports.ts";

/** What a login opens with; asked on the way in, before anybody is signed in. */
export const credentialByLogin: Query<
  { readonly login: string },
  Credential | undefined,
  Pick<Stores, "signIn">
> = {
  permission: "public",
  ask: ({ store }, { login }) => store.signIn.credentialByLogin(login),
};

/** One's own. */
export const ownCredential: Query<
  object,
  (Credential & { readonly login: string }) | undefined,
  Pick<Stores, "signIn">
> = {
  permission: "signed_in",
  ask: ({ store, actor }) => store.signIn.credentialOf(actor.id),
};
