import { actorName } from "../../core/access/actor.ts";
import type { FlagReason } from "../../core/consult/consultation.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import { noteWords } from "../../core/conversation/written.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Action } from "../action.ts";
import { found, refuseInPublic, refuseOthers } from "../contact/own.ts";
import type { Held } from "../contact/ports.ts";
import type { Stores } from "../ports.ts";

type Store = Pick<Stores, "consult" | "contact">;
type Asked = { readonly consultationId: string };

/**
 * 会商, 三方: asks one colleague about a contact of mine, or to write to its fan with me. She sees it until she has
 * answered; the fan sees nothing of it.
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`, `contact_in_public`, `staff_gone`,
 * `consult_oneself`, `consult_open`, `reply_empty`, `reply_too_long`
 */
export const ask: Action<
  {
    readonly id: string;
    readonly kind: "consult" | "invite";
    readonly staffId: string;
    readonly note: string;
  },
  Asked,
  Store
> = {
  id: "contact.consulted",
  permission: "contact.serve",
  async run({ store, actor, at, ids }, { id, kind, staffId, note }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    if (kind === "invite") refuseInPublic(held);
    if (staffId === actor.id) throw new Fault("consult_oneself", "Ask somebody else.");
    if (!(await store.consult.isStaff(staffId))) throw new Fault("staff_gone", "There is no such person.");
    const text = noteWords(note);
    const noted = await leaveNote(store, held, { staffId: actor.id, text }, at);
    const consultationId = ids();
    const given = { id: consultationId, kind, contactId: id, conversationId: held.conversationId } as const;
    const isNew = await store.consult.begin({
      ...given,
      byId: actor.id,
      askedId: staffId,
      reason: undefined,
      noteSeq: noted.seq,
      at,
    });
    if (!isNew) throw new Fault("consult_open", "She is asked about this customer already.");
    const asked = {
      code: "consulted",
      consultation: consultationId,
      kind,
      staff: staffId,
      seq: noted.seq,
    } as const;
    await store.contact.step(held.contact, [noted, asked], { actor: actorName(actor), at });
    return {
      result: { consultationId },
      audit: [{ subject: "contact", subjectId: id, data: { consultationId, kind, staffId } }],
      wakes: [`staff:${actor.id}`, `staff:${staffId}`],
    };
  },
};

/**
 * 求助班长: whichever leader of its queue sees it first. It stays in their lists, also beyond the contact, until one has.
 * `leaders`: how many of them are signed in now.
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`, `consult_open`, `reply_too_long`
 */
export const flag: Action<
  { readonly id: string; readonly reason: FlagReason; readonly note?: string | undefined },
  Asked & { readonly leaders: number },
  Store
> = {
  id: "contact.flagged",
  permission: "contact.serve",
  async run({ store, actor, at, ids }, { id, reason, note = "" }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    const stamp = { actor: actorName(actor), at };
    const isBlank = note.trim() === "";
    const noted = isBlank
      ? undefined
      : await leaveNote(store, held, { staffId: actor.id, text: noteWords(note) }, at);
    const consultationId = ids();
    const isNew = await store.consult.begin({
      id: consultationId,
      kind: "flag",
      contactId: id,
      conversationId: held.conversationId,
      byId: actor.id,
      askedId: undefined,
      reason,
      noteSeq: noted?.seq,
      at,
    });
    if (!isNew) throw new Fault("consult_open", "A leader is asked about this customer already.");
    const flagged = {
      code: "consulted",
      consultation: consultationId,
      kind: "flag",
      ...(noted && { seq: noted.seq }),
    } as const;
    await store.contact.step(held.contact, [...(noted ? [noted] : []), flagged], stamp);
    const leaders = (await store.consult.leaders(id, at)).filter(({ staffId }) => staffId !== actor.id);
    return {
      result: { consultationId, leaders: leaders.filter(({ isThere }) => isThere).length },
      audit: [{ subject: "contact", subjectId: id, data: { consultationId, reason } }],
      wakes: [`staff:${actor.id}`, ...leaders.map(({ staffId }) => `staff:${staffId}`)],
    };
  },
};

/** For colleagues alone, in the thread. */
export async function leaveNote(
  store: Store,
  held: Held,
  { staffId, text }: { readonly staffId: string; readonly text: string },
  at: Instant,
): Promise<Extract<ContactEvent, { code: "note_added" }>> {
  const writing = { staffId, internal: true, contents: [{ kind: "text", text }] } as const;
  const [seq = 0] = await store.contact.write(held, writing, at);
  return { code: "note_added", seq, staff: staffId };
}
