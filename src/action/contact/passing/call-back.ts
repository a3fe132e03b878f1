import { actorName, admit } from "../../../core/access/actor.ts";
import { noteWords } from "../../../core/conversation/written.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { DAY, type Instant, MINUTE } from "../../../core/kernel/instant.ts";
import type { Action } from "../../action.ts";
import { leaveNote } from "../../consult/ask.ts";
import type { Stores } from "../../ports.ts";
import { found, refuseInPublic, refuseOthers, refusePassing } from "../own.ts";
import type { Held } from "../ports.ts";

type Input = {
  readonly id: string;
  readonly dueAt: string;
  readonly note: string;
  /** 未接通: it was one, and she was not reached. */
  readonly unreached: boolean;
};
type Promised = { readonly contactId: string; readonly conversationId: string; readonly dueAt: string };
type Store = Pick<Stores, "consult" | "contact">;

/** Further off nobody remembers. */
const AHEAD_MS_MAX = 30 * DAY;

/**
 * 约定回访, of a contact of mine or of one that waits: it is nobody's work until then, and comes back to whoever promised
 * it, where she is signed in, else to its queue; sooner where the fan writes. The fan keeps the age that she has.
 * @throws Fault `contact_gone`, `contact_in_public`, `contact_not_active`, `contact_not_yours`, `call_back_when`, `contact_passing`,
 * `not_called_back`, `reply_empty`, `reply_too_long`
 */
export const callBack: Action<Input, Promised, Store> = {
  id: "contact.call_back_set",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, dueAt, note, unreached }) {
    const held = found(await store.contact.lock(id));
    if (!isOwnCallBack(held)) refuseInPublic(held);
    const { contact, conversationId } = held;
    const isWaiting = contact.state === "queued" || contact.state === "left_message";
    if (isWaiting) admit(actor, "contact.serve", (await store.contact.policyOf(held)).queueId);
    else await refuseOthers(store, held, actor, "active");
    if (contact.state === "active") await refusePassing(store, contact);
    refuseNever(held, unreached);
    const due = whenOf(dueAt, at);

    const stamp = { actor: actorName(actor), at };
    const noted = await leaveNote(store, held, { staffId: actor.id, text: noteWords(note) }, at);
    const later = {
      code: "left_message",
      reason: "call_back",
      staff: actor.id,
      promisedAt: due,
      ...(unreached && { unreached }),
    } as const;
    await store.contact.step(contact, [noted, later], stamp);
    if (contact.state === "active") await store.contact.giveUp(contact, "transferred", stamp);
    return {
      result: { contactId: id, conversationId, dueAt: new Date(due).toISOString() },
      audit: [{ subject: "contact", subjectId: id, data: { dueAt: due, unreached } }],
      wakes: [`staff:${actor.id}`, "floor", "seat"],
    };
  },
};

/** Made of a missed call: nobody has talked there yet. */
const isOwnCallBack = ({ surface, contact }: Held): boolean =>
  surface === "call" && contact.queueReason === "call_back";

/** Only what was promised can be missed. */
function refuseNever({ contact }: Held, unreached: boolean): void {
  if (!unreached || (contact.state === "active" && contact.queueReason === "call_back")) return;
  throw new Fault("not_called_back", "This contact is no call-back.");
}

function whenOf(dueAt: string, at: Instant): Instant {
  const due = Date.parse(dueAt);
  if (due > at && due <= at + AHEAD_MS_MAX) return due;
  throw new Fault("call_back_when", "Choose a moment within the next 30 days.", {
    soonestAt: new Date(at + MINUTE).toISOString(),
  });
}
