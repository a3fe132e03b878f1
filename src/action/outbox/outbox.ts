import type { Send } from "../../core/desk/desk.ts";
import type { SendPlace } from "../../core/desk/stamp.ts";
import { type Actor, actorName } from "../../core/access/actor.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Action, AuditEntry, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { type All, allOf, type Wanted, wantedOf } from "./all.ts";
import type { UnknownIn, UnknownSend } from "./ports.ts";

type Store = Pick<Stores, "outbox">;

const CONFIRMABLE: UnknownIn = ["active", "wrapup"];
const RESENDABLE: UnknownIn = ["active"];

type Unknown = {
  readonly items: UnknownSend[];
  readonly all: { readonly confirm: All; readonly resend: All };
};

/** 可能已发送, and how many there are in all. */
export const readUnknownSends: Query<object, Unknown, Store> = {
  permission: "contact.serve",
  ask: async ({ store, actor }) => ({
    items: await store.outbox.unknown(actor.id),
    all: {
      confirm: await allOf(store, actor, CONFIRMABLE),
      resend: await allOf(store, actor, RESENDABLE),
    },
  }),
};

/** In the order in which everybody locks conversations, and in each in the order of its words. */
const inOrder = (places: readonly SendPlace[]): readonly SendPlace[] =>
  places.toSorted(
    (a, b) =>
      (a.conversationId < b.conversationId ? -1 : a.conversationId > b.conversationId ? 1 : 0) ||
      a.seq - b.seq,
  );

/**
 * 确认已发. What is not hers, or was settled meanwhile, comes back as it is.
 * @throws Fault `sends_changed`
 */
export const confirmSends: Action<Wanted, { readonly items: (SendPlace & Send)[] }, Store> = {
  id: "outbox.confirmed",
  permission: "outbox.resolve",
  async run({ store, actor }, wanted) {
    const items = await wantedOf(store, actor, wanted, CONFIRMABLE);
    const own = inOrder(await store.outbox.own(items, actor.id));
    const confirmed: SendPlace[] = [];
    for (const place of own) if (await store.outbox.confirm(place)) confirmed.push(place);
    return {
      result: { items: await store.outbox.states(own) },
      audit: confirmed.map(({ conversationId, seq }) =>
        told(conversationId, { seq, together: confirmed.length }),
      ),
      wakes: [`staff:${actor.id}`],
    };
  },
};

type Resent = SendPlace & { readonly newSeq: number | null };
type ResendStore = Pick<Stores, "outbox" | "contact">;

/**
 * 重新发送: a new message each, behind what was said since. What needs it no more is passed over.
 * @throws Fault `sends_changed`
 */
export const resend: Action<Wanted, { readonly items: Resent[] }, ResendStore> = {
  id: "outbox.resent",
  permission: "outbox.resolve",
  async run({ store, actor, at }, wanted) {
    const items = await wantedOf(store, actor, wanted, RESENDABLE);
    const sent: Resent[] = [];
    for (const place of inOrder(items)) {
      sent.push({ ...place, newSeq: await sendAgain(store, place, actor, at) });
    }
    const again = sent.filter(({ newSeq }) => newSeq !== null);
    return {
      result: { items: sent },
      audit: again.map(({ conversationId, seq, newSeq }) =>
        told(conversationId, { seq, newSeq, together: again.length }),
      ),
      wakes: [`staff:${actor.id}`, "send"],
    };
  },
};

const told = (conversationId: string, data: Readonly<Record<string, unknown>>): AuditEntry => ({
  subject: "conversation",
  subjectId: conversationId,
  data,
});

/** Her own words to a fan whom she serves; the number of the new message. */
async function sendAgain(
  store: ResendStore,
  place: SendPlace,
  actor: Actor,
  at: Instant,
): Promise<number | null> {
  const held = await store.contact.lockIn(place.conversationId);
  if (held?.contact.state !== "active" || held.contact.ownerId !== actor.id) return null;
  const content = await store.outbox.supersede(place);
  if (content === undefined) return null;
  const writing = { staffId: actor.id, internal: false, contents: [content], resendOf: place.seq };
  const [seq] = await store.contact.write(held, writing, at);
  if (seq === undefined) return null;
  const stamp = { actor: actorName(actor), at };
  await store.contact.step(held.contact, [{ code: "replied", seq, staff: actor.id, parts: 1 }], stamp);
  return seq;
}
