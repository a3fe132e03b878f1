import type { LimitOf } from "../../../action/knowledge/rules.ts";
import { listDrafts, listReleases, lookAtDrafts, readHeld } from "../../../action/release/look.ts";
import { publishDrafts, undoRelease } from "../../../action/release/publish.ts";
import { readTrial } from "../../../action/trial/look.ts";
import { acts, answers, asks, type Route } from "../../api/route.ts";
import * as release from "../../contract/knowledge/release.ts";
import { publishes, type TryOut } from "./trial.ts";

/** Many drafts at once: tried out, published and taken back as one. */
export function releaseRoutes(limitOf: LimitOf, tryOut: TryOut): readonly Route[] {
  const look = lookAtDrafts(limitOf);
  return [
    asks(release.listDrafts, listDrafts(limitOf)),
    asks(release.listReleases, listReleases),
    answers(release.tryDrafts, async ({ input, actor }, api) => {
      const { entries, toTry } = await api.ask(look, input, actor);
      const trialId = toTry.length === 0 ? undefined : await tryOut(api, toTry, actor);
      const entryIds = toTry.map(({ entryId }) => entryId);
      const blamed = trialId === undefined ? [] : await api.ask(readHeld, { trialId, entryIds }, actor);
      const held = new Map(blamed.map(({ entryId, n }) => [entryId, n]));
      return {
        entries: entries.map(({ id, title, refused }) => {
          if (refused !== undefined) return { id, title, ...refused };
          const n = held.get(id);
          return n === undefined
            ? { id, title, is: "ready" as const }
            : { id, title, is: "held" as const, n };
        }),
        trial: trialId === undefined ? null : await api.ask(readTrial, { id: trialId }, actor),
      };
    }),
    publishes(release.publishDrafts, {
      action: publishDrafts(limitOf),
      toTry: {
        permission: "knowledge.write",
        ask: async (context, input) => (await look.ask(context, input)).toTry,
      },
      tryOut,
    }),
    acts(release.undoRelease, undoRelease(limitOf)),
  ];
}
