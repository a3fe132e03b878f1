import { setTimeout as pause } from "node:timers/promises";

import type { Random } from "../../hostile/input.ts";
import type { FaultAccount } from "../house/house.ts";
import type { Node } from "../house/node.ts";
import type { Delivery, Told } from "../witness/told.ts";
import { drawWords, moodOf } from "./fan.ts";
import { push } from "./push.ts";

/** One delivery, as the clock of this process saw it. */
export type Attempt = {
  readonly node: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly delivery: Delivery;
};

/** Fans who write through real webhooks, and all that they saw. */
export type Load = {
  readonly told: readonly Told[];
  readonly attempts: readonly Attempt[];
  /** Delivers a message until something is answered, three times at most, each time to the next node. */
  readonly tell: (fan: string, order: number, text: string) => Promise<Told>;
  /** Delivers it so often at once, each to the next node. */
  readonly tellAtOnce: (fan: string, order: number, text: string, times: number) => Promise<Told>;
  /** Lets so many fans write, one message after the other, until the signal. */
  readonly write: (fans: number, signal: AbortSignal) => Promise<void>;
  /** When the first message that was written after the moment was answered by one of these nodes, in ms since 1970. */
  readonly answeredSince: (nodes: readonly Node[], since: number) => Promise<number | undefined>;
};

export type LoadOptions = {
  readonly nodes: readonly Node[];
  readonly account: FaultAccount;
  readonly random: Random;
  /** What every fan's openid begins with. */
  readonly prefix: string;
};

/** The platform delivers a message so often in all (protocols §1.7). */
const DELIVERIES_MAX = 3;
/** Between two deliveries: shorter than the platform's five seconds, so that less is forgiven. */
const AGAIN_MS = 2_000;
/** Between two messages of a fan. */
const WRITE_MS = [50, 400] as const;
const RECOVERY_MS_MAX = 60_000;
const LOOK_MS = 10;

export function createLoad(options: LoadOptions): Load {
  const { random, prefix } = options;
  const told: Told[] = [];
  const attempts: Attempt[] = [];
  const deliver = createDeliver(options, attempts);
  let lastId = Date.now() * 1_000;

  const draft = (fan: string, order: number, text: string): Told => ({
    fan,
    order,
    text,
    messageId: String((lastId += 1)),
    deliveries: [],
  });
  const keep = (message: Told, deliveries: readonly Delivery[]): Told => {
    const whole = { ...message, deliveries };
    told.push(whole);
    return whole;
  };

  async function tell(fan: string, order: number, text: string): Promise<Told> {
    const message = draft(fan, order, text);
    const deliveries: Delivery[] = [];
    for (;;) {
      const delivery = await deliver(message);
      deliveries.push(delivery);
      if (delivery.kind === "acknowledged" || deliveries.length === DELIVERIES_MAX) break;
      await pause(AGAIN_MS);
    }
    return keep(message, deliveries);
  }

  async function writeOn(n: number, signal: AbortSignal): Promise<void> {
    const mood = moodOf(n);
    for (let order = 0; !signal.aborted; order += 1) {
      await tell(`${prefix}${n}`, order, drawWords(mood, random));
      await pause(WRITE_MS[0] + random.below(WRITE_MS[1] - WRITE_MS[0]));
    }
  }

  return {
    told,
    attempts,
    tell,
    async tellAtOnce(fan, order, text, times) {
      const message = draft(fan, order, text);
      return keep(message, await Promise.all(Array.from({ length: times }, () => deliver(message))));
    },
    async write(fans, signal) {
      await Promise.all(Array.from({ length: fans }, (_, n) => writeOn(n, signal)));
    },
    answeredSince: (nodes, since) => answeredSince(attempts, nodes, since),
  };
}

/** Delivers to the next node each time, and writes down what came of it. */
function createDeliver({ nodes, account }: LoadOptions, attempts: Attempt[]) {
  let turn = 0;
  return async (message: Told): Promise<Delivery> => {
    const node = nodes[(turn += 1) % nodes.length];
    if (node === undefined) throw new Error("There is no node.");
    const startedAt = Date.now();
    const delivery = await push(node.url, account, message);
    attempts.push({ node: node.name, startedAt, endedAt: Date.now(), delivery });
    return delivery;
  };
}

async function answeredSince(
  attempts: readonly Attempt[],
  nodes: readonly Node[],
  since: number,
): Promise<number | undefined> {
  const names = new Set(nodes.map(({ name }) => name));
  const first = attempts.findIndex(({ endedAt }) => endedAt >= since);
  for (let seen = first < 0 ? attempts.length : first; ; await pause(LOOK_MS)) {
    for (; seen < attempts.length; seen += 1) {
      const { node, startedAt, endedAt, delivery } = attempts[seen] as Attempt;
      if (names.has(node) && startedAt >= since && delivery.kind === "acknowledged") return endedAt;
    }
    if (Date.now() - since > RECOVERY_MS_MAX) return undefined;
  }
}
