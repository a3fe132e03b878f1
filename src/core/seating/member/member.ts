import type { Instant } from "../../kernel/instant.ts";

/** A colleague who writes to a fan beside the contact's one owner (三方); what she gives of her units for it. */
export type Member = {
  readonly contactId: string;
  readonly staffId: string;
  readonly sessionId: string;
  readonly units: number;
  /** The owner who asked her: she goes as the contact is somebody else's. */
  readonly byId: string;
  readonly joinedAt: Instant;
};
