import { seeded } from "../../src/core/kernel/seeded.ts";
import { openConnection, type HttpConnection } from "./http-connection.ts";
import type { Meter } from "../measure/meter.ts";
import type { Window } from "./job.ts";
import { answerMsMax, type Source } from "./source.ts";

/** Beyond this, requests wait for a connection; the wait counts as latency. */
const connectionsMax = 1_000;

export type OpenLoop = {
  readonly port: number;
  /** Opened before the first request; more follow when all are busy. */
  readonly connections: number;
  readonly perSecond: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly seed: number;
  /** Hears of the warm-up, as it ends, and then of each stretch of so many ms of the measured time. */
  readonly windows?: { readonly ms: number; readonly onWindow: (window: Window) => void } | undefined;
};

type Client = {
  connection?: HttpConnection;
  request: number;
  intendedAt: number;
  sentAt: number;
  busy: boolean;
};

type State = Source & {
  readonly port: number;
  readonly clients: Set<Client>;
  /** Used in turn, so that none idles until the server closes it. */
  readonly idle: Client[];
  /** Moments at which requests were to begin, while no connection was free. */
  readonly waiting: number[];
  opening: number;
  underWay: number;
  lost: number;
};

/**
 * Requests begin when a Poisson process says so, and latency counts from that moment: a server that stalls
 * is not spared the requests that would have come meanwhile. Returns how many were lost.
 */
export async function openLoop(loop: OpenLoop, source: Source): Promise<number> {
  const { port } = loop;
  const state: State = {
    ...source,
    port,
    clients: new Set(),
    idle: [],
    waiting: [],
    opening: 0,
    underWay: 0,
    lost: 0,
  };
  for (let n = 0; n < loop.connections; n += 1) await join(state);
  await arrivals(loop, source.meter, {
    start: (intendedAt) => begin(state, intendedAt),
    cut: createCut(state, loop.windows?.onWindow),
  });
  await drained(state);
  return state.lost;
}

function begin(state: State, intendedAt: number) {
  const { idle, waiting, clients } = state;
  state.underWay += 1;
  const client = idle.shift();
  if (client !== undefined) return send(state, client, intendedAt);
  waiting.push(intendedAt);
  if (clients.size + state.opening >= connectionsMax) return;
  state.opening += 1;
  join(state)
    // Refused: the request goes on waiting for one of the others.
    .catch(() => undefined)
    .finally(() => (state.opening -= 1));
}

async function join(state: State) {
  const { port, meter, ledger, clients, idle } = state;
  const client: Client = { request: 0, intendedAt: 0, sentAt: 0, busy: false };
  client.connection = await openConnection(port, {
    response(response) {
      state.underWay -= 1;
      const now = performance.now();
      meter.add(now - client.intendedAt);
      // The platform has hung up by then, and the fan has seen nothing of it.
      if (now - client.sentAt > answerMsMax) state.lost += 1;
      ledger.settle(client.request, response);
      free(state, client);
    },
    closed() {
      clients.delete(client);
      if (!client.busy) return void idle.splice(idle.indexOf(client), 1);
      state.underWay -= 1;
      state.lost += 1;
    },
  });
  clients.add(client);
  free(state, client);
}

function free(state: State, client: Client) {
  client.busy = false;
  const intendedAt = state.waiting.shift();
  if (intendedAt === undefined) state.idle.push(client);
  else send(state, client, intendedAt);
}

function send({ ledger, meter, traffic }: State, client: Client, intendedAt: number) {
  client.request = ledger.take();
  client.intendedAt = intendedAt;
  client.sentAt = performance.now();
  client.busy = true;
  meter.late(client.sentAt - intendedAt);
  client.connection?.send(traffic.bytes(client.request));
}

/** Tells what has happened since it was called last. */
function createCut(state: State, onWindow: (window: Window) => void = () => undefined): () => void {
  let before = { sent: 0, answered: 0, failed: 0 };
  return () => {
    const { sent, answered, wrong } = state.ledger.counts();
    const now = { sent, answered, failed: wrong + state.lost };
    onWindow({
      sent: now.sent - before.sent,
      answered: now.answered - before.answered,
      failed: now.failed - before.failed,
      ...state.meter.cut(),
    });
    before = now;
  };
}

/** Calls `start` at each arrival until the time is over. Timers are a millisecond coarse; the meter sees it. */
function arrivals(
  loop: OpenLoop,
  meter: Meter,
  { start, cut }: { readonly start: (intendedAt: number) => void; readonly cut: () => void },
): Promise<void> {
  const random = seeded(loop.seed);
  const gap = () => (-Math.log(1 - random()) * 1_000) / loop.perSecond;
  const measureAt = performance.now() + loop.warmUpMs;
  const endAt = measureAt + loop.measureMs;
  let next = performance.now() + gap();
  let [cuts, cutAt] = [0, measureAt];

  return new Promise((resolve) => {
    const tick = () => {
      const now = performance.now();
      if (now >= cutAt) {
        if (cuts === 0) meter.begin();
        cut();
        cuts += 1;
        cutAt = measureAt + cuts * (loop.windows?.ms ?? Infinity);
      }
      for (; next <= now && next < endAt; next += gap()) start(next);
      if (now < endAt) return void setTimeout(tick, next - now);
      meter.end();
      resolve();
    };
    tick();
  });
}

/** Waits for the last answers as long as the platform would; what has not come by then is lost. */
async function drained(state: State) {
  for (let waitedMs = 0; state.underWay > 0 && waitedMs < answerMsMax; waitedMs += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  state.lost += state.underWay;
  state.underWay = 0;
  for (const client of state.clients) {
    client.busy = false;
    client.connection?.close();
  }
}
