import { openConnection, type HttpConnection } from "./http-connection.ts";
import { answerMsMax, type Source } from "./source.ts";

export type ClosedLoop = {
  readonly port: number;
  readonly connections: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Ends the loop after so many requests, before its time. */
  readonly requestsMax: number;
};

type Client = { connection?: HttpConnection; request: number; sentAt: number };

type State = Source & {
  readonly busy: Set<Client>;
  /** Requests that may still be sent. */
  left: number;
  lost: number;
  finish: () => void;
};

/** Each connection sends its next request when the last one was answered. Returns how many were lost. */
export async function closedLoop(loop: ClosedLoop, source: Source): Promise<number> {
  const { meter } = source;
  const state: State = {
    ...source,
    busy: new Set(),
    left: loop.requestsMax,
    lost: 0,
    finish: () => undefined,
  };
  const finished = new Promise<void>((resolve) => (state.finish = resolve));
  for (let n = 0; n < loop.connections; n += 1) await join(state, loop.port);
  for (const client of Array.from(state.busy)) sendNext(state, client);

  const endAt = loop.warmUpMs + loop.measureMs;
  const timers = [
    setTimeout(() => meter.begin(), loop.warmUpMs),
    setTimeout(() => {
      meter.end();
      state.left = 0;
    }, endAt),
    setTimeout(() => Array.from(state.busy).forEach((client) => lose(state, client)), endAt + answerMsMax),
  ];
  await finished;
  for (const timer of timers) clearTimeout(timer);
  meter.end();
  return state.lost;
}

async function join(state: State, port: number) {
  const client: Client = { request: 0, sentAt: 0 };
  client.connection = await openConnection(port, {
    response(response) {
      state.meter.add(performance.now() - client.sentAt);
      state.ledger.settle(client.request, response);
      sendNext(state, client);
    },
    closed: () => lose(state, client),
  });
  state.busy.add(client);
}

function sendNext(state: State, client: Client) {
  if (state.left === 0) return leave(state, client);
  state.left -= 1;
  client.request = state.ledger.take();
  client.sentAt = performance.now();
  client.connection?.send(state.traffic.bytes(client.request));
}

function lose(state: State, client: Client) {
  if (state.busy.has(client)) state.lost += 1;
  leave(state, client);
}

function leave({ busy, finish }: State, client: Client) {
  if (!busy.delete(client)) return;
  client.connection?.close();
  if (busy.size === 0) finish();
}
