import type { Content } from "../../api/wire.ts";
import type { CardDraft } from "../../outbox/saying.ts";

export type CardKind = CardDraft["kind"];
export const CARD_KINDS: readonly CardKind[] = ["news", "mini_program", "menu"];

/** As the thread will show it. */
export function shownCard(draft: CardDraft): Extract<Content, { kind: "news" | "mini_program" | "menu" }> {
  switch (draft.kind) {
    case "news": {
      const { kind, ...article } = draft;
      return { kind, articles: [article] };
    }
    case "mini_program":
      return draft;
    case "menu": {
      const { kind, head, items, tail } = draft;
      return { kind, head, items: items.map((text, index) => ({ id: String(index), text })), tail };
    }
  }
}
