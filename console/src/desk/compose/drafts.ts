/** Of the browser's local storage what drafts need. */
export type DraftStore = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export type ComposerMode = "reply" | "note";

export type DraftKey = {
  readonly staffId: string;
  readonly conversationId: string;
  readonly mode: ComposerMode;
};

const PREFIX = "seatbridge.draft:";
const name = ({ staffId, conversationId, mode }: DraftKey): string =>
  `${PREFIX}${staffId}:${conversationId}:${mode}`;

export const readDraft = (store: DraftStore, key: DraftKey): string => store.getItem(name(key)) ?? "";

/**
 * Keeps what is not sent yet: per agent, conversation and mode, so that it never turns up in front of another
 * customer, nor a note as a reply. A device that is full keeps nothing and says nothing.
 */
export function writeDraft(store: DraftStore, key: DraftKey, text: string): void {
  try {
    if (text.trim() === "") store.removeItem(name(key));
    else store.setItem(name(key), text);
  } catch {
    // the words still stand in the composer
  }
}

/** The drafts of an agent, reply before note, by conversation: what its row shows. */
export function draftsOf(store: DraftStore, staffId: string): ReadonlyMap<string, string> {
  const drafts = new Map<string, string>();
  for (const key of keysOf(store, staffId)) {
    const [conversationId = "", mode] = key.slice(PREFIX.length + staffId.length + 1).split(":");
    if (mode === "reply" || !drafts.has(conversationId)) drafts.set(conversationId, store.getItem(key) ?? "");
  }
  return drafts;
}

/** At sign-out: the next person at this seat must not read them. */
export function clearDrafts(store: DraftStore, staffId: string): void {
  for (const key of keysOf(store, staffId)) store.removeItem(key);
}

function keysOf(store: DraftStore, staffId: string): readonly string[] {
  return Array.from({ length: store.length }, (_, index) => store.key(index) ?? "").filter((key) =>
    key.startsWith(`${PREFIX}${staffId}:`),
  );
}
