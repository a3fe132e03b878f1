import { Worker } from "node:worker_threads";

import type { Logger } from "pino";

import { type Matcher, openMatcher, phrasingsOf } from "../../core/answer/matcher.ts";
import { LEARNING_VERSION, type Learned } from "../../core/answer/knowledge/learn.ts";
import type { Entry } from "../../core/knowledge/entry.ts";
import { digest } from "../../kit/digest.ts";

/** Makes matchers of published entries. */
export type Learning = (accountId: string, entries: readonly Entry[]) => Promise<Matcher>;

type Kept = { readonly version: string; readonly learned: Promise<Learned> };

/**
 * Learns in a thread, one knowledge at a time, so that no message waits for it: what is answered meanwhile is answered
 * by the matcher of before. Of each account the last is kept: as long as no phrasing changes, nothing is learned anew,
 * and accounts that have the same phrasings learn them once.
 * The version names what was learned from which phrasings: equal on every node.
 */
export function createLearning(log: Logger): Learning {
  const kept = new Map<string, Kept>();
  let before: Promise<unknown> = Promise.resolve();

  /** @returns rejects, and is forgotten, where the thread fails: the next one tries again */
  function learnAnew(phrasings: readonly (readonly string[])[], version: string): Kept {
    const began = performance.now();
    const learned = before.then(() => learnInThread(phrasings));
    before = learned.then(
      () => {
        const ms = Math.round(performance.now() - began);
        log.info({ knowledge: version, entries: phrasings.length, ms }, "knowledge learned");
      },
      () => {
        for (const [account, one] of kept) if (one.learned === learned) kept.delete(account);
      },
    );
    return { version, learned };
  }

  return async (accountId, entries) => {
    const phrasings = phrasingsOf(entries);
    const version = digest(`${LEARNING_VERSION} ${JSON.stringify(phrasings)}`).slice(0, 12);
    const same = [...kept.values()].find((one) => one.version === version) ?? learnAnew(phrasings, version);
    kept.set(accountId, same);
    return openMatcher(entries, await same.learned);
  };
}

function learnInThread(phrasings: readonly (readonly string[])[]): Promise<Learned> {
  // How the process was started is not the thread's business.
  const thread = new Worker(new URL("./thread.js", import.meta.url), { workerData: phrasings, execArgv: [] });
  return new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`learning ended with ${code}, and said nothing`)));
  });
}
