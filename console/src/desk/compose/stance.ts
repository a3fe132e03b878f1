import { Refusal } from "../../api/refusal.ts";
import type { ContactRow } from "../api/wire.ts";

/** What I may do in a conversation, and why not more: what stands where the composer would be. */
export type Stance =
  /** It is mine: answer. */
  | { readonly kind: "serving" }
  /** It is a colleague's, and I answer beside her. */
  | { readonly kind: "joined"; readonly name: string }
  /** The talk is over, its wrap-up mine. */
  | { readonly kind: "wrapping" }
  | { readonly kind: "bot"; readonly contactId: string }
  | { readonly kind: "waiting" }
  | { readonly kind: "offered"; readonly offerId: string }
  | { readonly kind: "message" }
  | { readonly kind: "colleague"; readonly name: string; readonly over: boolean }
  /** 代管: a colleague's who is away; I may answer for her. */
  | { readonly kind: "covering"; readonly name: string }
  /** Somebody else has it, and I may not ask who. */
  | { readonly kind: "gone" }
  | { readonly kind: "ended" };

/** @param offered the offer of this contact to me, if there is one */
export function stanceOf(
  contact: Pick<ContactRow, "state" | "owner" | "contactId" | "members"> | null,
  myId: string,
  offered?: string,
): Stance {
  if (contact === null) return { kind: "ended" };
  const { state, owner, contactId, members } = contact;
  switch (state) {
    case "bot":
      return { kind: "bot", contactId };
    case "queued":
    case "offered":
      return offered === undefined ? { kind: "waiting" } : { kind: "offered", offerId: offered };
    case "left_message":
      return { kind: "message" };
    case "active":
    case "wrapup": {
      const over = state === "wrapup";
      // Its agent passes it on to me, and has it until I accept.
      if (offered !== undefined && owner?.id !== myId) return { kind: "offered", offerId: offered };
      if (owner !== null && !over && members.some(({ id }) => id === myId))
        return { kind: "joined", name: owner.name };
      if (owner !== null && owner.id !== myId) return { kind: "colleague", name: owner.name, over };
      return { kind: over ? "wrapping" : "serving" };
    }
    case "closed":
    case "abandoned":
      return { kind: "ended" };
  }
}

/** Whose words may go to the customer. */
export const maySpeak = ({ kind }: Stance): boolean =>
  kind === "serving" || kind === "joined" || kind === "covering";

/** Colleagues may leave a note wherever they see the contact and it is not finished. */
export const mayNote = ({ kind }: Stance): boolean => kind !== "ended" && kind !== "gone";

/** Whoever was quicker to take a customer, as the refusal tells; from then on I may not be allowed to ask. */
export function quickerOf(error: unknown): string | undefined {
  if (!(error instanceof Refusal)) return undefined;
  const { owner, name } = error.params;
  if (error.code === "contact_taken") return String(owner);
  return error.code === "offer_taken" ? String(name) : undefined;
}
