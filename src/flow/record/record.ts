import { SECOND } from "../../core/kernel/instant.ts";
import type { CrmConnector, Recorded, RecordEntry, TicketRecord } from "../../core/ticket/connector.ts";
import { outcomeOf } from "./outcome.ts";
import type { Claimed, ConnectorRow, Deliveries, Outcome, Untold, UntoldEvent } from "./ports.ts";

/** Of one connection at a time: a slow CRM takes up its own places only, and is not trampled when it comes back. */
const UNDER_WAY_MAX = 4;
/** For all of a try; less than the lease. */
const TRY_MS_MAX = 45 * SECOND;
/** What is under way when we stop has so long to end by itself. */
const STOP_MS = 3 * SECOND;

/** What the loop tells of itself: ids and codes, never a word of a ticket. */
export type RecordWatch = {
  readonly recorded: (
    claimed: Claimed,
    result: { readonly kind: Recorded["kind"]; readonly code?: string; readonly tookMs: number },
  ) => void;
  readonly abandoned: (count: number) => void;
  readonly trouble: (what: string, error: unknown) => void;
};

export type RecordOptions = {
  readonly deliveries: Deliveries;
  /** The connector of a connection. Throws where its settings are not what its kind needs. */
  readonly open: (row: ConnectorRow) => CrmConnector;
  /** An event in words; undefined where a CRM need not hear of it. */
  readonly entryOf: (event: UntoldEvent) => RecordEntry | undefined;
  /** 0 to 1. */
  readonly random: () => number;
  /** Milliseconds that only grow. */
  readonly elapsed: () => number;
  readonly watch: RecordWatch;
  /** There is room again: time for the next round. */
  readonly again: () => void;
};

export type Record = {
  /** Starts what is due and has room; returns how much that was. */
  readonly round: () => Promise<number>;
  /** Lets what is under way end, and writes how it ended. */
  readonly close: () => Promise<void>;
};

/**
 * Logs tickets to CRMs: one ticket at a time, its events in order, several tickets at once. A connector never makes
 * twice what is there, so whatever nobody knows is simply tried again.
 */
export function createRecord(options: RecordOptions): Record {
  const { deliveries, watch, again } = options;
  const underWay = new Map<Claimed, Promise<void>>();
  const stop = new AbortController();

  function start(claimed: Claimed, row: ConnectorRow): void {
    const recording = recordOne(claimed, row, options, stop.signal)
      .catch((error: unknown) => watch.trouble("record", error))
      .finally(() => {
        underWay.delete(claimed);
        again();
      });
    underWay.set(claimed, recording);
  }

  const freeFor = (connectorId: string): number =>
    UNDER_WAY_MAX - [...underWay.keys()].filter((claimed) => claimed.connectorId === connectorId).length;

  return {
    async round() {
      const gone = await deliveries.abandoned();
      if (gone > 0) watch.abandoned(gone);
      let started = 0;
      for (const row of await deliveries.connectors()) {
        const free = freeFor(row.id);
        const claims = free > 0 ? await deliveries.claim(row.id, free) : [];
        for (const claimed of claims) start(claimed, row);
        started += claims.length;
      }
      return started;
    },
    async close() {
      const over = setTimeout(() => stop.abort(), STOP_MS);
      await Promise.all(underWay.values());
      clearTimeout(over);
    },
  };
}

async function recordOne(
  claimed: Claimed,
  row: ConnectorRow,
  options: RecordOptions,
  stop: AbortSignal,
): Promise<void> {
  const { deliveries, random, elapsed, watch } = options;
  const untold = await deliveries.untold(claimed);
  if (untold === undefined) return void (await deliveries.settle(claimed, GONE));
  const began = elapsed();
  const recorded = await tryOnce(claimed, row, untold, options, stop);
  const code = "code" in recorded ? { code: recorded.code } : {};
  watch.recorded(claimed, { kind: recorded.kind, ...code, tookMs: elapsed() - began });
  if (recorded.kind === "shut") {
    await deliveries.shut(row.id, row.version, recorded.code);
    await deliveries.settle(claimed, { state: "dirty", code: recorded.code, afterMs: 0 });
  } else {
    await deliveries.settle(claimed, outcomeOf(recorded, claimed, untold, random()));
  }
}

const GONE: Outcome = { state: "dead", code: "ticket_gone", detail: undefined };

async function tryOnce(
  { externalId }: Claimed,
  row: ConnectorRow,
  untold: Untold,
  { open, entryOf, watch }: RecordOptions,
  stop: AbortSignal,
): Promise<Recorded> {
  const entries = untold.events.flatMap((event) => entryOf(event) ?? []);
  // Nothing that a CRM need hear of: it has the ticket as it is.
  if (entries.length === 0 && externalId !== undefined) return { kind: "recorded", externalId };
  const ticket: TicketRecord = { ...untold.ticket, entries };
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(TRY_MS_MAX)]);
    return await open(row).record(ticket, externalId, signal);
  } catch (error) {
    watch.trouble("record", error);
    return { kind: "unavailable", code: "connector_failed" };
  }
}
