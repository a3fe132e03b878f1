import type { Account } from "./account.ts";
import { apiDrafts } from "./door/api.ts";
import { httpDrafts, noteDrafts, pageDrafts, uploadDrafts } from "./door/page.ts";
import type { House } from "./house.ts";
import { type Class, type Draft, type Input, numbered, seeded } from "./input.ts";
import { type Landed, throwAt } from "./throw.ts";
import { wechatDrafts } from "./door/wechat.ts";
import { weiboDrafts } from "./door/weibo.ts";

export type Result = {
  readonly input: Input;
  readonly landed: Landed;
  readonly fate: "refused" | "kept" | "fault";
  /** Of a fault. */
  readonly why?: string;
};

export type Run = {
  readonly house: House;
  readonly accounts: readonly Account[];
  readonly seed: number;
  /** None: all. */
  readonly classes: readonly Class[];
  /** Inputs of each class at each call of the API. */
  readonly each: number;
  readonly now: () => number;
};

const ANSWER_MS_MAX = 2_000;
const TOO_SLOW = "too slow";
/** How many are under way at once. */
const AT_ONCE = 8;
/** Ends the session that all others need. */
const SIGN_OUT = "session.sign_out";
/** A body that is not read to its end, or no HTTP: the end of the connection may overtake the answer. */
const MAY_END: ReadonlySet<Class> = new Set(["http", "size", "picture"]);

/** The same for the same seed, but for ids, times and signatures. */
export function corpusOf({ house, accounts, seed, classes, each }: Run): readonly Input[] {
  const { operations, fanOperations, callers, fanCaller, ids } = house;
  const conversation = ids.get("conversations");
  const options = { random: seeded(seed), each };
  const webhooks = accounts.flatMap((account) =>
    account.platform === "weibo" ? weiboDrafts(account) : wechatDrafts(account),
  );
  const api = callers.flatMap((caller) => [
    ...operations
      .filter(({ id }) => id !== SIGN_OUT || !caller.cookie)
      .flatMap((operation) => apiDrafts(operation, caller, { root: "/api/v1", ids }, options)),
    ...uploadDrafts("/api/v1/media", caller, false),
    ...(conversation === undefined || !caller.cookie ? [] : noteDrafts(conversation, caller)),
  ]);
  const fan = fanOperations.flatMap((operation) =>
    apiDrafts(operation, fanCaller, { root: "/fan/api", ids }, options),
  );
  const practice = ids.get("practice");
  const all: readonly Draft[] = [
    ...webhooks,
    ...api,
    ...fan,
    ...(practice === undefined ? [] : uploadDrafts(`/fan/api/pictures?account=${practice}`, fanCaller, true)),
    ...pageDrafts(),
    ...["/api/v1/session", "/desk", ...accounts.map(({ id }) => `/webhooks/${id}`)].flatMap(httpDrafts),
  ];
  const inputs = numbered(all, seed.toString(36));
  return classes.length === 0 ? inputs : inputs.filter((input) => classes.includes(input.class));
}

/**
 * Throws all of them, several at once; what has to come in its order first, and in its order. What took too long is
 * thrown once more, alone: a fault is what is slow by itself, not what waited behind others on a busy machine.
 */
export async function throwAll(run: Run, onResult: (result: Result) => void): Promise<readonly Result[]> {
  const { base } = run.house;
  const inputs = corpusOf(run);
  const results: Result[] = [];
  const slow: Input[] = [];
  const tell = (result: Result): void => {
    results.push(result);
    onResult(result);
  };
  const through = async (waiting: Iterator<Input>): Promise<void> => {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
      const result = judge(next.value, await throwAt(base, next.value.wire, run.now));
      if (result.why === TOO_SLOW) slow.push(next.value);
      else tell(result);
    }
  };
  await through(inputs.filter((input) => input.class === "replay").values());
  const waiting = inputs.filter((input) => input.class !== "replay").values();
  await Promise.all(Array.from({ length: AT_ONCE }, () => through(waiting)));
  for (const input of slow) tell(judge(input, await throwAt(base, input.wire, run.now)));
  return results;
}

/** What became of one, or what is wrong about it. */
export function judge(input: Input, landed: Landed): Result {
  const { status, tookMs, ended } = landed;
  const fault = (why: string): Result => ({ input, landed, fate: "fault", why });
  if (!ended) return fault("no answer");
  if (tookMs > ANSWER_MS_MAX) return fault(TOO_SLOW);
  if (status === undefined)
    return MAY_END.has(input.class) ? { input, landed, fate: "refused" } : fault("hung up");
  if (status >= 500) return fault("an error of ours");
  const fate = status >= 400 ? "refused" : "kept";
  if (input.expect !== "any" && input.expect !== fate) return fault(`${fate}, not ${input.expect}`);
  return { input, landed, fate };
}
