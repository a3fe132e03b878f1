import { fold } from "../../core/answer/fold.ts";
import { type Line, openQuestion } from "../../core/answer/suggest/open-question.ts";
import { createShelf, type Shelf } from "../../core/answer/suggest/shelf.ts";
import {
  bestOf,
  type Candidate,
  type Marks,
  SUGGESTIONS_MAX,
  type Sureness,
  surenessOf,
} from "../../core/answer/suggest/suggest.ts";
import type { ThreadItem } from "../../core/desk/desk.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Canned } from "../canned/ports.ts";
import { gone, refuseUnseen } from "../conversation/seen.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Outcome } from "./ports.ts";

/** What an account's entries say to a folded question, to a fan of this name; undefined: it is not connected. */
export type EntriesTo = (
  accountId: string,
  folded: string,
  fan: { readonly name: string | null; readonly at: Instant },
) => (Marks & { readonly entries: readonly Candidate[] }) | undefined;

export type Suggestions = {
  /** The message that asks; null: nothing is open. */
  readonly seq: number | null;
  readonly items: readonly (Candidate & { readonly sureness: Sureness; readonly outcome: Outcome | null })[];
};

/** So far back a question that nobody has answered is looked for. */
const LINES_MAX = 30;

/**
 * 推荐答复: what could be said to what the fan has asked last and no person has answered. It says nothing by itself.
 * @throws Fault `conversation_unseen`
 */
export function createReadSuggestions(
  entriesTo: EntriesTo,
): Query<{ readonly id: string }, Suggestions, Pick<Stores, "conversation" | "canned" | "assist">> {
  const shelfOf = keepShelves();
  return {
    permission: "contact.read",
    async ask({ store, actor, at }, { id }) {
      await refuseUnseen(store, actor, id);
      const { items } = await store.conversation.messages(id, { limit: LINES_MAX }, at);
      const question = openQuestion(items.flatMap(lineOf));
      if (question === undefined) return { seq: null, items: [] };
      const { channel, fan } = (await store.conversation.head(id, actor.id)) ?? gone();
      const folded = fold(question.text);
      const found = entriesTo(channel.accountId, folded, { name: fan.name, at });
      if (found === undefined) return { seq: question.seq, items: [] };
      const canned = await store.canned.of(actor.id, "used");
      const outcomes = await store.assist.outcomes(id, question.seq);
      return {
        seq: question.seq,
        items: bestOf([...found.entries, ...cannedTo(canned, shelfOf(canned), folded)]).map((item) => ({
          ...item,
          sureness: surenessOf(item.confidence, found),
          outcome: outcomes.get(`${item.kind}:${item.id}`) ?? null,
        })),
      };
    },
  };
}

const cannedTo = (canned: readonly Canned[], shelf: Shelf, folded: string): readonly Candidate[] =>
  shelf(folded, SUGGESTIONS_MAX).flatMap(({ index, confidence }): readonly Candidate[] => {
    const reply = canned[index];
    if (reply === undefined) return [];
    const { id, version, title, body: text } = reply;
    return [{ kind: "canned", id, version, title, text, confidence }];
  });

function lineOf(item: ThreadItem): readonly Line[] {
  if (item.type !== "message" || item.internal) return [];
  const { seq, author, content } = item;
  const text =
    content.kind === "text" ? content.text : content.kind === "voice" ? (content.recognition ?? null) : null;
  return [{ seq, author, text }];
}

/** Agents of one queue share their replies; whose were not asked for longest go. */
const SHELVES_MAX = 50;

function keepShelves(): (canned: readonly Canned[]) => Shelf {
  const kept = new Map<string, Shelf>();
  return (canned) => {
    const key = canned.map(({ id, version }) => `${id}@${version}`).join(" ");
    const shelf = kept.get(key) ?? createShelf(canned);
    kept.delete(key);
    kept.set(key, shelf);
    for (const [oldest] of kept) {
      if (kept.size <= SHELVES_MAX) break;
      kept.delete(oldest);
    }
    return shelf;
  };
}
