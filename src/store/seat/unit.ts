import type { ClientBase } from "pg";

import type { Contact } from "../../core/contact/contact.ts";
import { type AgentSession, canPull } from "../../core/seating/session.ts";
import { unitsOf } from "../../core/seating/work.ts";
import { loadSession, type Stamp, writeSession } from "./session-step.ts";

/**
 * She takes a contact by her own hand (接入, 抢单): its units of her session, in the transaction that makes the contact
 * hers, under its conversation's lock.
 */
export async function takeUnit(
  client: ClientBase,
  staffId: string,
  taken: { readonly contactId: string; readonly units?: number },
  stamp: Stamp,
): Promise<AgentSession | "not_seated" | "at_capacity"> {
  const { contactId: contact, units } = taken;
  const loaded = await loadSession(client, { staffId }, "lock");
  if (loaded === undefined || loaded.session.presence === "logging_out") return "not_seated";
  if (!canPull(loaded.session, units)) return "at_capacity";
  const event = { code: "taken", contact, ...unitsOf({ units: units ?? 1 }) } as const;
  return writeSession(client, loaded.session, [event], stamp);
}

/**
 * She is free of it, as she has passed it on, put it aside or ended it: in the transaction of that, with the contact as
 * it was before. What was put aside held no units, but her work on it is done now.
 */
export async function giveUp(
  client: ClientBase,
  before: Contact,
  why: "transferred" | "held" | "wrapped_up",
  stamp: Stamp,
): Promise<void> {
  const { id: contact, sessionId, ownerId } = before;
  if (ownerId === undefined) return;
  const which = sessionId === undefined ? { staffId: ownerId } : { sessionId };
  const loaded = await loadSession(client, which, "lock");
  if (loaded === undefined) return;
  const units = sessionId === undefined ? { units: 0 } : unitsOf(before);
  await writeSession(client, loaded.session, [{ code: "released", contact, why, ...units }], stamp);
}

/**
 * A wrap-up is filled: its unit is free, or it is owed no more. In the transaction of the contact's `wrapped_up`,
 * with the contact as it was before: what it held then is what is given back, so it is given back once.
 * Returns the session where she is signed in.
 */
export async function settleWrapUp(
  client: ClientBase,
  before: Contact,
  stamp: Stamp,
): Promise<AgentSession | undefined> {
  const { id: contact, sessionId, ownerId, owedSince } = before;
  if (sessionId !== undefined) {
    const loaded = await loadSession(client, { sessionId }, "lock");
    const released = { code: "released", contact, why: "wrapped_up", ...unitsOf(before) } as const;
    return loaded && writeSession(client, loaded.session, [released], stamp);
  }
  if (owedSince === undefined || ownerId === undefined) return undefined;
  const loaded = await loadSession(client, { staffId: ownerId }, "lock");
  return loaded && writeSession(client, loaded.session, [{ code: "owed_filled", contact }], stamp);
}
