import type { Typing } from "../../core/channel/capability/typing.ts";
import type { Look } from "../../core/desk/presence.ts";
import { type Clock, type Instant, SECOND } from "../../core/kernel/instant.ts";

/** A sign that comes later than this is none. */
const SHOW_MS_MAX = 3 * SECOND;
/** Of all accounts at a time: what does not answer holds up nobody, and more than these are not shown. */
const UNDER_WAY_MAX = 32;
const KNOWN_MAX = 5_000;

/** To whom the sign goes; undefined where she is not that agent's, or no message would find a place. */
export type TypingTo = (
  staffId: string,
  conversationId: string,
  at: Instant,
) => Promise<{ readonly typing: Typing; readonly externalId: string } | undefined>;

/**
 * Shows fans that their agent writes. The desk tells it again and again; the platform is asked when its last sign is
 * about to go out, and whatever fails is let be: it is a courtesy.
 */
export function createTypingSigns(options: {
  readonly to: TypingTo;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}) {
  const { to, clock, onError } = options;
  /** By agent and conversation, the oldest first: until when nothing is asked. */
  const quietUntil = new Map<string, Instant>();
  let underWay = 0;

  function keepQuiet(key: string, until: Instant): void {
    quietUntil.delete(key);
    quietUntil.set(key, until);
    const [oldest] = quietUntil.keys();
    if (quietUntil.size > KNOWN_MAX && oldest !== undefined) quietUntil.delete(oldest);
  }

  async function show(staffId: string, conversationId: string, key: string): Promise<void> {
    const found = await to(staffId, conversationId, clock());
    if (found === undefined) return;
    const { typing, externalId } = found;
    keepQuiet(key, clock() + typing.lastsMs - 5 * SECOND);
    await typing.show(externalId, AbortSignal.timeout(SHOW_MS_MAX));
  }

  return async ({ staffId, conversationId, doing }: Look): Promise<void> => {
    if (doing !== "typing" || conversationId === undefined || underWay >= UNDER_WAY_MAX) return;
    const key = `${staffId} ${conversationId}`;
    if ((quietUntil.get(key) ?? 0) > clock()) return;
    // Also where she has no place: that is not asked for each letter.
    keepQuiet(key, clock() + 5 * SECOND);
    underWay += 1;
    await show(staffId, conversationId, key)
      .catch(onError)
      .finally(() => (underWay -= 1));
  };
}
