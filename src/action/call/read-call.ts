import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import { refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import type { CallSeen } from "./ports.ts";

type Moments = "startedAt" | "answeredAt" | "endedAt";
export type ShownCall = Omit<CallSeen, Moments> & {
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
};

/**
 * What is known of a call beside its contact.
 * @throws Fault `conversation_unseen`, `call_gone`
 */
export const readCall: Query<{ readonly id: string }, ShownCall, Pick<Stores, "call" | "conversation">> = {
  permission: "contact.read",
  async ask({ store, actor }, { id }) {
    await refuseUnseen(store, actor, id);
    const call = await store.call.ofConversation(id);
    if (call === undefined) throw callGone();
    return {
      ...call,
      startedAt: new Date(call.startedAt).toISOString(),
      answeredAt: isoOrNull(call.answeredAt),
      endedAt: isoOrNull(call.endedAt),
    };
  },
};

const isoOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const callGone = (): Fault => new Fault("call_gone", "There is no call here.");

/**
 * Whoever calls is the person who writes there; her next call is known by its number. It is taken back as any other
 * merge is (`customer.parted`).
 * @throws Fault `conversation_unseen`, `call_gone`
 */
export const joinCaller: Action<
  { readonly id: string; readonly conversationId: string },
  { readonly joined: boolean },
  Pick<Stores, "call" | "conversation">
> = {
  id: "call.caller_joined",
  permission: "contact.serve",
  async run({ store, actor, at, ids }, { id, conversationId }) {
    await refuseUnseen(store, actor, id);
    await refuseUnseen(store, actor, conversationId);
    if ((await store.call.ofConversation(id)) === undefined) throw callGone();
    const joined = await store.call.join(id, conversationId, { id: ids(), at, by: actorName(actor) });
    return {
      result: { joined },
      audit: joined ? [{ subject: "conversation", subjectId: id, data: { with: conversationId } }] : [],
      wakes: [`staff:${actor.id}`],
    };
  },
};
