import type { CrmConnector, Recorded, TicketRecord } from "../../../src/core/ticket/connector.ts";
import { createRecord } from "../../../src/flow/record/record.ts";
import { entryOf } from "../../../src/serve/crm/entry.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { deliveries } from "../../../src/store/record/deliveries.ts";

export type Crm = { readonly id: string; readonly record: CrmConnector["record"] };

/** One process's record loop, which runs only when told to. */
export function openRecorder(url: string, record: CrmConnector["record"]) {
  const connect = createConnection(url);
  const seen: { readonly kind: Recorded["kind"]; readonly code?: string }[] = [];
  const troubles: string[] = [];
  const loop = createRecord({
    deliveries: deliveries(inTurns(connect)),
    open: ({ kind }) => ({ name: kind, record, probe: async () => ({ kind: "ready" }) }),
    entryOf,
    random: () => 0,
    elapsed: () => 0,
    watch: {
      recorded: (_, { kind, code }) => void seen.push(code === undefined ? { kind } : { kind, code }),
      abandoned: () => undefined,
      trouble: (what) => void troubles.push(what),
    },
    again: () => undefined,
  });
  return {
    seen,
    troubles,
    round: loop.round,
    /** Rounds until nothing is due; each waits for what it has started. */
    async run(): Promise<void> {
      while ((await loop.round()) > 0) await loop.close();
    },
    async end() {
      await loop.close();
      await (await connect()).end();
    },
  };
}

/** A CRM in memory: all that it was told, in order, by ticket. */
export function memoryCrm(answer: (ticket: TicketRecord) => Recorded | Promise<Recorded> = recorded) {
  const told = new Map<string, string[]>();
  const states = new Map<string, string>();
  return {
    told,
    states,
    record: async (ticket: TicketRecord): Promise<Recorded> => {
      const verdict = await answer(ticket);
      if (verdict.kind !== "recorded") return verdict;
      told.set(ticket.ticketId, [
        ...(told.get(ticket.ticketId) ?? []),
        ...ticket.entries.map(({ text }) => text),
      ]);
      states.set(ticket.ticketId, ticket.state);
      return verdict;
    },
  };
}

export const recorded = ({ ticketId }: TicketRecord): Recorded => ({
  kind: "recorded",
  externalId: `crm-${ticketId}`,
});
