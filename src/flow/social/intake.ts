import type { Instant } from "../../core/kernel/instant.ts";
import type { Door, SocialItem } from "../../core/social/item.ts";
import { type Landed, landingOf, type Listening, type Taken, takenOf } from "../../core/social/landing.ts";
import type { Landings } from "./ports.ts";

/** Takes items in, oldest first, each once whatever door it came through; what we wrote ourselves ends a doubt of ours. */
export async function takeItems(
  landings: Landings,
  account: Listening,
  items: readonly SocialItem[],
  door: Door,
  at: Instant,
): Promise<Taken> {
  const landed: Landed[] = [];
  for (const item of items) {
    const landing = landingOf(account, item, door, at);
    if (landing === undefined) await landings.ownSeen(account.id, item, at);
    else landed.push(await landings.land(landing));
  }
  return takenOf(landed);
}
