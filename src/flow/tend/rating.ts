import { askForRating } from "../../core/contact/rating.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { LedgerRules } from "../../core/ledger/rule.ts";
import { defaultSettings } from "../../core/setting/registry.ts";
import type { Chores } from "../ports.ts";
import type { AnswerDesk } from "../take-in/batch/planned.ts";
import type { Wake } from "../waking.ts";
import type { Watch } from "../watch.ts";

/** Asks fans how it was, once the end of a talk cannot be taken back any more. */
export function createRating(options: {
  readonly chores: Pick<Chores, "ratings">;
  readonly clock: Clock;
  /** Undefined where the account is not connected any more. */
  readonly deskOf: (accountId: string) => AnswerDesk | undefined;
  /** What the platform of an account allows; undefined: everything. */
  readonly rulesOf: (accountId: string) => LedgerRules | undefined;
  /** Accounts that can send by themselves. */
  readonly canSend: () => readonly string[];
  readonly wake: Wake;
  readonly watch: Watch;
}): { readonly round: () => Promise<number> } {
  const { chores, clock, deskOf, rulesOf, canSend, wake, watch } = options;
  return {
    async round() {
      const at = clock();
      const senders = new Set(canSend());
      const { found, asked } = await chores.ratings(at, rulesOf, ({ accountId, seq, ...facts }) => {
        const settings = deskOf(accountId)?.settings;
        const canAsk = settings !== undefined && senders.has(accountId);
        return askForRating({ ...facts, canSend: canAsk }, seq, at, settings ?? defaultSettings);
      });
      if (asked > 0) wake({ topic: "send" });
      watch.tended("ratings", asked);
      return found;
    },
  };
}
