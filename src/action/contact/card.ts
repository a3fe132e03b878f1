import type { Sends } from "../../core/channel/capability/sends.ts";
import type { Content } from "../../core/channel/content.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Stores } from "../ports.ts";
import { coverOf, kindNotSent } from "./said.ts";

/** A link, a page of a mini program, or lines that can be tapped. */
export type Card =
  | {
      readonly kind: "news";
      readonly title: string;
      readonly description: string;
      readonly url: string;
      readonly pictureUrl: string;
    }
  | {
      readonly kind: "mini_program";
      readonly title: string;
      readonly appId?: string | undefined;
      readonly path: string;
      readonly coverId: string;
    }
  | {
      readonly kind: "menu";
      readonly head: string;
      readonly items: readonly string[];
      readonly tail: string;
    };

/** What can be read on it. */
export function wordsOn(card: Card | undefined): string {
  switch (card?.kind) {
    case undefined:
      return "";
    case "news":
      return `${card.title}\n${card.description}`;
    case "mini_program":
      return card.title;
    case "menu":
      return [card.head, ...card.items, card.tail].join("\n");
  }
}

/**
 * A card as a message carries it, where the account's platform takes such.
 * @throws Fault `kind_not_sent` {kind}, `menu_too_long` {max}, `mini_program_unnamed`, and those of its cover:
 * `media_missing`, `media_type_not_sent` {types}, `media_too_large` {max}
 */
export async function cardContent(
  store: Pick<Stores, "media">,
  staffId: string,
  card: Card,
  sends: Sends,
): Promise<Content> {
  switch (card.kind) {
    case "news": {
      if (sends.news === undefined) throw kindNotSent(card.kind);
      const { kind, ...article } = card;
      return { kind, articles: [article] };
    }
    case "mini_program":
      return miniProgram(store, staffId, card, sends);
    case "menu": {
      if (sends.menu === undefined) throw kindNotSent(card.kind);
      const { itemsMax: max } = sends.menu;
      if (card.items.length > max)
        throw new Fault("menu_too_long", `A menu has ${max} lines at most.`, { max });
      const { kind, head, items, tail } = card;
      // What is tapped comes back as its words; the number is only for the platform.
      return { kind, head, items: items.map((text, index) => ({ id: String(index + 1), text })), tail };
    }
  }
}

async function miniProgram(
  store: Pick<Stores, "media">,
  staffId: string,
  { kind, title, appId, path, coverId }: Extract<Card, { kind: "mini_program" }>,
  sends: Sends,
): Promise<Content> {
  if (sends.mini_program === undefined) throw kindNotSent(kind);
  const { cover, ownOnly } = sends.mini_program;
  if (!ownOnly && appId === undefined) {
    throw new Fault("mini_program_unnamed", "Say which mini program it is, by its appid.");
  }
  const coverBlobId = await coverOf(store, staffId, coverId, { image: cover });
  return { kind, title, path, coverBlobId, ...(ownOnly || appId === undefined ? {} : { appId }) };
}
