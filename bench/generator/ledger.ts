import type { Traffic } from "../traffic/traffic.ts";
import { isRightAnswer } from "./answer.ts";
import type { ResponseHandler } from "./http-connection.ts";

/** Wrong answers that are told in full. */
const samplesMax = 5;

export type Wrong = { readonly status: number; readonly body: string };

/** What was asked and what came back. */
export type Counts = {
  readonly sent: number;
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
  /** The next request to send. A redelivery waits until its message has been answered for the first time. */
  take(): number;
  settle(request: number, response: Parameters<ResponseHandler>[0]): void;
  counts(): Counts;
};

/** @param texts the right answer of each question */
export function createLedger(traffic: Traffic, texts: readonly Buffer[]): Ledger {
  /** First answers of messages that are delivered again, until they are. */
  const firstBodies = new Map<number, string>();
  const postponed: number[] = [];
  const wrongSamples: Wrong[] = [];
  const wrongQuestions = new Set<number>();
  let [next, sent, answered, firsts, wrong] = [0, 0, 0, 0, 0];

  function isReady(request: number): boolean {
    const first = traffic.firstOf(request);
    return first < 0 || firstBodies.has(first);
  }

  function isRight(request: number, { status, bytes, bodyStart, bodyEnd }: Parameters<ResponseHandler>[0]) {
    const body = traffic.clear(bytes.subarray(bodyStart, bodyEnd));
    const right = status === 200 && isRightAnswer(body, request, traffic, texts);
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
      sent += 1;
      const ready = postponed.findIndex(isReady);
      if (ready >= 0) return postponed.splice(ready, 1)[0] ?? 0;
      for (; ; next += 1) {
        traffic.prepare(next);
        if (isReady(next)) break;
        postponed.push(next);
      }
      return next++;
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
      answered,
      firsts,
      redeliveries: answered - firsts,
      wrong,
      wrongSamples,
      wrongQuestions: [...wrongQuestions],
    }),
  };
}

/** A redelivery gets the same answer; when it was written is no part of what is said. */
const withoutTime = (body: Buffer): string => body.toString().replace(/<CreateTime>\d*<\/CreateTime>/, "");
