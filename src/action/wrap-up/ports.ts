import type { Fan } from "../../core/desk/desk.ts";
import type { Reason } from "../../core/reason/tree.ts";
import type { WrapField } from "../../core/queue/policy.ts";
import type { WrapUp } from "../../core/wrap-up/wrap-up.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** A wrap-up that somebody owes. */
export type Owed = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly ticketNumber: number;
  readonly fan: Fan;
  readonly talkEndedAt: string;
  readonly owedSince: string;
  /** What the bot answered last. */
  readonly topic: { readonly id: string; readonly title: string } | null;
  readonly required: WrapField[];
};

export type WrapUpStore = {
  readonly of: (contactId: string) => Promise<WrapUp | undefined>;
  readonly insert: (
    contactId: string,
    wrapUp: WrapUp,
    by: { readonly staffId: string; readonly at: Instant; readonly tookMs: number | undefined },
  ) => Promise<void>;
  /** Her last one about this question of the FAQ, else her last one. */
  readonly before: (staffId: string, entryId: string | undefined) => Promise<WrapUp | undefined>;
  /** Reasons that she used, last used first. */
  readonly recentReasons: (staffId: string) => Promise<string[]>;
  readonly owed: (staffId: string) => Promise<Owed[]>;
  readonly reasons: () => Promise<readonly Reason[]>;
};
