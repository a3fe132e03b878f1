import type { Traffic } from "../traffic/traffic.ts";
import type { Wire } from "../wire/wire.ts";
import { isRightAnswer } from "./answer.ts";
import type { ResponseHandler } from "./http-connection.ts";

/** Wrong answers that are told in full. */
const samplesMax = 5;

export type Wrong = { readonly status: number; readonly body: string };

/** What was asked and what came back. */
export type Counts = {
  readonly sent: number;
  /** Of the sent ones: first deliveries. */
  readonly messages: number;
  readonly answered: number;
  /** Of the answered ones: first deliveries, each of which must have left its rows. */
  readonly firsts: number;
  readonly redeliveries: number;
  readonly wrong: number;
  readonly wrongSamples: readonly Wrong[];
  /** First deliveries whose answer was wrong, by question. */
  readonly wrongQuestions: readonly number[];
};

export type Ledger = {
  /** The next request to send. */
  take(): number;
  settle(request: number, response: Parameters<ResponseHandler>[0]): void;
  counts(): Counts;
};

/** @param answers the right answer of each question */
export function createLedger(traffic: Traffic, wire: Wire, answers: readonly string[]): Ledger {
  const texts = answers.map((answer) => Buffer.from(wire.written(answer)));
  /** First answers of messages that are delivered again, until they are. */
  const firstBodies = new Map<number, string>();
  const wrongSamples: Wrong[] = [];
  const wrongQuestions = new Set<number>();
  let [sent, messages, answered, firsts, wrong] = [0, 0, 0, 0, 0];

  const choose = chooser(traffic, (first) => firstBodies.has(first));

  function isRight(request: number, { status, bytes, bodyStart, bodyEnd }: Parameters<ResponseHandler>[0]) {
    const body = wire.clear(bytes.subarray(bodyStart, bodyEnd));
    const text = texts[traffic.questionOf(request)] ?? nothing;
    const right = status === 200 && isRightAnswer(wire, body, traffic.fanOf(request), text);
    const first = traffic.firstOf(request);
    if (first < 0) {
      if (traffic.isRepeated(request)) firstBodies.set(request, withoutTime(body));
      return right;
    }
    const same = firstBodies.get(first) === withoutTime(body);
    firstBodies.delete(first);
    return right && same;
  }

  return {
    take() {
      const request = choose();
      sent += 1;
      if (traffic.firstOf(request) < 0) messages += 1;
      return request;
    },
    settle(request, response) {
      answered += 1;
      if (traffic.firstOf(request) < 0) firsts += 1;
      if (isRight(request, response)) return;
      wrong += 1;
      if (traffic.firstOf(request) < 0) wrongQuestions.add(traffic.questionOf(request));
      if (wrongSamples.length < samplesMax) {
        const { status, bytes, bodyStart } = response;
        wrongSamples.push({ status, body: bytes.subarray(bodyStart).toString().slice(0, 600) });
      }
    },
    counts: () => ({
      sent,
      messages,
      answered,
      firsts,
      redeliveries: answered - firsts,
      wrong,
      wrongSamples,
      wrongQuestions: [...wrongQuestions],
    }),
  };
}

/** In order; a redelivery waits until its message has been answered. */
function chooser(traffic: Traffic, isAnswered: (first: number) => boolean): () => number {
  const postponed: number[] = [];
  let next = 0;
  const isReady = (request: number) => {
    const first = traffic.firstOf(request);
    return first < 0 || isAnswered(first);
  };
  return () => {
    const ready = postponed.findIndex(isReady);
    if (ready >= 0) return postponed.splice(ready, 1)[0] ?? 0;
    for (; ; next += 1) {
      traffic.prepare(next);
      if (isReady(next)) break;
      postponed.push(next);
    }
    return next++;
  };
}

const nothing = Buffer.alloc(0);

/** A redelivery gets the same answer; when it was written is no part of what is said. */
const withoutTime = (body: Buffer): string => body.toString().replace(/<CreateTime>\d*<\/CreateTime>/, "");
