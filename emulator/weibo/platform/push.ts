import type { PlatformCall } from "../fan-push.ts";
import { patience, wait } from "../../kit/time/timer.ts";
import type { Attempt } from "../../kit/keep/ledger.ts";
import { WIRE_CHARS_MAX } from "../../kit/keep/limits.ts";
import type { PlatformAccount } from "./room.ts";
import type { World } from "./world.ts";

/** What an account's server said. */
export type PushAnswer = { readonly status: number; readonly body: string };

/** Hands one push over; rejects when the connection breaks or the signal ends it. */
export type Push = (account: PlatformAccount, call: PlatformCall, signal: AbortSignal) => Promise<PushAnswer>;

/** How long the platform waits, and how often it tries in all (protocols §4.1). */
export const ANSWER_MS = 5_000;
const DELIVERIES_MAX = 3;
/** An answer is read to here; no reply is longer. */
const ANSWER_CHARS_MAX = 65_536;

/** Over real HTTP, to the address that the account has entered. */
export const httpPush =
  (addressOf: (account: PlatformAccount) => string): Push =>
  async (account, { method, search, contentType, body }, signal) => {
    const headers = { "content-type": contentType };
    const init = { method, headers, body, signal, redirect: "error" } as const;
    const response = await fetch(`${addressOf(account)}${search}`, init);
    return { status: response.status, body: (await response.text()).slice(0, ANSWER_CHARS_MAX) };
  };

/**
 * Tries until something is answered, whatever it is. `call` makes each delivery: the same body, signed anew. Undefined:
 * nothing ever came back. `onAttempts` is told after each try.
 */
export async function deliver(
  { push, clock, timer, answerMs }: Pick<World, "push" | "clock" | "timer" | "answerMs">,
  account: PlatformAccount,
  call: () => PlatformCall,
  onAttempts: (attempts: readonly Attempt[]) => void,
): Promise<PushAnswer | undefined> {
  const attempts: Attempt[] = [];
  while (attempts.length < DELIVERIES_MAX) {
    const made = call();
    const at = clock();
    const nextTry = wait(timer, answerMs);
    const { signal, cancel } = patience(timer, answerMs);
    const answer = await push(account, made, signal).catch(() =>
      signal.aborted ? ("late" as const) : ("broken" as const),
    );
    cancel();
    const tried = { at, search: made.search, tookMs: clock() - at };
    attempts.push(
      typeof answer === "string"
        ? { ...tried, lost: answer }
        : { ...tried, status: answer.status, answer: answer.body.slice(0, WIRE_CHARS_MAX) },
    );
    onAttempts([...attempts]);
    if (typeof answer === "object") return answer;
    if (attempts.length < DELIVERIES_MAX) await nextTry;
  }
  return undefined;
}
