/** 小休原因: why somebody may be on a break. Never deleted: what is not active is not offered any more. */
export type BreakCode = {
  readonly id: string;
  /** By which sessions and their time name it for ever. */
  readonly key: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly paid: boolean;
  /** How long it is planned to last; null: as long as she likes. Nobody is forced back. */
  readonly minutes: number | null;
  /** A leader has to agree first. */
  readonly needsApproval: boolean;
  readonly position: number;
  readonly active: boolean;
  readonly version: number;
};

export const BREAK_CODES_MAX = 40;

/** At most so many of a queue group at once on breaks of a code, or, without one, on any. */
export type BreakQuota = { readonly groupId: string; readonly code: string | null; readonly max: number };
