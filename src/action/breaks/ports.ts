import type { Scope } from "../../core/access/actor.ts";
import type { BreakCode, BreakQuota } from "../../core/breaks/code.ts";
import type { InLine, OnBreak } from "../../core/breaks/line.ts";
import type { Instant } from "../../core/kernel/instant.ts";

export type CodeFields = Omit<BreakCode, "id" | "key" | "version">;

/** How an ask for a break ended: taken, her turn over unused, a leader's no, she left the line, she signed out. */
export type AskEnd = "taken" | "lapsed" | "refused" | "left" | "gone";

/** Somebody in the line, as people see her. */
export type Asking = InLine & {
  readonly name: string;
  readonly sessionId: string;
  readonly askedAt: Instant;
  readonly place: number;
};

/** Everybody who waits for a break or is on one, and by which quotas. */
export type BreakRoom = {
  readonly line: readonly Asking[];
  readonly away: readonly OnBreak[];
  readonly quotas: readonly BreakQuota[];
};

export type EndedAsk = {
  readonly code: string;
  readonly outcome: AskEnd;
  readonly endedAt: Instant;
  /** The leader who said no. */
  readonly by: string | null;
};

export type NamedQuota = BreakQuota & { readonly group: string };

export type BreakStore = {
  readonly codes: () => Promise<readonly BreakCode[]>;
  /** All, with nobody else changing them meanwhile. */
  readonly lockCodes: () => Promise<readonly BreakCode[]>;
  readonly insertCode: (code: BreakCode) => Promise<void>;
  readonly updateCode: (id: string, fields: CodeFields) => Promise<void>;
  /** As they usually are; and as they are now, where a preset runs. */
  readonly quotas: () => Promise<readonly NamedQuota[]>;
  readonly quotasNow: () => Promise<readonly NamedQuota[]>;
  /** Undefined: no quota of that any more. */
  readonly putQuota: (groupId: string, code: string | null, max: number | undefined) => Promise<void>;
  readonly groupsOf: (staffId: string) => Promise<readonly string[]>;
  /** As it is now, for looking at. */
  readonly room: () => Promise<BreakRoom>;
  /** The same, and whoever else decides on breaks waits until this commit. */
  readonly lockRoom: () => Promise<BreakRoom>;
  readonly ask: (ask: Pick<Asking, "id" | "staffId" | "sessionId" | "code" | "askedAt">) => Promise<void>;
  readonly approve: (id: string, by: string, until: Instant | undefined) => Promise<void>;
  readonly move: (id: string, place: number) => Promise<void>;
  readonly end: (id: string, outcome: AskEnd, at: Instant, by?: string) => Promise<void>;
  /** Her last ask that is over, since then. */
  readonly lastEnded: (staffId: string, since: Instant) => Promise<EndedAsk | undefined>;
  /** Which of these people are within the scope. */
  readonly within: (staffIds: readonly string[], scope: Scope) => Promise<ReadonlySet<string>>;
  /** How long people were on breaks since then, by person and code, in ms; those that last count up to now. */
  readonly spent: (
    since: Instant,
    at: Instant,
    within: Scope,
  ) => Promise<readonly { readonly staffId: string; readonly code: string; readonly ms: number }[]>;
};
