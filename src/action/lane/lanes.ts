import { matterOf } from "../../core/answer/matter.ts";
import { RISK_RULES, type RiskRule, SAFE_WORDS } from "../../core/answer/risk.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { BOOST_MS, type Lane, LANE_QUEUES, LANES, USUAL_LANE } from "../../core/queue/lane.ts";
import type { Settings } from "../../core/setting/registry.ts";
import { fingerprintOf } from "../../core/table/fingerprint.ts";
import type { Action, Query } from "../action.ts";
import { overtaken } from "../knowledge/rules.ts";
import type { Stores } from "../ports.ts";
import type { Queue } from "../queue/ports.ts";
import { mattersNow } from "./words.ts";

type Store = Pick<Stores, "setting" | "queue">;
type TryStore = Pick<Stores, "setting" | "queue" | "laneWord">;

export type ShownLanes = {
  /** Given back with a change: nobody overwrites what she has not seen. */
  readonly seen: string;
  readonly lanes: readonly {
    readonly lane: Lane;
    /** Where such a matter waits; null: in the account's own queue. */
    readonly queueId: string | null;
    /** A queue is named that is not there, or is closed: it waits in the account's own. */
    readonly isLost: boolean;
    /** For so much longer than she has does she seem to have waited, in ms. */
    readonly boostMs: number;
  }[];
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  /** What is told at once where there is danger, and by which rule. */
  readonly risks: readonly { readonly rule: RiskRule; readonly text: string }[];
};

export const readLanes: Query<object, ShownLanes, Store> = {
  permission: "queue.read",
  ask: ({ store }) => shownLanes(store),
};

async function shownLanes(store: Store): Promise<ShownLanes> {
  const settings = await store.setting.read();
  const queues = (await store.queue.list("all")).filter(({ state }) => state === "active");
  const byKey = new Map(queues.map((queue) => [queue.key, queue]));
  return {
    seen: fingerprintOf(keysIn(settings)),
    lanes: LANES.map((lane) => {
      const key = settings[LANE_QUEUES[lane]];
      const queue = byKey.get(key);
      return { lane, queueId: queue?.id ?? null, isLost: key !== "" && !queue, boostMs: BOOST_MS[lane] };
    }),
    queues: queues.map(({ id, name }) => ({ id, name })),
    risks: RISK_RULES.map((rule) => ({ rule, text: settings[SAFE_WORDS[rule]] })),
  };
}

const keysIn = (settings: Settings): readonly string[] => LANES.map((lane) => settings[LANE_QUEUES[lane]]);

type Chosen = {
  readonly seen: string;
  readonly queues: Readonly<Record<Lane, string | null>>;
};

/**
 * Says in which queue each matter waits; every node has it within seconds.
 * @throws Fault `version_conflict`, `queue_gone`, `lane_risk_queue`: danger waits in a queue of its own choice, not in any
 */
export const keepLanes: Action<Chosen, ShownLanes, Store> = {
  id: "lane.kept",
  permission: "queue.write",
  async run({ store, actor, at }, { seen, queues }) {
    // Nobody else changes a queue until this is committed, nor where matters wait.
    const known = new Map((await store.queue.lockAll()).map((queue) => [queue.id, queue]));
    if (fingerprintOf(keysIn(await store.setting.read())) !== seen) throw overtaken();
    if (queues.risk === null) {
      throw new Fault(
        "lane_risk_queue",
        "Danger needs a queue of its own: choose one that is always staffed.",
      );
    }
    const changed = Object.fromEntries(
      LANES.map((lane) => [LANE_QUEUES[lane], keyOf(known, queues[lane])]),
    ) as Partial<Settings>;
    await store.setting.keep("all", changed, actor.id, at);
    return {
      result: await shownLanes(store),
      audit: [{ subject: "house", subjectId: "lanes", data: { ...queues } }],
      wakes: ["knowledge"],
    };
  },
};

function keyOf(known: ReadonlyMap<string, Queue>, id: string | null): string {
  if (id === null) return "";
  const queue = known.get(id);
  if (queue?.state === "active") return queue.key;
  throw new Fault("queue_gone", "There is no such queue.");
}

export type TriedLane = {
  readonly lane: Lane;
  /** Nothing of it tells the matter, so it is the usual one. */
  readonly isUsual: boolean;
  readonly risk: RiskRule | null;
  /** Her words that told it. */
  readonly words: string | null;
  /** They are a word that the house has added. */
  readonly isOwn: boolean;
  readonly queue: string | null;
};

/** Which matter a text would be taken for, by what, and where it would wait. */
export const tryLane: Query<{ readonly text: string }, TriedLane, TryStore> = {
  permission: "queue.read",
  async ask({ store }, { text }) {
    const matter = matterOf(text, await mattersNow(store));
    const { lane = USUAL_LANE, risk = null, words = null, isOwn } = matter;
    const isUsual = words === null;
    const shown = await shownLanes(store);
    const queueId = shown.lanes.find((one) => one.lane === lane)?.queueId;
    const queue = shown.queues.find(({ id }) => id === queueId)?.name ?? null;
    return { lane, isUsual, risk, words, isOwn, queue };
  },
};
