import { randomUUID } from "node:crypto";

import type { Logger } from "pino";

import type { Bus } from "../../bus/bus.ts";
import { TOPIC } from "../../bus/topics.ts";
import { wouldSay } from "../../core/relay/hear-beside.ts";
import type { Ids } from "../../core/kernel/id.ts";
import { type Clock, MINUTE, SECOND } from "../../core/kernel/instant.ts";
import type { Floor } from "../../core/seating/floor.ts";
import { startLoop } from "../../flow/loop.ts";
import type { Beside } from "../../flow/relay/beside.ts";
import { createKeeping } from "../../flow/relay/keeping.ts";
import { createMinutes } from "../../flow/relay/minutes.ts";
import { createPassing, type Passing } from "../../flow/relay/passing.ts";
import type { AccountRelay } from "../../flow/relay/ports.ts";
import { createCallDownstream } from "../../http/relay/downstream.ts";
import type { Through } from "../../http/relay/through.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { inTurns, type Use } from "../../store/hot/turns.ts";
import { exchangeStore } from "../../store/relay/exchanges.ts";
import { loadRelays } from "../../store/relay/load.ts";
import { minuteStore } from "../../store/relay/minutes.ts";
import { closeConnection } from "../loops.ts";

/** A wake that was lost costs so long. */
const LOOK_MS = SECOND;
const COUNT_MS = 2 * SECOND;
const PURGE_MS = 10 * MINUTE;

export type Relays = {
  /** For the door. `floor`: who is there, for what we would say. */
  readonly besideOn: (floor: () => Floor) => Beside;
  readonly policyOf: (accountId: string) => AccountRelay["policy"] | undefined;
  readonly stateOf: Passing["stateOf"];
  readonly stop: () => Promise<void>;
};

/** Accounts beside another system: who answers whom as the database has it now, the calls handed on, what came of them. */
export async function openRelays(options: {
  readonly url: string;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** The way out. */
  readonly through: Through;
}): Promise<Relays> {
  const { url, bus, clock, ids, log, through } = options;
  const connect = createConnection(url);
  const use = inTurns(connect);
  // Looks for earlier deliveries stand in nobody's way and wait for nobody.
  const lookConnect = createConnection(url);
  const trouble = (what: string) => (error: unknown) =>
    log.error({ what, code: codeOf(error) }, "relay trouble");
  const known = await watchPolicies(use, bus, trouble("relay"));
  const minutes = createMinutes(clock);
  const downstream = createCallDownstream(() => performance.now(), through);
  const passing = createPassing({
    call: downstream.call,
    clock,
    failed(accountId, code) {
      minutes.failed(accountId);
      log.warn({ account: accountId, code }, "downstream failed");
    },
  });
  const keeping = createKeeping({
    exchanges: { ...exchangeStore(use), of: exchangeStore(inTurns(lookConnect)).of },
    dropped: (accountId) => log.warn({ account: accountId }, "exchange dropped"),
    onError: trouble("exchange"),
  });
  const counts = startCounting(minutes.take, minuteStore(use, randomUUID()), trouble("minute"));

  return {
    besideOn: (floor) => ({
      of: known.of,
      pass: passing.pass,
      exchangeOf: keeping.of,
      score: ({ desk }, { content }) => {
        const { say, rule } = wouldSay(content, { ...desk, at: clock(), ids, floor: floor() });
        return say === undefined ? { rule } : { said: say.said, rule };
      },
      keep: keeping.keep,
      answered: minutes.answered,
      clock,
      trouble: trouble("answer"),
    }),
    policyOf: (accountId) => known.of(accountId)?.policy,
    stateOf: passing.stateOf,
    async stop() {
      await known.stop();
      await keeping.stop();
      await counts.stop();
      downstream.close();
      await Promise.all([connect, lookConnect].map(closeConnection));
    },
  };
}

/** Who answers whom, as the database has it now. */
async function watchPolicies(use: Use, bus: Bus, onError: (error: unknown) => void) {
  let relays: ReadonlyMap<string, AccountRelay> = new Map();
  async function look(): Promise<number> {
    relays = new Map((await loadRelays(use)).map((relay) => [relay.accountId, relay]));
    return 0;
  }
  await look();
  const loop = startLoop({ everyMs: LOOK_MS, round: look, onError });
  const unsubscribe = bus.subscribe(TOPIC.relay, loop.wake);
  return {
    of: (accountId: string) => relays.get(accountId),
    async stop() {
      unsubscribe();
      await loop.stop();
    },
  };
}

function startCounting(
  take: ReturnType<typeof createMinutes>["take"],
  store: ReturnType<typeof minuteStore>,
  onError: (error: unknown) => void,
) {
  async function write(): Promise<number> {
    const taken = take();
    if (taken.length > 0) await store.write(taken);
    return 0;
  }
  const loop = startLoop({ everyMs: COUNT_MS, round: write, onError });
  const purging = startLoop({ everyMs: PURGE_MS, round: () => store.purge().then(() => 0), onError });
  return {
    async stop() {
      await Promise.all([loop.stop(), purging.stop()]);
      await write().catch(onError);
    },
  };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : error instanceof Error
      ? error.name
      : "unknown";
