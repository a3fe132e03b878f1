import type { Ids } from "../../core/kernel/id.ts";
import { type Clock, DAY, HOUR, MINUTE, SECOND } from "../../core/kernel/instant.ts";
import type { Take } from "../../core/media/taking.ts";
import { fetchMedium, type Means } from "./fetch.ts";
import type { RemoteMedia, RemoteMedium } from "./ports.ts";

/** At once, so that few large ones do not hold up the many small ones. */
const CLAIM_MAX = 4;
/** The platforms throw it away after that long (protocols §1.12). */
const KEPT_MS = 3 * DAY;
/** Before the next try; the last one for all that follow. */
const PAUSES_MS = [10 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR] as const;

/** Brings what fans have sent to us while their platforms still have it. */
export function createFetching(options: {
  readonly remote: RemoteMedia;
  /** Undefined of an account that is not connected. */
  readonly meansOf: (accountId: string) => Means | undefined;
  readonly take: Take;
  readonly clock: Clock;
  readonly ids: Ids;
}): { readonly round: () => Promise<number> } {
  const { remote, meansOf, take, clock, ids } = options;

  async function bring(medium: RemoteMedium): Promise<void> {
    const means = meansOf(medium.accountId);
    const fetched = means && (await fetchMedium(means, medium, medium.kind, take));
    switch (fetched?.kind) {
      case "fetched":
        return remote.keep(medium, { id: ids(), ...fetched.kept }, clock());
      case "expired":
      case "refused":
        return remote.settle(medium, fetched.kind);
      case "unreachable":
      case undefined:
        return again(medium);
    }
  }

  function again(medium: RemoteMedium): Promise<void> {
    const at = clock();
    if (at >= medium.at + KEPT_MS) return remote.settle(medium, "expired");
    const pause = PAUSES_MS[Math.min(medium.tries, PAUSES_MS.length) - 1] ?? HOUR;
    // Once more at the very end: whoever puts the account right on the third day is not too late.
    return remote.later(medium, Math.min(at + pause, medium.at + KEPT_MS));
  }

  return {
    async round() {
      const claimed = await remote.claim(clock(), CLAIM_MAX);
      await Promise.all(claimed.map(bring));
      return claimed.length;
    },
  };
}
