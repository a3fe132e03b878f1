import type { ButtonAction, Leaf, Menu, Top } from "../menu/menu.ts";
import type { PageAction, PageLeaf, StandingMenu } from "./standing.ts";

/** What becomes of a button: the same; the article opens at once, without the card before; we answer what the page did. */
export type ButtonFate = "same" | "opens_article" | "answered_by_us" | "left_out";

export type ButtonPreview = {
  /** With its group's before it. */
  readonly name: string;
  readonly fate: ButtonFate;
  /** The kind of the reply that no button of the interface gives. */
  readonly kind?: string | undefined;
};

/** The menu as it can be written through the interface, and what becomes of each button. */
export function menuOf(standing: StandingMenu): {
  readonly menu: Menu;
  readonly buttons: readonly ButtonPreview[];
} {
  if (standing.kind === "none") return { menu: { tops: [], conditional: [] }, buttons: [] };
  if (standing.kind === "written") {
    const buttons = standing.menu.tops.flatMap((top) =>
      "items" in top
        ? top.items.map(({ name }) => ({ name: `${top.name} › ${name}`, fate: "same" as const }))
        : [{ name: top.name, fate: "same" as const }],
    );
    return { menu: standing.menu, buttons };
  }
  const buttons: ButtonPreview[] = [];
  const leafOf = (leaf: PageLeaf, key: string, shown: string): readonly Leaf[] => {
    const made = actionOf(leaf.tap, key);
    buttons.push({ name: shown, fate: made.fate, kind: made.kind });
    return made.action === undefined ? [] : [{ name: leaf.name, action: made.action }];
  };
  const tops = standing.tops.flatMap((top, at): readonly Top[] => {
    if (!("items" in top)) return leafOf(top, keyOf(at), top.name);
    const items = top.items.flatMap((item, n) => leafOf(item, keyOf(at, n), `${top.name} › ${item.name}`));
    return items.length === 0 ? [] : [{ name: top.name, items }];
  });
  return { menu: { tops, conditional: [] }, buttons };
}

const keyOf = (...place: readonly number[]): string => ["taken_over", ...place.map((at) => at + 1)].join("_");

function actionOf(
  tap: PageAction,
  key: string,
): { readonly fate: ButtonFate; readonly action?: ButtonAction; readonly kind?: string } {
  if (tap.does === "same") return { fate: "same", action: tap.action };
  const { reply } = tap;
  switch (reply.kind) {
    case "text":
      return {
        fate: "answered_by_us",
        action: { type: "click", key, tap: { does: "text", text: reply.text } },
      };
    case "image":
      return { fate: "same", action: { type: "media_id", mediaId: reply.mediaId } };
    case "news": {
      const [article, ...more] = reply.articles;
      return article !== undefined && more.length === 0 && article.url !== ""
        ? { fate: "opens_article", action: { type: "view", url: article.url } }
        : { fate: "left_out", kind: "news" };
    }
    case "other":
      return { fate: "left_out", kind: reply.type };
  }
}
