import type { Door, Wire } from "../wire/wire.ts";
import { seeded } from "../../src/core/kernel/seeded.ts";
import { createRing } from "./ring.ts";

export type TrafficPlan = {
  readonly door: Door;
  readonly questions: readonly string[];
  /** Fans filled in before the run; 0: every message is a new fan's. */
  readonly knownFans: number;
  /** The part of the messages that is delivered once more, a little later. */
  readonly redelivered: number;
  /** In order, or any at random. */
  readonly questionOrder: "each" | "random";
  /** Names the run: eight digits, part of every id. */
  readonly run: string;
  /** Names the stream within the run, and is its seed: the same number makes the same bytes. */
  readonly stream: number;
  /** Time stamp of the first request in seconds, and how many requests share one second. */
  readonly startAt: number;
  readonly perSecond: number;
};

/** Two thirds of the messages are of known fans. */
const knownPart = 2 / 3;
/** A redelivery comes this many requests later: past everything that may still be under way. */
const redeliveryAfter = { least: 500, most: 1_500 };

/** The requests of one stream, each made once and in order, ready to be written to a socket. */
export type Traffic = {
  /** Makes requests up to this one, so that sending costs nothing but the write. */
  prepare(upTo: number): void;
  bytes(n: number): Buffer;
  questionOf(n: number): number;
  /** The request that this one delivers again, or -1. */
  firstOf(n: number): number;
  isRepeated(n: number): boolean;
  fanOf(n: number): Buffer;
};

/** More than any shop knows. */
const questionsMax = 100_000;

/** What a request is about, beside its bytes. */
type Request = {
  readonly fan: string;
  readonly question: number;
  readonly first: number;
  readonly repeated: boolean;
};

export function createTraffic(plan: TrafficPlan, wire: Wire): Traffic {
  const { stream } = plan;
  const ring = createRing(wire.requestBytesMax);
  const requests: Request[] = [];
  const choose = chooser(plan, wire, (n) => requests[ring.slot(n)]);
  let made = 0;

  function make(n: number) {
    const at = plan.startAt + Math.floor(n / plan.perSecond);
    const request = choose(n, at);
    const { fan, question, first } = request;
    const text = plan.questions[question] ?? "";
    const id = `7${plan.run}${String(stream).padStart(3, "0")}${String(n).padStart(7, "0")}`;
    // A redelivery has the bytes of the first time; the signature around them is fresh, as the platform's is.
    const body = first < 0 ? wire.body({ fan, id, text, at }) : ring.body(first);
    const nonce = String(stream * 10_000_000 + n).padStart(10, "0");
    ring.write(n, wire.head({ fan, nonce, at, body }), body);
    requests[ring.slot(n)] = request;
  }

  return {
    prepare(upTo) {
      for (; made <= upTo; made += 1) make(made);
    },
    bytes: (n) => ring.bytes(n),
    questionOf: (n) => requests[ring.slot(n)]?.question ?? 0,
    firstOf: (n) => requests[ring.slot(n)]?.first ?? -1,
    isRepeated: (n) => requests[ring.slot(n)]?.repeated === true,
    fanOf: (n) => Buffer.from(requests[ring.slot(n)]?.fan ?? ""),
  };
}

/** Throws the dice of a stream; the same seed makes the same choices. */
function chooser(
  plan: TrafficPlan,
  wire: Wire,
  earlier: (n: number) => Request | undefined,
): (n: number, at: number) => Request {
  const { questions, knownFans, run, stream } = plan;
  const random = seeded(stream * 7_919 + 1);
  const pick = (below: number) => Math.floor(random() * below);
  const isSaid = createSaid();
  /** Redeliveries to come: their number, and whose. */
  const planned = new Map<number, number>();

  function planRepeat(n: number): boolean {
    if (random() >= plan.redelivered) return false;
    const { least, most } = redeliveryAfter;
    let at = n + least + pick(most - least);
    while (planned.has(at)) at += 1;
    planned.set(at, n);
    return true;
  }

  return (n, at) => {
    const first = planned.get(n);
    planned.delete(n);
    const again = first === undefined ? undefined : earlier(first);
    if (first !== undefined && again !== undefined) return { ...again, first, repeated: false };

    const question = plan.questionOrder === "each" ? n % questions.length : pick(questions.length);
    const known = random() < knownPart && knownFans > 0 ? 1 + pick(knownFans) : undefined;
    return {
      fan:
        known === undefined || isSaid(known, question, at)
          ? wire.newFan(run, stream, n)
          : wire.knownFan(known),
      question,
      first: -1,
      repeated: planRepeat(n),
    };
  };
}

/**
 * Notes who says what, and tells whether she has said it within this second: where messages have no id (Weibo), that
 * would be one message.
 */
function createSaid(): (fan: number, question: number, at: number) => boolean {
  let second = Number.NaN;
  let said = new Set<number>();
  return (fan, question, at) => {
    if (at !== second) [second, said] = [at, new Set()];
    const what = fan * questionsMax + question;
    const known = said.has(what);
    said.add(what);
    return known;
  };
}
