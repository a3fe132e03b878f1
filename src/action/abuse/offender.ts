import { type Flag, flagOf, type FlagRule, type LiftReason } from "../../core/abuse/flag.ts";
import type { Person } from "../../core/desk/desk.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Action } from "../action.ts";
import { refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import type { AbuseHistory, AbuseLift } from "./ports.ts";

/** 曾多次辱骂: how often, until when it is said, and who has said, until then, that it is not so. */
export type Offender = {
  readonly times: number;
  readonly until: string;
  readonly lifted: { readonly by: Person; readonly at: string; readonly reason: LiftReason } | null;
};

type Store = Pick<Stores, "abuse" | "setting">;

/** Null for nearly everybody, and then it costs a look at two indices. */
export async function offenderOf(
  store: Store,
  conversationId: string,
  at: Instant,
): Promise<Offender | null> {
  const history = await store.abuse.history(conversationId);
  if (history.incidents.length === 0) return null;
  const rule = await ruleOf(store);
  const standing = standingFlag(history, rule, at);
  if (standing !== undefined) return shown(standing, undefined);
  const was = flagOf(history.incidents, undefined, rule, at);
  return was === undefined ? null : shown(was, history.lift);
}

/**
 * 解除辱骂标记: a leader decides an appeal. What was before counts no more; the next incident is the first.
 * @throws Fault `conversation_unseen`, `abuse_not_flagged`
 */
export const liftFlag: Action<
  { readonly id: string; readonly reason: LiftReason },
  { readonly conversationId: string },
  Store & Pick<Stores, "conversation">
> = {
  id: "customer.abuse_lifted",
  permission: "floor.write",
  async run({ store, actor, at }, { id, reason }) {
    await refuseUnseen(store, actor, id);
    const history = await store.abuse.history(id);
    if (standingFlag(history, await ruleOf(store), at) === undefined)
      throw new Fault("abuse_not_flagged", "This customer is not marked, or no more.");
    await store.abuse.lift({ conversationId: id, staffId: actor.id, reason }, at);
    return {
      result: { conversationId: id },
      audit: [{ subject: "conversation", subjectId: id, data: { reason } }],
      wakes: [],
    };
  },
};

async function ruleOf(store: Store): Promise<FlagRule> {
  const settings = await store.setting.read();
  return {
    after: settings["abuse.flagAfter"],
    days: settings["abuse.flagDays"],
    lasts: settings["abuse.flagFor"],
  };
}

const standingFlag = ({ incidents, lift }: AbuseHistory, rule: FlagRule, at: Instant): Flag | undefined =>
  flagOf(incidents, lift?.at, rule, at);

const shown = ({ times, until }: Flag, lift: AbuseLift | undefined): Offender => ({
  times,
  until: new Date(until).toISOString(),
  lifted:
    lift === undefined ? null : { by: lift.by, at: new Date(lift.at).toISOString(), reason: lift.reason },
});
