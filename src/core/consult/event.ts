import type { ConsultEnd, ConsultKind } from "./consultation.ts";

/** A second person beside a contact's agent: nothing of the contact itself changes by it. */
export type BesideHappening =
  /** A second person is asked, nobody by name: a leader; `seq`: the note that says what about. How that ended for who asked. */
  | {
      readonly code: "consulted";
      readonly consultation: string;
      readonly kind: ConsultKind;
      readonly staff?: string;
      readonly seq?: number;
    }
  | {
      readonly code: "consult_ended";
      readonly consultation: string;
      readonly kind: ConsultKind;
      readonly staff: string;
      readonly how: ConsultEnd;
      readonly seq?: number;
    }
  /** A colleague writes to the fan, too (三方), and does not any more; of her units it takes some meanwhile. */
  | { readonly code: "joined"; readonly staff: string; readonly session: string; readonly units?: number }
  | { readonly code: "parted"; readonly staff: string };

const CODES: ReadonlySet<string> = new Set<BesideHappening["code"]>([
  "consulted",
  "consult_ended",
  "joined",
  "parted",
]);

export const isBeside = <Event extends { readonly code: string }>(
  event: Event,
): event is Extract<Event, BesideHappening> => CODES.has(event.code);
