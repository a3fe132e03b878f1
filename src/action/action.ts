import type { Actor } from "../core/access/actor.ts";
import type { Asked } from "../core/access/permission.ts";
import type { Fault } from "../core/kernel/fault.ts";
import type { Ids } from "../core/kernel/id.ts";
import type { Instant } from "../core/kernel/instant.ts";
import type { Stores } from "./ports.ts";

/**
 * Something that a person may do: one permission, one transaction. The runner admits the actor, makes the store
 * inside a transaction, runs it, writes the audit and the answer under the idempotency key, commits, and wakes
 * whom it names. It may run more than once before it commits: it does nothing outside its store.
 *
 * `Store` is what it needs of the transaction, e.g. `Pick<Stores, "staff" | "queue">`. Result is plain JSON, the
 * same that the API answers: it is kept, and given again to whoever repeats the key.
 */
export type Action<Input, Result, Store = Stores> = {
  /** noun.verb in the past tense, as the audit tells it: "staff.created". */
  readonly id: string;
  readonly permission: Asked;
  readonly run: (context: ActionContext<Store>, input: Input) => Promise<Outcome<Result>>;
};

export type ActionContext<Store> = {
  readonly store: Store;
  readonly actor: Actor;
  readonly at: Instant;
  readonly ids: Ids;
  /** A new token of 256 random bits, as text for a link or a cookie. */
  readonly secret: () => string;
};

/** What is committed. A refusal is committed too and then thrown, for refusals that have to leave a trace. */
export type Outcome<Result> = (
  | {
      readonly result: Result;
      /** What a repeat is answered instead, where the result holds a secret that is shown once. */
      readonly again?: Result;
    }
  | { readonly refusal: Fault }
) & {
  readonly audit: readonly AuditEntry[];
  /** Topics of the bus, "topic" or "topic:key", published after the commit. */
  readonly wakes?: readonly string[];
};

/** To whom or what it was done. Ids and codes only, never what somebody wrote. */
export type AuditEntry = {
  readonly subject: string;
  readonly subjectId: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Where it is not the action's own id. */
  readonly action?: string;
};

/** Something that a person may look at. It sees the same stores on a connection that refuses to write. */
export type Query<Input, Result, Store = Stores> = {
  readonly permission: Asked;
  readonly ask: (context: QueryContext<Store>, input: Input) => Promise<Result>;
};

export type QueryContext<Store> = { readonly store: Store; readonly actor: Actor; readonly at: Instant };

/** Who calls; undefined: nobody who is signed in, for what is public. */
export type Caller = Actor | undefined;

/**
 * Does it, once per key and person.
 * @throws Fault `signed_out`, `forbidden`, `idempotency_key_reused`, `raced` (lost every try), `busy` (somebody holds
 * what it needs), `unavailable` (no database), and the action's own
 */
export type Perform = <Input, Result>(
  action: Action<Input, Result>,
  input: Input,
  caller: Caller,
  key?: string,
) => Promise<Result>;

/** @throws Fault `signed_out`, `forbidden`, `busy`, `unavailable`, and the query's own */
export type Ask = <Input, Result>(
  query: Query<Input, Result>,
  input: Input,
  caller: Caller,
) => Promise<Result>;
