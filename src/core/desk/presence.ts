import { type Instant, SECOND } from "../kernel/instant.ts";

export type Doing = "viewing" | "typing" | "idle";

/** What somebody looks at, as she tells it again and again while it lasts. No conversation: at nothing any more. */
export type Look = {
  readonly staffId: string;
  readonly conversationId: string | undefined;
  readonly doing: Doing;
};

/** By conversation, then by person. */
export type Looking = ReadonlyMap<
  string,
  ReadonlyMap<string, { readonly doing: "viewing" | "typing"; readonly until: Instant }>
>;

/** Told again every 5 s; who is not heard of for so long has gone (console check 41: within 10 s). */
const KEPT_MS = 9 * SECOND;
/** A number of agents that no building holds. */
const ENTRIES_MAX = 5_000;

export type Looked = {
  readonly looking: Looking;
  /** Conversations where somebody came, went, or does something else. */
  readonly changed: readonly string[];
};

export function looks(looking: Looking, { staffId, conversationId, doing }: Look, at: Instant): Looked {
  if (conversationId === undefined) return without(looking, (id) => id === staffId);
  if (doing === "idle") return without(looking, (id, at_) => id === staffId && at_ === conversationId);
  const there = looking.get(conversationId);
  const was = there?.get(staffId);
  if (there === undefined && looking.size >= ENTRIES_MAX) return { looking, changed: [] };
  const now = new Map(there).set(staffId, { doing, until: at + KEPT_MS });
  return {
    looking: new Map(looking).set(conversationId, now),
    changed: was?.doing === doing ? [] : [conversationId],
  };
}

/** Forgets who has not been heard of. */
export const forget = (looking: Looking, at: Instant): Looked =>
  without(looking, (_, __, until) => until <= at);

function without(
  looking: Looking,
  goes: (staffId: string, conversationId: string, until: Instant) => boolean,
): Looked {
  const changed: string[] = [];
  const left = new Map(looking);
  for (const [conversationId, there] of looking) {
    const stays = [...there].filter(([staffId, { until }]) => !goes(staffId, conversationId, until));
    if (stays.length === there.size) continue;
    changed.push(conversationId);
    if (stays.length === 0) left.delete(conversationId);
    else left.set(conversationId, new Map(stays));
  }
  return { looking: left, changed };
}

/** Everybody but herself. */
export const othersAt = (
  looking: Looking,
  conversationId: string,
  staffId: string,
): readonly { readonly staffId: string; readonly doing: "viewing" | "typing" }[] =>
  [...(looking.get(conversationId) ?? [])]
    .filter(([id]) => id !== staffId)
    .map(([id, { doing }]) => ({ staffId: id, doing }));

/** What she looks at. */
export const seenBy = (looking: Looking, staffId: string): readonly string[] =>
  [...looking].filter(([, there]) => there.has(staffId)).map(([conversationId]) => conversationId);

/** As it travels in a wake, which carries ids and codes alone. */
export const lookKey = ({ staffId, conversationId, doing }: Look): string =>
  [staffId, conversationId ?? "-", doing].join("/");

export function readLook(key: string): Look | undefined {
  const [staffId, conversationId, doing] = key.split("/");
  if (staffId === undefined || conversationId === undefined || !isDoing(doing)) return undefined;
  return { staffId, conversationId: conversationId === "-" ? undefined : conversationId, doing };
}

const isDoing = (word: string | undefined): word is Doing =>
  word === "viewing" || word === "typing" || word === "idle";
