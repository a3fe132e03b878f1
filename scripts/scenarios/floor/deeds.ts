import { forceSignOut } from "../../../src/action/agent/force.ts";
import { setPresence } from "../../../src/action/agent/set-presence.ts";
import { signIn } from "../../../src/action/agent/sign-in.ts";
import { signOut } from "../../../src/action/agent/sign-out.ts";
import type { Perform } from "../../../src/action/action.ts";
import { end } from "../../../src/action/contact/end.ts";
import { hold, unhold } from "../../../src/action/contact/passing/hold.ts";
import { take } from "../../../src/action/contact/take.ts";
import { transfer } from "../../../src/action/contact/transfer.ts";
import { accept } from "../../../src/action/offer/accept.ts";
import { reject } from "../../../src/action/offer/reject.ts";
import { fillWrapUp } from "../../../src/action/wrap-up/fill-one.ts";
import type { Actor } from "../../../src/core/access/actor.ts";
import type { FloorError } from "../../../src/core/assignment/live/decision.ts";
import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import { isOpen } from "../../../src/core/contact/contact.ts";
import { Fault } from "../../../src/core/kernel/fault.ts";
import type { Chosen, Presence } from "../../../src/core/seating/presence.ts";
import { loadContact, writeStep } from "../../../src/store/contact/contact-step.ts";
import { inTransaction } from "../../../src/store/transaction.ts";
import { comeBack, enqueue, words } from "./hearing.ts";
import { turnAgent, turnQueue } from "./turning.ts";
import {
  type Acting,
  actor,
  actorOf,
  type Former,
  idOf,
  type Looking,
  type Outcome,
  tried,
} from "./acting.ts";
import { beside, between, later } from "./between.ts";
import type { Stage } from "./stage.ts";

/** Does what a scenario says, as people and fans do it; what cannot be is told as the conventions name it. */
export type Deeds = (event: FloorEvent) => Promise<FloorError | undefined>;

/** `looking`: by what is looked up whose turn it is; whoever acts side by side with others gives more than one connection. */
export const createDeeds =
  (stage: Stage, perform: Perform, formerOf: Former, looking: Looking = stage.client): Deeds =>
  (event) =>
    happen({ stage, perform, formerOf, looking }, event);

async function happen(acting: Acting, event: FloorEvent): Outcome {
  const { stage, perform } = acting;
  switch (event.code) {
    case "enqueued":
      return enqueue(acting, event.contact);
    case "accepted":
    case "rejected":
      return answer(acting, event);
    case "taken":
      return tried(
        () => {
          const id = stage.contacts.get(event.contactId) ?? stage.ids();
          return perform(take, { id }, actorOf(stage, event.agentId));
        },
        (fault) => TAKE_ERRORS[fault.code] ?? "not_eligible",
      );
    case "left":
      return leave(stage, stage.contacts.get(event.contactId));
    case "ended":
      return asOwner(acting, event.contactId, (owner, id) => perform(end, { id }, owner));
    case "wrapped_up":
      return asOwner(acting, event.contactId, (owner, id) =>
        perform(fillWrapUp, { id, ...EMPTY_FORM }, owner),
      );
    case "transferred":
      return passOn(acting, event);
    case "assigned":
    case "bounced":
    case "recalled":
      return between(acting, event);
    case "call_back_asked":
      return later(acting, event);
    case "joined":
    case "parted":
      return beside(acting, event, await ownerOf(acting, event.contactId));
    case "presence":
    case "lost":
      return ofStaff(acting, event);
    case "held":
    case "went_dormant":
      return asOwner(acting, event.contactId, (owner, id) => perform(hold, { id }, owner));
    case "resumed":
      return asOwner(acting, event.contactId, (owner, id) => perform(unhold, { id }, owner));
    case "woke":
      return words(acting, event.contactId, ({ heldSince }) => heldSince !== undefined);
    case "wrote":
      return words(acting, event.contactId, isOpen);
    case "returned":
      return comeBack(acting, event.contact);
    case "queue_changed":
      return turnQueue(acting, event.rules);
    case "agent_changed":
      return turnAgent(acting, event.agent);
    case "signed_in":
    case "day_began":
    case "stopped":
    case "recovered":
      throw new Error(`nobody on the floor does this: ${event.code}`);
  }
}

function passOn(acting: Acting, { contactId, to }: FloorEvent & { readonly code: "transferred" }): Outcome {
  const { stage, perform } = acting;
  const given =
    "queueId" in to
      ? { queueId: idOf(stage.queues, to.queueId), note: "passed on", keepsAge: to.keepsAge, isWarm: false }
      : { staffId: idOf(stage.staff, to.agentId), note: "passed on", keepsAge: true, isWarm: to.isWarm };
  return asOwner(acting, contactId, (owner, id) => perform(transfer, { id, ...given }, owner));
}

