import type { Content } from "../../core/channel/content.ts";
import { HOUR, MINUTE } from "../../core/kernel/instant.ts";
import { type Answerer, explain, type RelayStep } from "../../core/relay/policy.ts";
import { percentile } from "../../core/relay/took.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { theRelay } from "./keep-relay.ts";
import { policyOf, type RelayCount, type StateOf } from "./ports.ts";

type Store = Pick<Stores, "account" | "relay">;

export type Live = {
  /** Of the last half hour, the oldest first; minutes without a message are missing. */
  readonly minutes: readonly {
    readonly at: string;
    readonly ours: number;
    readonly theirs: number;
    readonly failures: number;
  }[];
  /** Of the last five minutes: within so many ms 99 of 100 answers to the platform left; null of none. */
  readonly p99Ms: number | null;
  /** As this node sees them. */
  readonly downstreams: readonly {
    readonly url: string;
    readonly state: "unknown" | "ok" | "failing" | "open";
    readonly calls: number;
    readonly failures: number;
    readonly lastCode: string | null;
    readonly lastAt: string | null;
  }[];
};

const SHOWN_MS = HOUR / 2;
const RECENT_MS = 5 * MINUTE;

/** @throws Fault `account_gone`, `relay_gone` */
export const watchRelay = (stateOf: StateOf): Query<{ readonly id: string }, Live, Store> => ({
  permission: "account.read",
  async ask({ store, at }, { id }) {
    const relay = await theRelay(store, id);
    const counts = await store.relay.counts(id, at - SHOWN_MS);
    const recent = counts.filter((count) => count.at > at - RECENT_MS);
    return {
      minutes: counts.map((count) => ({
        at: new Date(count.at).toISOString(),
        ours: count.ours,
        theirs: count.theirs,
        failures: count.failures,
      })),
      p99Ms: percentile(sumOf(recent), 99) ?? null,
      downstreams: stateOf(relay).map(({ lastCode = null, lastAt, ...state }) => ({
        ...state,
        lastCode,
        lastAt: lastAt === undefined ? null : new Date(lastAt).toISOString(),
      })),
    };
  },
});

function sumOf(counts: readonly RelayCount[]): readonly number[] {
  const sum: number[] = [];
  for (const { took } of counts) took.forEach((count, slot) => (sum[slot] = (sum[slot] ?? 0) + count));
  return sum;
}

/**
 * Who would answer this fan, and which step says so; with a menu's key or a code's scene where it is a tap or a scan.
 * @throws Fault `account_gone`, `relay_gone`
 */
export const explainRelay: Query<
  {
    readonly id: string;
    readonly fan: string;
    readonly menu?: string | undefined;
    readonly scene?: string | undefined;
  },
  { readonly steps: readonly (Omit<RelayStep, "says"> & { readonly says: Answerer | null })[] },
  Store
> = {
  permission: "account.read",
  async ask({ store }, { id, fan, menu, scene }) {
    const relay = await theRelay(store, id);
    const steps = explain(policyOf(relay), { fan, content: contentOf(menu, scene) });
    return { steps: steps.map(({ says = null, ...step }) => ({ ...step, says })) };
  },
};

function contentOf(menu: string | undefined, scene: string | undefined): Content {
  if (menu !== undefined) return { kind: "event", event: { name: "menu_tapped", key: menu } };
  if (scene !== undefined) return { kind: "event", event: { name: "scanned", scene } };
  return { kind: "text", text: "" };
}
