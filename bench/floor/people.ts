import { randomFillSync } from "node:crypto";
import type { Pool } from "pg";

import type { Bus } from "../../src/bus/bus.ts";
import type { Topic } from "../../src/bus/topics.ts";
import { end } from "../../src/action/contact/end.ts";
import { accept } from "../../src/action/offer/accept.ts";
import { fillWrapUp } from "../../src/action/wrap-up/fill-one.ts";
import type { Actor } from "../../src/core/access/actor.ts";
import { createIds } from "../../src/core/kernel/id.ts";
import { Fault } from "../../src/core/kernel/fault.ts";
import { secretNames } from "../../src/serve/secret/names.ts";
import { createPerform } from "../../src/store/action/run.ts";
import { keyOf } from "../../src/store/secret/seal.ts";
import { createVault } from "../../src/store/secret/vault.ts";

/** Agents who take what they are offered, at once, and end what they are told to: by the real actions. */
export type People = {
  /** Whether she has it; an offer that was over before she pressed she has not. */
  readonly takeOffer: (contactId: string, staffId: string) => Promise<boolean>;
  readonly finish: (contactId: string, staffId: string) => Promise<void>;
};

const OFFER = "SELECT id FROM offer WHERE contact_id = $1 AND staff_id = $2 AND ended_at IS NULL";
const EMPTY = {
  sameAsBefore: false,
  reasonId: null,
  outcome: null,
  nextStep: null,
  nextDueAt: null,
  note: null,
};

export function createPeople(pool: Pool, bus: Bus): People {
  const key = keyOf(Buffer.alloc(32));
  const perform = createPerform({
    pool,
    clock: Date.now,
    ids: createIds(Date.now, (bytes) => randomFillSync(bytes)),
    secret: () => "",
    vault: createVault({ newest: () => key, of: () => key }, secretNames),
    wake: (topic, about) => bus.publish(topic as Topic, about),
  });
  const actorOf = (id: string): Actor => ({ id, grants: [{ role: "agent", queues: "all" }] });
  const hands = new Map<string, Promise<unknown>>();
  const atOnce = createGate(PRESSES_MAX);
  /** She does one thing after the other; what lost a race she presses again, as the desk does for her. */
  const byHer = <Result>(staffId: string, deed: () => Promise<Result>): Promise<Result> => {
    const next = (hands.get(staffId) ?? Promise.resolve()).then(() => atOnce(() => pressed(deed)));
    hands.set(
      staffId,
      next.catch(() => undefined),
    );
    return next;
  };
  return {
    takeOffer: (contactId, staffId) =>
      byHer(staffId, async () => {
        const { rows } = await pool.query<{ id: string }>(OFFER, [contactId, staffId]);
        const id = rows[0]?.id;
        if (id === undefined) return false;
        try {
          await perform(accept, { id }, actorOf(staffId));
          return true;
        } catch (error) {
          if (error instanceof Fault && OVER.includes(error.code)) return false;
          throw error;
        }
      }),
    finish: (contactId, staffId) =>
      byHer(staffId, async () => {
        await perform(end, { id: contactId }, actorOf(staffId));
        await pressed(() => perform(fillWrapUp, { id: contactId, ...EMPTY }, actorOf(staffId)));
      }),
  };
}

/** As many as the pool has connections: who waits for one for longer than its patience would meet an error, not a floor. */
const PRESSES_MAX = 6;

/** Lets so many do their work at once, the others in their order. */
function createGate(max: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside === max) await new Promise<void>((enter) => waiting.push(enter));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}

const OVER: readonly string[] = ["offer_gone", "offer_taken", "offer_over"];
const AGAIN: readonly string[] = ["raced", "busy"];

async function pressed<Result>(deed: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await deed();
    } catch (error) {
      if (!(error instanceof Fault && AGAIN.includes(error.code))) throw error;
    }
  }
}