/** To the offer that she was made last; a click on one that is gone is refused as one on none. */
async function answer(
  { stage, perform, looking }: Acting,
  event: { readonly code: "accepted" | "rejected"; readonly contactId: string; readonly agentId: string },
): Outcome {
  const agent = actorOf(stage, event.agentId);
  const { rows } = await looking.query<{ id: string; isLive: boolean }>(
    'SELECT id, ended_at IS NULL AS "isLive" FROM offer WHERE contact_id = $1 AND staff_id = $2 ORDER BY offered_at DESC, id DESC LIMIT 1',
    [stage.contacts.get(event.contactId), agent.id],
  );
  const { id, isLive } = rows[0] ?? { id: stage.ids(), isLive: false };
  const error = await tried(
    () =>
      event.code === "accepted"
        ? perform(accept, { id }, agent)
        : perform(reject, { id, reason: "other" }, agent),
    () => "not_offered",
  );
  // Pressed twice it is hers once, and she is answered the same; the conventions call the second an error.
  return isLive ? error : "not_offered";
}

async function ownerOf({ stage, looking }: Acting, contactId: string): Promise<string | undefined> {
  const { rows } = await looking.query<{ owner: string | null }>(
    "SELECT owner_id AS owner FROM contact WHERE id = $1",
    [stage.contacts.get(contactId)],
  );
  return rows[0]?.owner ?? undefined;
}

async function asOwner(
  acting: Acting,
  contactId: string,
  deed: (owner: Actor, id: string) => Promise<unknown>,
): Outcome {
  const id = acting.stage.contacts.get(contactId);
  const owner = await ownerOf(acting, contactId);
  if (id === undefined || owner === undefined) return "illegal_transition";
  return tried(
    () => deed(actor(owner), id),
    ({ code }) => PASSING_ERRORS[code] ?? "illegal_transition",
  );
}

const PASSING_ERRORS: Readonly<Record<string, FloorError>> = {
  transfer_limit: "transfer_limit",
  agent_not_seated: "not_eligible",
  agent_not_ready: "not_eligible",
  agent_barred: "not_eligible",
  agent_channel_full: "at_capacity",
  agent_channel_alone: "at_capacity",
  agent_at_capacity: "at_capacity",
};

type OfAgent = Extract<FloorEvent, { readonly code: "presence" | "lost" }>;

async function ofStaff({ stage, perform }: Acting, event: OfAgent): Outcome {
  const agent = actorOf(stage, event.agentId);
  if (event.code === "lost" && event.waiting !== undefined)
    await answerOthers(stage, agent.id, event.waiting);
  return tried(
    () =>
      event.code === "lost"
        ? perform(forceSignOut, { id: agent.id }, agent)
        : present(perform, agent, idOf(stage.seats, event.agentId), event.to),
    () => "illegal_transition",
  );
}

/** Of an agent's customers only these wait for a word. */
async function answerOthers({ client, now, contacts }: Stage, staff: string, waiting: readonly string[]) {
  const ids = waiting.map((name) => idOf(contacts, name));
  const { rows } = await client.query<{ id: string }>(
    "SELECT id FROM contact WHERE owner_id = $1 AND state = 'active' AND id <> ALL ($2::uuid[])",
    [staff, ids],
  );
  for (const { id: contactId } of rows)
    await inTransaction(client, async () => {
      const loaded = await loadContact(client, { contactId }, "wait");
      const replied = { code: "replied", seq: 2, staff, parts: 1 } as const;
      if (loaded) await writeStep(client, loaded.contact, { events: [replied], at: now(), actor: "system" });
    });
}

const TAKE_ERRORS: Readonly<Record<string, FloorError>> = {
  contact_taken: "already_taken",
  contact_not_with_bot: "already_taken",
  contact_gone: "already_taken",
  not_visible: "not_visible",
  at_capacity: "at_capacity",
  channel_full: "at_capacity",
  channel_alone: "at_capacity",
};

const EMPTY_FORM = {
  sameAsBefore: false,
  reasonId: null,
  outcome: null,
  nextStep: null,
  nextDueAt: null,
  note: null,
};

/** Where she is not signed in she signs in first. */
async function present(perform: Perform, agent: Actor, seatId: string, to: Presence): Promise<void> {
  if (to === "offline") await perform(forceSignOut, { id: agent.id }, agent);
  else if (to === "logging_out") await perform(signOut, {}, agent);
  else if (to === "auto_away") throw new Error("only the floor itself sets somebody away");
  else if (to === "recovery") throw new Error("no scenario has insults");
  else {
    const chosen: { readonly to: Chosen; readonly reason?: "other" } = {
      to,
      ...(to === "break" && { reason: "other" }),
    };
    const isOut = (error: unknown): boolean => error instanceof Fault && error.code === "not_seated";
    await perform(setPresence, chosen, agent).catch(async (error: unknown) => {
      if (!isOut(error)) throw error;
      await perform(signIn, { seatId, presence: to === "ready" ? to : "not_ready" }, agent);
      if (to !== "ready") await perform(setPresence, chosen, agent);
    });
  }
}

/** The fan is gone, as the lane that takes her leaving in writes it. */
async function leave({ client, now }: Stage, contactId: string | undefined): Promise<FloorError | undefined> {
  return inTransaction(client, async () => {
    const loaded = contactId && (await loadContact(client, { contactId }, "wait"));
    if (!loaded || (loaded.contact.state !== "queued" && loaded.contact.state !== "offered"))
      return "illegal_transition";
    const events = [{ code: "abandoned", resolution: "unfollowed" }] as const;
    await writeStep(client, loaded.contact, { events, at: now(), actor: "fan" });
    return undefined;
  });
}
