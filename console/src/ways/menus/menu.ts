import type { Answer } from "../../api/endpoints.ts";
import { isTextKey, t, type TextKey } from "../../text/index.ts";

export type MenuPage = Answer<"GET /accounts/:id/menu">;
export type Menu = MenuPage["draft"];
export type Top = Menu["tops"][number];
export type Leaf = Extract<Top, { action: unknown }>;
export type Action = Leaf["action"];
export type Rule = Menu["conditional"][number]["rule"];
export type Problem = MenuPage["problems"][number];
export type Version = MenuPage["versions"][number];
/** Which button is being edited: a top one, or one beneath it. */
export type Chosen = { readonly top: number; readonly item?: number };

export const TYPES: readonly Action["type"][] = [
  "click",
  "view",
  "miniprogram",
  "scancode_push",
  "scancode_waitmsg",
  "pic_sysphoto",
  "pic_photo_or_album",
  "pic_weixin",
  "location_select",
  "media_id",
  "article_id",
  "article_view_limited",
];

export const isGroup = (top: Top): top is Extract<Top, { items: unknown }> => "items" in top;

/** A key that no other button has. */
const newKey = (): string => `b${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36) ?? ""}`;

export function actionOf(type: Action["type"]): Action {
  switch (type) {
    case "click":
      return { type, key: newKey(), tap: { does: "text", text: "" } };
    case "view":
      return { type, url: "https://" };
    case "miniprogram":
      return { type, appId: "", path: "", url: "https://" };
    case "media_id":
      return { type, mediaId: "" };
    case "article_id":
    case "article_view_limited":
      return { type, articleId: "" };
    case "scancode_push":
    case "scancode_waitmsg":
    case "pic_sysphoto":
    case "pic_photo_or_album":
    case "pic_weixin":
    case "location_select":
      return { type, key: newKey() };
  }
}

export const newLeaf = (): Leaf => ({ name: t("menus.new"), action: actionOf("click") });

/** A list with one of it moved by so many places. */
export function moved<Item>(items: readonly Item[], from: number, by: number): Item[] {
  const next = [...items];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(from + by, 0, item);
  return next;
}

export function problemWords({ code, max, is }: Problem): string {
  const key = `menus.problem.${code}`;
  return isTextKey(key) ? t(key as TextKey, { max: max ?? 0, is: is ?? 0 }) : code;
}

export const isAt = (problem: Problem, menu: number, chosen: Chosen | undefined): boolean =>
  problem.menu === menu && problem.top === chosen?.top && problem.item === chosen?.item;

/** Each button in a line, to compare two menus by. */
export const linesOf = (menu: Menu | null | undefined): readonly string[] =>
  menu === null || menu === undefined
    ? []
    : [menu.tops, ...menu.conditional.map(({ tops }) => tops)].flatMap((tops, index) =>
        tops.flatMap((top) => {
          const before = index === 0 ? "" : `${t("menus.conditional.n", { n: index })} › `;
          return isGroup(top)
            ? top.items.map((item) => `${before}${top.name} › ${leafLine(item)}`)
            : [`${before}${leafLine(top)}`];
        }),
      );

function leafLine({ name, action }: Leaf): string {
  const { type, ...rest } = action;
  const tap = "tap" in rest ? rest.tap : undefined;
  const target = Object.entries(rest).flatMap(([field, value]) =>
    field !== "tap" && typeof value === "string" && value !== "" ? [value] : [],
  );
  const does = tap === undefined ? [] : [t(`menus.tap.${tap.does}`)];
  return [name, t(`menus.type.${type}`), ...does, ...target].join(" · ");
}

export const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;
