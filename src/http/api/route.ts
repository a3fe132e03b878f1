import type { Context } from "koa";

import type { Action, Ask, Perform, Query } from "../../action/action.ts";
import type { Actor } from "../../core/access/actor.ts";
import type { Asked } from "../../core/access/permission.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { Ids } from "../../core/kernel/id.ts";
import type { Language } from "../../text/index.ts";
import type { Contract, GivenAnswer, InputOf } from "../contract/contract.ts";
import type { Passwords } from "../session/passwords.ts";
import type { Sessions, SignedIn } from "../session/sessions.ts";

/** What every handler may use. */
export type Api = {
  readonly perform: Perform;
  readonly ask: Ask;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  /** People reach us by https alone. */
  readonly secure: boolean;
  readonly version: string;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** One call, let in and validated. */
export type Call<Input = unknown> = {
  readonly input: Input;
  /** Undefined where the contract is public and nobody is signed in. */
  readonly session: SignedIn | undefined;
  readonly actor: Actor | undefined;
  /** The Idempotency-Key. */
  readonly key: string | undefined;
  readonly requestId: string;
  /** Where it came from. */
  readonly address: string;
  readonly language: Language;
  /** For cookies, and for what is not JSON. */
  readonly ctx: Context;
};

export type Route = {
  readonly contract: Contract;
  readonly handle: (call: Call<never>, api: Api) => Promise<unknown>;
};

/** Whoever calls, of a contract that is not public. */
export function signedInOf({ session }: Pick<Call, "session">): SignedIn {
  if (session === undefined) throw new Error("A public call was taken for one of somebody.");
  return session;
}

/** A contract that is an action. */
export const acts = <C extends Contract>(contract: C, action: Action<InputOf<C>, GivenAnswer<C>>): Route => ({
  contract: agreed(contract, action.permission),
  handle: (call: Call<InputOf<C>>, api) => api.perform(action, call.input, call.actor, call.key),
});

/** A contract that is a query. */
export const asks = <C extends Contract>(contract: C, query: Query<InputOf<C>, GivenAnswer<C>>): Route => ({
  contract: agreed(contract, query.permission),
  handle: (call: Call<InputOf<C>>, api) => api.ask(query, call.input, call.actor),
});

/** A contract with a handler of its own. */
export const answers = <C extends Contract>(
  contract: C,
  handle: (call: Call<InputOf<C>>, api: Api) => Promise<GivenAnswer<C>>,
): Route => ({ contract, handle });

/** A contract tells people what its action will ask of them: the two must not part. */
function agreed<C extends Contract>(contract: C, asked: Asked): C {
  if (contract.permission === asked) return contract;
  throw new Error(`${contract.id} says that it asks ${contract.permission}, and asks ${asked}.`);
}
