import type { Actor } from "../../core/access/actor.ts";
import type { Contact, ContactState } from "../../core/contact/contact.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Stores } from "../ports.ts";
import type { Held } from "./ports.ts";

type Store = Pick<Stores, "contact">;

/** @throws Fault `contact_gone` */
export function found(held: Held | undefined): Held {
  if (held !== undefined) return held;
  throw new Fault("contact_gone", "There is no such contact.");
}

/** What is said on the telephone is written nowhere, given to nobody and not put aside. @throws Fault `contact_is_call` */
export function refuseCall({ surface }: Pick<Held, "surface">): void {
  if (surface !== "call") return;
  throw new Fault("contact_is_call", "This is a telephone call: the telephone, not the desk, does that.");
}

/** Who spoke in public is answered there, by a comment. @throws Fault `contact_in_public`, `contact_is_call` */
export function refuseInPublic(held: Held): void {
  refuseCall(held);
  if (held.surface === "private") return;
  throw new Fault(
    "contact_in_public",
    "She asked in public: answer below her post, nothing goes to her privately.",
  );
}

/** A colleague is asked for it just now: first that is called off. @throws Fault `contact_passing` {name} */
export async function refusePassing(store: Store, { passingTo }: Contact): Promise<void> {
  if (passingTo === undefined) return;
  const name = await store.contact.nameOf(passingTo);
  throw new Fault("contact_passing", `${name} is asked to take it over. Call that off first.`, { name });
}

/**
 * Lets pass whoever may write to the fan: who has the contact, who has joined her, and who answers while she is away;
 * tells who else is there.
 * @throws those of `refuseOthers`
 */
export async function servingBeside(
  store: Pick<Stores, "contact" | "consult" | "cover">,
  held: Held,
  actor: Actor,
): Promise<readonly string[]> {
  const { contact } = held;
  const members = contact.state === "active" ? await store.consult.members(contact.id) : [];
  const joined = members.map(({ staffId }) => staffId);
  const isBeside = joined.includes(actor.id) || (await isCovering(store, held, actor));
  if (!isBeside) await refuseOthers(store, held, actor, "active");
  return [...joined, contact.ownerId].filter((id) => id !== undefined && id !== actor.id) as string[];
}

/** 代管: its owner stays its owner; the words say whose they are. */
const isCovering = async (
  store: Pick<Stores, "cover">,
  { contact: { id, state, ownerId } }: Held,
  { id: staffId }: Actor,
): Promise<boolean> =>
  state === "active" && ownerId !== staffId && (await store.cover.mayAnswer(id, staffId));

/**
 * Lets pass whoever has the contact in this state.
 * @throws Fault `contact_not_yours` {owner, ownerId}, `contact_not_active` or `contact_not_wrapping` {state}
 */
export async function refuseOthers(
  store: Store,
  { contact }: Held,
  actor: Actor,
  state: ContactState & ("active" | "wrapup"),
): Promise<void> {
  const { ownerId } = contact;
  const isServed = contact.state === "active" || contact.state === "wrapup";
  if (isServed && ownerId !== undefined && ownerId !== actor.id) {
    const owner = await store.contact.nameOf(ownerId);
    throw new Fault("contact_not_yours", `${owner} has this contact.`, { owner, ownerId });
  }
  if (contact.state === state) return;
  throw state === "active"
    ? new Fault("contact_not_active", "Nobody serves this contact now. Accept it first.", {
        state: contact.state,
      })
    : new Fault("contact_not_wrapping", "There is nothing to wrap up here any more.", {
        state: contact.state,
      });
}
