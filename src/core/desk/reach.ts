import { type Actor, type Scope, scopeOf } from "../access/actor.ts";

/** Whose contacts somebody may see; null: of every queue. What is hers, or was, or she is asked about, she always may. */
export type Reach = {
  readonly staffId: string;
  /** With the bot, waiting, or left as a message, in these queues. */
  readonly asked: readonly string[] | null;
  /** In any state, whoever has them, in these queues. */
  readonly everybodys: readonly string[] | null;
};

export const reachOf = (actor: Actor): Reach => ({
  staffId: actor.id,
  asked: queuesOf(scopeOf(actor, "contact.read")),
  everybodys: queuesOf(scopeOf(actor, "contact.read_all")),
});

const queuesOf = (scope: Scope): readonly string[] | null => (scope === "all" ? null : scope);

/** Whether she sees others' contacts at all. */
export const seesColleagues = ({ everybodys }: Reach): boolean =>
  everybodys === null || everybodys.length > 0;
