import type { Frame } from "../../core/desk/frame.ts";
import {
  forget,
  type Look,
  type Looked,
  type Looking,
  looks,
  othersAt,
  seenBy,
} from "../../core/desk/presence.ts";
import { type Clock, DAY, type Instant } from "../../core/kernel/instant.ts";
import type { Watched } from "./desks.ts";
import { createNames } from "./names.ts";
import type { DeskStore } from "./ports.ts";

/** Who looks at what, and what happens there: a thread of the bot's or of a colleague's is live, too. */
export type Gaze = {
  readonly look: (look: Look) => Promise<void>;
  /** Once a second. */
  readonly tick: () => Promise<void>;
  /** A new window of hers has to know who is where. */
  readonly welcome: (staffId: string) => void;
};

const NEWS_MAX = 50;
const NEWS_AGE_MS = 2 * DAY;

type Tell = (staffId: string, frames: readonly Frame[]) => void;

export function createGaze(context: {
  readonly store: DeskStore;
  readonly clock: Clock;
  readonly desks: ReadonlyMap<string, Watched>;
  readonly tell: Tell;
}): Gaze {
  const { store, clock, desks, tell } = context;
  const names = createNames(store);
  let looking: Looking = new Map();
  /** Numbers up to which conversations were told that somebody here looks at. */
  let told: ReadonlyMap<string, number> = new Map();

  const presence = (staffId: string, conversationId: string): Frame => {
    const others = othersAt(looking, conversationId, staffId);
    const who = others.map((other) => ({ ...other, name: names.of(other.staffId) }));
    return { event: "presence", data: { conversationId, who } };
  };

  async function became(looked: Looked): Promise<void> {
    looking = looked.looking;
    const there = looked.changed.map((id) => [id, [...(looking.get(id)?.keys() ?? [])]] as const);
    await names.learn(there.flatMap(([, staffIds]) => staffIds));
    for (const [id, staffIds] of there)
      for (const staffId of staffIds) tell(staffId, [presence(staffId, id)]);
  }

  return {
    look: (look) => became(looks(looking, look, clock())),
    async tick() {
      await became(forget(looking, clock()));
      told = await follow(store, followed(looking, desks), told, { tell, at: clock() });
    },
    welcome(staffId) {
      tell(
        staffId,
        seenBy(looking, staffId).map((conversationId) => presence(staffId, conversationId)),
      );
    },
  };
}

/** Conversations that people here look at and that are not on their own desks, with who looks. */
function followed(
  looking: Looking,
  desks: ReadonlyMap<string, Watched>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [conversationId, there] of looking) {
    const here = [...there.keys()].filter((staffId) => {
      const own = desks.get(staffId)?.view.stamp.contacts;
      return own?.every((contact) => contact.conversationId !== conversationId) ?? false;
    });
    if (here.length > 0) found.set(conversationId, here);
  }
  return found;
}

/** Tells what was said there since the last look; how far all were told now. */
async function follow(
  store: DeskStore,
  watched: ReadonlyMap<string, readonly string[]>,
  told: ReadonlyMap<string, number>,
  { tell, at }: { readonly tell: Tell; readonly at: Instant },
): Promise<ReadonlyMap<string, number>> {
  if (watched.size === 0) return new Map();
  const seqs = await store.seqs([...watched.keys()]);
  // Whoever has just begun to look has read the thread up to here by herself.
  const messages = [...seqs].flatMap(([conversationId, seq]) => {
    const after = told.get(conversationId);
    return after !== undefined && seq > after ? [{ conversationId, after }] : [];
  });
  if (messages.length === 0) return seqs;
  const news = await store.news({ messages, lines: [], since: at - NEWS_AGE_MS, max: NEWS_MAX });
  for (const { conversationId, after } of messages) {
    const found = news.get(conversationId);
    const upTo = seqs.get(conversationId) ?? after;
    const items = found?.items.filter((item) => item.type === "message" && item.seq <= upTo) ?? [];
    if (found === undefined || items.length === 0) continue;
    const data = { conversationId, after, items, more: found.more };
    for (const staffId of watched.get(conversationId) ?? []) tell(staffId, [{ event: "messages", data }]);
  }
  return seqs;
}
