import { actorName } from "../../core/access/actor.ts";
import type { Contact } from "../../core/contact/contact.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import { noteWords } from "../../core/conversation/written.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { QueuePolicy } from "../../core/queue/policy.ts";
import type { Action, Query } from "../action.ts";
import type { FloorAgent, FloorQueue } from "../floor/ports.ts";
import type { Stores } from "../ports.ts";
import { queueGone, theQueue } from "../queue/rules.ts";
import { found, refuseCall, refuseOthers, refusePassing } from "./own.ts";
import { passToAgent } from "./passing/pass-to-agent.ts";

type Transferred = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly isOffered: boolean;
  /** Where it went instead: the last transfer that is allowed is a leader's (days, G29). */
  readonly leaderQueue: { readonly id: string; readonly name: string } | null;
};
type Input = {
  readonly id: string;
  /** To a queue, or to one agent. */
  readonly queueId?: string | undefined;
  readonly staffId?: string | undefined;
  readonly note: string;
  readonly keepsAge: boolean;
  /** 暖转, to one agent: it stays the sender's until that one has accepted. */
  readonly isWarm: boolean;
};
type Store = Pick<Stores, "contact" | "queue" | "passing">;

/**
 * 转接, with a note for whoever takes it; the sender is free at once, or, warm, with the other's acceptance (seats section 2.9). To a queue: the fan keeps the
 * age that she has, unless the sender says otherwise, and is not offered to her again. To an agent: it is offered to that
 * one alone; where she cannot take it, or does not, it waits in its queue as a little older.
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`, `contact_is_call`, `queue_gone`, `staff_gone`,
 * `transfer_to_oneself`, `transfer_limit` {max}, `reply_empty`, `reply_too_long`, `contact_passing` {name}; warm also
 * `agent_not_seated` {name}, `agent_not_ready` {name}, and why that one has no room for it (`refuseFull`)
 */
export const transfer: Action<Input, Transferred, Store> = {
  id: "contact.transferred",
  permission: "contact.serve",
  async run({ store, actor, at, ids }, { id, queueId, staffId, note, keepsAge, isWarm }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    refuseCall(held);
    if (queueId !== undefined && (await theQueue(store, queueId)).state !== "active") throw queueGone();
    const { contact, conversationId } = held;
    await refusePassing(store, contact);
    const { policy, queueId: from } = await store.contact.policyOf(held);
    refuseTooMany(contact.transfers ?? 0, policy.transferMax);

    const stamp = { actor: actorName(actor), at };
    const text = noteWords(note);
    const writing = { staffId: actor.id, internal: true, contents: [{ kind: "text", text }] } as const;
    const noted = async (): Promise<ContactEvent> => {
      const [seq = 0] = await store.contact.write(held, writing, at);
      return { code: "note_added", seq, staff: actor.id };
    };
    const queued = {
      code: "queued",
      reason: "transferred",
      sender: actor.id,
      ...(from !== undefined && { from }),
    } as const;
    const leaderQueue = await leaderQueueOf(store, contact, policy);
    const to = leaderQueue === null ? { queueId: queueId ?? from, staffId } : { queueId: leaderQueue.id };
    const isOffered =
      to.staffId === undefined
        ? await toQueue()
        : await passToAgent(
            { store, actor, at, ids },
            { held, staffId: to.staffId, queued, policy, isWarm, noted },
          );
    const data = to.staffId === undefined ? { queueId: to.queueId } : { staffId: to.staffId };
    return {
      result: { contactId: id, conversationId, isOffered, leaderQueue },
      audit: [{ subject: "contact", subjectId: id, data }],
      wakes: [`staff:${actor.id}`, ...(staffId === undefined ? [] : [`staff:${staffId}`]), "floor", "seat"],
    };

    async function toQueue(): Promise<false> {
      const into = { queue: to.queueId, ...(!keepsAge && { keepsAge }) };
      await store.contact.step(contact, [await noted(), { ...queued, ...into } as ContactEvent], stamp);
      await store.contact.giveUp(contact, "transferred", stamp);
      return false;
    }
  },
};

/** Nobody is passed round for ever: the last transfer that is allowed ends with whoever leads; null: this is not it. */
async function leaderQueueOf(
  store: Store,
  { transfers = 0 }: Contact,
  { transferMax, leaderQueueId }: QueuePolicy,
): Promise<Transferred["leaderQueue"]> {
  if (leaderQueueId === undefined || transfers < transferMax - 1) return null;
  const queue = await store.queue.byId(leaderQueueId);
  return queue?.state === "active" ? { id: queue.id, name: queue.name } : null;
}

type QueueChoice = Pick<FloorQueue, "id" | "name" | "group" | "waiting" | "ready" | "free">;

type AgentChoice = {
  readonly id: string;
  readonly name: string;
  readonly isReady: boolean;
  readonly free: number;
  readonly queues: readonly string[];
};

/** Where a contact may be passed on to, and how busy everybody else is: she is not offered it again. */
export const readChoices: Query<
  object,
  { readonly queues: readonly QueueChoice[]; readonly agents: readonly AgentChoice[] },
  Pick<Stores, "floorView">
> = {
  permission: "contact.serve",
  async ask({ store, actor }) {
    const queues = await store.floorView.queues("all", actor.id);
    const agents = await store.floorView.agents("all");
    return {
      queues: queues.map(({ id, name, group, waiting, ready, free }) => ({
        id,
        name,
        group,
        waiting,
        ready,
        free,
      })),
      agents: agents
        .filter(({ staffId }) => staffId !== actor.id)
        .map(choiceOf)
        .toSorted((one, other) => Number(other.isReady) - Number(one.isReady) || other.free - one.free),
    };
  },
};

const choiceOf = ({ staffId: id, name, presence, used, capacity, queues }: FloorAgent): AgentChoice => ({
  id,
  name,
  isReady: presence === "ready",
  free: Math.max(0, capacity - used),
  queues,
});

function refuseTooMany(transfers: number, max: number): void {
  if (transfers < max) return;
  throw new Fault(
    "transfer_limit",
    `She has been passed on ${max} times. Help her yourself, or ask a leader.`,
    {
      max,
    },
  );
}
