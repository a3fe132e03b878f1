import type { Head } from "../../api/wire.ts";
import type { CardDraft } from "../../outbox/saying.ts";
import type { CardKind } from "./shown.ts";

/** All that a form of any card asks for. */
export const emptyFields = () => ({
  title: "",
  description: "",
  url: "",
  pictureUrl: "",
  appId: "",
  path: "",
  head: "",
  items: "",
  tail: "",
});
type Fields = Readonly<ReturnType<typeof emptyFields>>;

/** The card that the fields make, as it would be sent. */
export function draftOf(kind: CardKind, fields: Fields, { mini_program: own }: Head["sends"]): CardDraft {
  const of = (name: keyof Fields): string => fields[name].trim();
  switch (kind) {
    case "news":
      return {
        kind,
        title: of("title"),
        description: of("description").replaceAll(/\s+/gu, " "),
        url: of("url"),
        pictureUrl: of("pictureUrl"),
      };
    case "mini_program":
      return {
        kind,
        title: of("title"),
        path: of("path"),
        ...(own?.ownOnly === true ? {} : { appId: of("appId") }),
      };
    case "menu": {
      const lines = fields.items.split("\n").map((line) => line.trim());
      return { kind, head: of("head"), items: lines.filter((line) => line !== ""), tail: of("tail") };
    }
  }
}

/** What is missing or wrong in it first; undefined where nothing is. */
export function problemOf(
  draft: CardDraft,
  { menu }: Head["sends"],
  hasCover: boolean,
): "title" | "url" | "app" | "path" | "cover" | "items" | undefined {
  switch (draft.kind) {
    case "news":
      if (draft.title === "") return "title";
      return isAddress(draft.url) && (draft.pictureUrl === "" || isAddress(draft.pictureUrl))
        ? undefined
        : "url";
    case "mini_program":
      if (draft.title === "") return "title";
      if (draft.appId === "") return "app";
      if (draft.path === "") return "path";
      return hasCover ? undefined : "cover";
    case "menu": {
      const { length } = draft.items;
      return length === 0 || length > (menu?.itemsMax ?? 0) ? "items" : undefined;
    }
  }
}

const isAddress = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text);
