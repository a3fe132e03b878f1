import { actorName } from "../../core/access/actor.ts";
import { matchedByAll } from "../../core/trial/moved.ts";
import { doubtsOf } from "../../core/trial/verdict.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { namedBy } from "./gate.ts";
import type { AccountReport, Trying } from "./ports.ts";

type Tried = {
  readonly tried: readonly Trying[];
  /** What answered the account while it was tried out: see `Material`. */
  readonly base: string;
  readonly reports: readonly AccountReport[];
};

/** Keeps what a trial has shown, with what speaks against publishing. */
export const keepTrial: Action<Tried, { readonly id: string }, Pick<Stores, "trial" | "setting">> = {
  id: "entry.tried",
  permission: "knowledge.write",
  async run({ store, actor, at, ids }, { tried, base, reports }) {
    const limits = { replayWorseShare: (await store.setting.read())["trial.replayWorseShare"] };
    const entryIds = new Set(tried.map(({ entryId }) => entryId));
    const own = new Set<string>();
    for (const { accountId } of reports) {
      for (const golden of await store.trial.goldens(accountId)) {
        if (golden.entryId !== null && entryIds.has(golden.entryId)) own.add(golden.id);
      }
    }
    const doubts = reports.flatMap(({ report }) => doubtsOf(report, own, limits));
    const id = ids();
    const trial = { id, entryId: namedBy(tried), doubts, reports, words: matchedByAll(tried), base };
    await store.trial.keep(trial, { at, by: actorName(actor) });
    // It changes nothing for anybody; a publication names the trial that let it through.
    return { result: { id }, audit: [] };
  },
};
