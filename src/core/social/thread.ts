import type { Instant } from "../kernel/instant.ts";
import type { SocialItem } from "./item.ts";
import { needsAnswer, type SocialClass, type Triage } from "./triage/class.ts";

/**
 * Why nobody has to answer: what a person says who dismisses it.
 */
export const DISMISSALS = [
  "praise",
  "campaign",
  "media",
  "zombie",
  "copy",
  "chat",
  "handled_elsewhere",
  "deleted",
] as const;
export type Dismissal = (typeof DISMISSALS)[number];

/** Why nothing more is said in public of what was solved in private. */
export const WAIVERS = ["told_privately", "unwanted", "faded", "sensitive"] as const;
export type Waiver = (typeof WAIVERS)[number];

/**
 * All that hangs on one root post, and the one clock that runs for it. waiting: somebody has to answer until `dueAt`.
 * counted: triage says that it needs none; it only spreads.
 */
export type SocialThread = {
  readonly state: "waiting" | "answered" | "dismissed" | "counted";
  readonly is: SocialClass;
  readonly risk: Triage["risk"];
  /** The item that runs the clock. */
  readonly askedMid: string;
  readonly postedAt: Instant;
  readonly detectedAt: Instant;
  /** first: since her post. next: since what she, or somebody else, asked after our answer. */
  readonly clock: "first" | "next";
  readonly dueAt: Instant;
  readonly answeredAt?: Instant | undefined;
  /** Reposts and copies. */
  readonly spread: number;
};

export type Promises = { readonly firstMs: number; readonly nextMs: number };

/** What one item means for its thread; undefined: it is the first of it (days, G3). */
export function joined(
  thread: SocialThread | undefined,
  { item, triage, at }: { readonly item: SocialItem; readonly triage: Triage; readonly at: Instant },
  promises: Promises,
): SocialThread {
  const asks = needsAnswer(triage.is);
  const starts = {
    is: triage.is,
    risk: triage.risk,
    askedMid: item.mid,
    postedAt: item.postedAt,
    detectedAt: at,
  };
  if (thread === undefined) {
    const dueAt = item.postedAt + promises.firstMs;
    return { ...starts, state: asks ? "waiting" : "counted", clock: "first", dueAt, spread: 0 };
  }
  const spread = thread.spread + (item.kind === "repost" || triage.is === "copy" ? 1 : 0);
  const risk = asks && triage.risk > thread.risk ? triage.risk : thread.risk;
  if (!asks) return { ...thread, spread };
  switch (thread.state) {
    case "waiting":
      return { ...thread, spread, risk, is: stronger(thread.is, triage.is) };
    case "counted":
      return { ...starts, state: "waiting", clock: "first", dueAt: item.postedAt + promises.firstMs, spread };
    case "answered":
    case "dismissed":
      return {
        ...thread,
        ...starts,
        state: "waiting",
        clock: "next",
        dueAt: at + promises.nextMs,
        spread,
        risk,
      };
  }
}

const stronger = (one: SocialClass, other: SocialClass): SocialClass =>
  one === "complaint" || other === "complaint" ? "complaint" : one === "unclear" ? other : one;

/** How an answer reached her. Only what the platform has taken, and a person wrote, stops a clock (days, G2). */
export type Answer = {
  readonly by: "person" | "machine";
  readonly outcome: "accepted" | "rejected" | "unknown";
  readonly at: Instant;
};

export function answered(thread: SocialThread, { by, outcome, at }: Answer): SocialThread {
  if (by !== "person" || outcome !== "accepted" || thread.state !== "waiting") return thread;
  return { ...thread, state: "answered", answeredAt: thread.answeredAt ?? at };
}

/**
 * The thread to which an item belongs: its root's. What hangs on a post of our own is each a matter of its own, or one
 * post of the brand's would be one request of thousands.
 */
export function threadMidOf(
  { kind, mid, rootMid, parentMid }: Pick<SocialItem, "kind" | "mid" | "rootMid" | "parentMid">,
  isRootOurs: boolean,
): string {
  if (!isRootOurs) return rootMid;
  return kind === "comment" ? (parentMid ?? mid) : mid;
}
