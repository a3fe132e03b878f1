import { hash, verify } from "@node-rs/argon2";

import { foldPassword } from "../../core/access/password.ts";
import { Fault } from "../../core/kernel/fault.ts";

/** argon2id as OWASP's cheat sheet has it: 19 MiB, two passes, one lane; about 30 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** More at once would only take memory and cores from those who are answering fans. */
const AT_ONCE_MAX = 4;
const WAITING_MAX = 200;

/** Hashes and compares passwords beside the event loop. Both throw Fault `busy` where too many wait already. */
export type Passwords = {
  readonly hash: (password: string) => Promise<string>;
  /** Takes as long, and says no, where there is no hash to compare with. */
  readonly verify: (passwordHash: string | null | undefined, password: string) => Promise<boolean>;
};

export function createPasswords(): Passwords {
  const take = turns(AT_ONCE_MAX, WAITING_MAX);
  const toHash = (password: string): Promise<string> => take(() => hash(foldPassword(password), COST));
  let nobodys: Promise<string> | undefined;
  return {
    hash: toHash,
    async verify(passwordHash, password) {
      nobodys ??= hash("nobody signs in with this", COST);
      const compared = passwordHash ?? (await nobodys);
      const isRight = await take(() => verify(compared, foldPassword(password)));
      return isRight && passwordHash != null;
    },
  };
}

/** Runs at most so many at once; the others wait in their order, and too many are refused. */
function turns(atOnceMax: number, waitingMax: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnceMax) {
      if (waiting.length >= waitingMax)
        throw new Fault("busy", "Too many sign in at once. Try again in a moment.");
      // Whoever ends hands her turn over, so nobody can slip in between.
      await new Promise<void>((turn) => waiting.push(turn));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
