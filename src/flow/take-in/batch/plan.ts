import type { Arrival, Known } from "../../ports.ts";
import { fanOf } from "../arrival.ts";
import { type Chain, settleChain, startChain, takeInto } from "./chain.ts";
import { noticeReportsOf } from "./notices.ts";
import type { BatchDraft, PlanContext, Planned, Result } from "./planned.ts";
import { inboxRow, storedRow } from "./rows.ts";

/** Decides a whole batch in arrival order. Changes nothing by itself: the write that it returns makes it true. */
export function planBatch(
  arrivals: readonly Arrival[],
  known: readonly Known[],
  context: PlanContext,
): Planned {
  const { at, laneId, batch, settled } = context;
  const rows = {
    inbox: [],
    newThreads: [],
    threads: [],
    contacts: [],
    messages: [],
    attachments: [],
    ratings: [],
    noticeAnswers: [],
    noticeReports: [],
    events: [],
  };
  const draft: BatchDraft = { at, laneId, batch, settled, ...rows };
  const chains = new Map<string, Chain>();
  const behind = new Set<string>();
  const results = arrivals.map((arrival, index) => {
    const found = known[index];
    if (found === undefined) throw new Error("the store knows fewer arrivals than it was asked for");
    return planOne(arrival, found, { chains, behind, draft }, context);
  });
  for (const chain of chains.values()) settleChain(chain, draft);
  return { write: draft, results };
}

type Under = {
  readonly chains: Map<string, Chain>;
  /** Fans with a message that waits for the slow path: what follows waits behind it, or order is lost. */
  readonly behind: Set<string>;
  readonly draft: BatchDraft;
};

function planOne(arrival: Arrival, known: Known, under: Under, context: PlanContext): Result {
  const { chains, behind, draft } = under;
  if (known.seen) return { state: "again", rule: "seen" };
  if (arrival.message.origin === "platform") {
    const outcome = { state: "ignored", rule: "platform_report" } as const;
    draft.inbox.push(inboxRow(arrival, outcome));
    draft.noticeReports.push(...noticeReportsOf(arrival.accountId, arrival.message.content));
    return outcome;
  }
  const fan = fanOf(arrival);
  if (known.behind || behind.has(fan)) {
    draft.inbox.push(storedRow(arrival, "behind", context.storedOrder()));
    return { state: "stored", rule: "behind" };
  }
  const chain = chains.get(fan) ?? startChain(arrival, known, context);
  try {
    const result = takeInto(chain, arrival, draft, context);
    chains.set(fan, chain);
    return result;
  } catch (error) {
    behind.add(fan);
    draft.inbox.push(storedRow(arrival, "undecided", context.storedOrder()));
    return { state: "stored", rule: "undecided", error };
  }
}
