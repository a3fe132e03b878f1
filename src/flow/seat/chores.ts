import { type Contact, standsFor } from "../../core/contact/contact.ts";
import { endOffer } from "../../core/seating/offering.ts";
import { changePresence, lose } from "../../core/seating/leaving.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Settings } from "../../core/setting/registry.ts";
import { each, type SeatingContext, tell } from "./context.ts";
import { leaveMessage } from "./leave-message.ts";
import type { ContactStep } from "./ports.ts";

/** An offer that was not answered in time: the contact waits on at its place. */
export async function endOverdue(context: SeatingContext, at: Instant): Promise<number> {
  const { store } = context;
  return each(await store.overdue(at), async ({ id, sessionId }) =>
    tell(
      context,
      await store.change({ sessionId, scope: "offers" }, at, (work, { policyOf }) => {
        const offer = work.offers.find((live) => live.id === id);
        if (offer === undefined || at < offer.until) return undefined;
        return endOffer(work, offer, "no_answer", policyOf(offer.contactId));
      }),
    ),
  );
}

/** An offer whose fan has left: taken back, and nobody is punished. */
export async function withdrawForsaken(context: SeatingContext, at: Instant): Promise<number> {
  const { store } = context;
  return each(await store.forsaken(), async ({ id, sessionId }) =>
    tell(
      context,
      await store.change({ sessionId, scope: "offers" }, at, (work, { policyOf }) => {
        const offer = work.offers.find((live) => live.id === id);
        const contact = work.contacts.find((one) => one.id === offer?.contactId);
        if (offer === undefined || (contact && standsFor(contact, id))) return undefined;
        const { noAnswerMax } = policyOf(offer.contactId);
        return endOffer(work, offer, "withdrawn", { noAnswerMax, reason: "contact_gone" });
      }),
    ),
  );
}

/** Her moment after an insult is over: she is there for others again, unless she has chosen otherwise. */
export async function endRecoveries(context: SeatingContext, at: Instant): Promise<number> {
  const { store } = context;
  return each(await store.recovered(at), async ({ sessionId }) =>
    tell(
      context,
      await store.change({ sessionId, scope: "offers" }, at, (work) => {
        const { presence, backAt = at } = work.session;
        if (presence !== "recovery" || at < backAt) return undefined;
        return changePresence(work, { code: "presence_changed", to: "ready", by: "engine" });
      }),
    ),
  );
}

/** `midnight`, the house's: whose count is of the day before begins anew, so that fewest today is true (seats section 2.4). */
export async function beginDay(context: SeatingContext, midnight: Instant, at: Instant): Promise<number> {
  const { store } = context;
  return each(await store.countedBefore(midnight), async ({ sessionId }) =>
    tell(
      context,
      await store.change({ sessionId, scope: "offers" }, at, ({ session: before }) => {
        if (before.accepted === 0 || (before.lastAcceptAt ?? at) >= midnight) return undefined;
        return { contacts: [], ended: [], session: { before, events: [{ code: "day_began" }] } };
      }),
    ),
  );
}

/** A desk that was not heard of since: others look after its fans. */
export async function loseSilent(context: SeatingContext, at: Instant, since: Instant): Promise<number> {
  const { store } = context;
  return each(await store.silent(since), async ({ sessionId }) =>
    tell(
      context,
      await store.change({ sessionId, scope: "all" }, at, (work, { beatAt }) => {
        if (beatAt >= since) return undefined;
        const until = Math.max(beatAt, work.session.signedInAt);
        return lose(work, { by: "engine", how: "lost", until });
      }),
    ),
  );
}

/** Put aside, and spoken in since: its agent's again, and of her units; or another's, where she has gone. */
export async function wakeSpoken(context: SeatingContext, at: Instant): Promise<number> {
  const { store } = context;
  return each(await store.awake(), async ({ contactId }) => tell(context, await store.wake(contactId, at)));
}

/** A wrap-up that was not filled in time: owed, and its slot is free (days, G11). */
export async function oweUnfilled(context: SeatingContext, at: Instant): Promise<number> {
  const { store } = context;
  return each(await store.unfilled(at), async ({ contactId }) =>
    tell(context, await store.owe(contactId, at)),
  );
}

/** A three-way chat ends with its owner's part: whoever had joined is free, once. */
export async function partForsaken({ store, publish }: SeatingContext, at: Instant): Promise<number> {
  const staff = await store.partForsaken(at);
  for (const staffId of staff) publish("staff", staffId);
  return staff.length;
}

/** Who is away leaves her waiting fans to colleagues; who is back has them again, as they were hers all the time. */
export async function coverAway(
  { store, publish }: SeatingContext,
  settings: Settings,
  at: Instant,
): Promise<number> {
  const { count, staff } = await store.cover(settings, at);
  for (const staffId of staff) publish("staff", staffId);
  if (count > 0) publish("floor");
  return count;
}

/** Who asked a colleague has passed the contact on, or ended it: it is none of that colleague's business any more. */
export async function endConsults({ store, publish }: SeatingContext, at: Instant): Promise<number> {
  const staff = await store.endConsults(at);
  for (const staffId of staff) publish("staff", staffId);
  return staff.length;
}

/** Somebody is there for messages that were left: they wait at the place that they have from then. */
export async function queueAttended(
  context: SeatingContext,
  at: Instant,
  settings: Settings,
): Promise<number> {
  const { store } = context;
  return each(await store.attended(at, settings["hours.zone"]), async ({ contactId }) =>
    tell(context, await store.step(contactId, at, (contact) => backInQueue(contact, at))),
  );
}

function backInQueue(contact: Contact, at: Instant): ContactStep | undefined {
  const { state, queueReason, promisedAt = at, waitingSince } = contact;
  if (state !== "left_message") return undefined;
  // Whoever is to be called must be known for it when somebody has her.
  if (queueReason === "chose_call") return { events: [{ code: "queued", reason: "chose_call" }] };
  if (queueReason !== "call_back") return { events: [{ code: "queued", reason: "left_before" }] };
  if (promisedAt > at && waitingSince === undefined) return undefined;
  return { events: [{ code: "queued", reason: "call_back" }] };
}

/** 小休排队: her turn came, or is over. */
export async function moveBreakLine(
  { store, publish }: SeatingContext,
  at: Instant,
  settings: Settings,
): Promise<number> {
  const concerned = await store.moveBreakLine(settings["break.turnMs"], at);
  for (const id of concerned) publish("staff", id);
  if (concerned.length > 0) publish("floor");
  return concerned.length;
}

/** Nobody has been there for so long: the fan goes to another queue, or is told when she will be answered. */
export async function leaveDeserted(
  context: SeatingContext,
  at: Instant,
  settings: Settings,
): Promise<number> {
  const { store, settingsOf, publish } = context;
  const left = await each(await store.deserted(at, settings["floor.nobodyMs"]), async ({ contactId, to }) =>
    tell(
      context,
      await store.step(contactId, at, (contact, { accountId, hours }): ContactStep | undefined => {
        if (contact.state !== "queued") return undefined;
        if (to !== null) return { events: [{ code: "queued", reason: "overflow", queue: to }] };
        return leaveMessage(contact, { settings: settingsOf(accountId), hours }, at);
      }),
    ),
  );
  if (left > 0) publish("send");
  return left;
}
