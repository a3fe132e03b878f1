import { type FanMessage, fanMessage } from "../../fan-message.ts";
import { unseal } from "../../sealed/reply.ts";
import type { Attempt } from "../../../kit/keep/ledger.ts";
import type { PlatformAccount } from "../keep/room.ts";
import { patience, type Timer, wait } from "../../../kit/time/timer.ts";
import { WIRE_CHARS_MAX } from "../../../kit/keep/limits.ts";
import type { Push, PushAnswer } from "./push.ts";

/** How long the platform waits for an answer, and so how far its tries are apart (protocols §1.7). */
export const ANSWER_MS = 5_000;
const DELIVERIES_MAX = 3;

export type Delivering = {
  readonly clock: () => number;
  readonly timer: Timer;
  readonly nonce: () => string;
  readonly random: (bytes: number) => Uint8Array;
  readonly push: Push;
  readonly answerMs: number;
};

/**
 * Pushes until something is answered, whatever it is; the same message each time, signed and where needed encrypted
 * anew. Undefined: nothing ever came back. `onAttempts` is told before and after each try.
 */
export async function deliver(
  { clock, timer, nonce, random, push, answerMs }: Delivering,
  account: PlatformAccount,
  message: FanMessage & { readonly messageId: string },
  onAttempts: (attempts: readonly Attempt[]) => void,
): Promise<PushAnswer | undefined> {
  const attempts: Attempt[] = [];
  for (let delivery = 1; delivery <= DELIVERIES_MAX; delivery += 1) {
    const call = fanMessage({ ...message, nonce: nonce(), random });
    const at = clock();
    const sealed = call.clear === undefined ? {} : { sealed: call.body.slice(0, WIRE_CHARS_MAX) };
    const tried = { at, search: call.search, ...sealed };
    onAttempts([...attempts, tried]);
    const nextTry = wait(timer, answerMs);
    const { signal, cancel } = patience(timer, answerMs);
    const answer = await push(account, call, signal).catch(() =>
      signal.aborted ? ("late" as const) : ("broken" as const),
    );
    cancel();
    const tookMs = clock() - at;
    attempts.push(
      typeof answer === "string"
        ? { ...tried, tookMs, lost: answer }
        : { ...tried, tookMs, ...(await read(account, answer)) },
    );
    onAttempts(attempts);
    if (typeof answer === "object") return answer;
    if (delivery < DELIVERIES_MAX) await nextTry;
  }
  return undefined;
}

/** The answer as it is written down: as it came, and what was encrypted in it. */
async function read(account: PlatformAccount, { status, body }: PushAnswer) {
  const unsealed = await unseal(account, body);
  const opened =
    unsealed.kind === "clear" && unsealed.wasSealed ? { opened: unsealed.body.slice(0, WIRE_CHARS_MAX) } : {};
  return { status, answer: body.slice(0, WIRE_CHARS_MAX), ...opened };
}
