import type { Contact } from "../contact/contact.ts";
import type { Instant } from "../kernel/instant.ts";

/**
 * What a second person is asked for: 会商 advice on a contact, 求助班长 a leader's, 三方 to write to its fan, too,
 * 审稿 to let a new agent's reply leave.
 * The owner stays the one owner.
 */
export type ConsultKind = "consult" | "flag" | "invite" | "review";

/** Why a leader is wanted. */
export const FLAG_REASONS = ["angry", "beyond_me", "not_allowed", "unsure", "abuse", "other"] as const;
export type FlagReason = (typeof FLAG_REASONS)[number];

/** How it ended; over: the contact went on without whoever asked. */
export type ConsultEnd =
  | "answered"
  | "declined"
  | "withdrawn"
  | "joined"
  | "over"
  | "approved"
  | "edited"
  | "returned";

export type Consultation = {
  readonly id: string;
  readonly kind: ConsultKind;
  readonly contactId: string;
  readonly conversationId: string;
  /** Who asks. */
  readonly byId: string;
  /** Nobody yet: whichever leader sees it first. */
  readonly askedId: string | undefined;
  readonly at: Instant;
  readonly how: ConsultEnd | undefined;
};

export type ConsultDeed = "take" | "answer" | "decline" | "withdraw" | "join" | "review";

/** Why somebody may not do that to it; undefined: she may. */
export function consultRefusal(
  { how, byId, askedId, kind }: Consultation,
  staffId: string,
  deed: ConsultDeed,
): "over" | "not_hers" | "taken" | undefined {
  if (how !== undefined) return "over";
  if (deed === "withdraw") return byId === staffId ? undefined : "not_hers";
  if (deed === "review" || kind === "review") {
    return deed === "review" && kind === "review" && byId !== staffId ? undefined : "not_hers";
  }
  if (deed === "take") {
    if (kind !== "flag" || byId === staffId) return "not_hers";
    return askedId === undefined || askedId === staffId ? undefined : "taken";
  }
  if (askedId !== staffId) return "not_hers";
  if (deed === "join") return kind === "invite" ? undefined : "not_hers";
  return deed === "decline" || kind !== "invite" ? undefined : "not_hers";
}

/** Whether whoever asked still has what she asked about. */
export const isAbout = ({ contactId, byId }: Consultation, contact: Contact): boolean =>
  contact.id === contactId && contact.state === "active" && contact.ownerId === byId;
