import { listLabels, makeChanges } from "./changes.ts";
import type { FanChannel, FanContext } from "./ports.ts";
import { askProfiles } from "./profiles.ts";

/** What is asked of platforms about fans, for all accounts: what a person waits for first. */
export function createFans(
  options: Omit<FanContext, "paused" | "paces"> & { readonly channels: () => readonly FanChannel[] },
): { readonly round: () => Promise<number> } {
  const context: FanContext = { ...options, paused: new Map(), paces: new Map() };
  const { clock, paused, watch } = context;
  const isPaused = (key: string): boolean => (paused.get(key) ?? 0) > clock();

  async function roundOf(channel: FanChannel): Promise<number> {
    const { accountId, profiles, labels } = channel;
    const changed = await makeChanges(channel, context);
    if (labels !== undefined && !isPaused(`${accountId} labels`)) {
      await listLabels(accountId, labels, context);
    }
    if (profiles === undefined || isPaused(`${accountId} profile`)) return changed;
    return changed + (await askProfiles(accountId, profiles, context));
  }

  return {
    async round() {
      const found = await Promise.all(
        options.channels().map((channel) =>
          roundOf(channel).catch((error: unknown) => {
            watch.trouble("fans", error);
            return 0;
          }),
        ),
      );
      return found.reduce((sum, count) => sum + count, 0);
    },
  };
}
