import type { Session } from "../../action/session/ports.ts";
import { tokenHash } from "../../action/session/token.ts";
import type { Actor } from "../../core/access/actor.ts";
import { type Clock, type Instant, MINUTE, SECOND } from "../../core/kernel/instant.ts";

/** A person at the other end of a cookie. */
export type SignedIn = { readonly id: string; readonly staff: Session["staff"]; readonly actor: Actor };

export type Sessions = {
  /** Whose token it is; at most `KEPT_MS` old. */
  readonly of: (token: string) => Promise<SignedIn | undefined>;
  /** Looks again at these persons' sessions at their next call; at everybody's without. */
  readonly forget: (staffIds?: readonly string[]) => void;
};

/** An ended session is good for so long where the wake was lost: with a call that runs, below 5 s. */
const KEPT_MS = 3 * SECOND;
/** That somebody is there is written down at most so often. */
const SEEN_MS = MINUTE;
const ENTRIES_MAX = 5_000;

type Entry = { readonly at: Instant; readonly session: Promise<Session | undefined> };

/** Looks sessions up, and remembers each for a moment: a desk asks many times a second. */
export function createSessions(options: {
  readonly find: (id: string) => Promise<Session | undefined>;
  readonly markSeen: (id: string) => Promise<unknown>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}): Sessions {
  const { find, markSeen, clock, onError } = options;
  const entries = new Map<string, Entry>();
  const staffOf = new Map<string, string>();

  function look(id: string): Promise<Session | undefined> {
    const known = entries.get(id);
    const at = clock();
    if (known !== undefined && at - known.at < KEPT_MS) return known.session;
    const entry: Entry = { at, session: find(id) };
    drop(id);
    for (const oldest of entries.keys()) {
      if (entries.size < ENTRIES_MAX) break;
      drop(oldest);
    }
    entries.set(id, entry);
    const settle = (session: Session | undefined): void => {
      if (entries.get(id) !== entry) return;
      // A guess at a token must not fill the memory.
      if (session === undefined) return drop(id);
      staffOf.set(id, session.staff.id);
      if (at - session.seenAt > SEEN_MS) markSeen(id).catch(onError);
    };
    entry.session.then(settle, () => settle(undefined));
    return entry.session;
  }

  function drop(id: string): void {
    entries.delete(id);
    staffOf.delete(id);
  }

  return {
    async of(token) {
      const session = await look(tokenHash(token));
      if (session === undefined) return undefined;
      const { id, staff } = session;
      return { id, staff, actor: { id: staff.id, grants: staff.grants, sessionId: id } };
    },
    forget(staffIds) {
      const gone = staffIds === undefined ? undefined : new Set(staffIds);
      for (const id of entries.keys()) {
        const staffId = staffOf.get(id);
        // Without a name yet it is just being looked up, perhaps before the change.
        if (gone === undefined || staffId === undefined || gone.has(staffId)) drop(id);
      }
    },
  };
}
