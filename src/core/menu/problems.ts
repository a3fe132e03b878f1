import { utf8Bytes } from "../fan/change.ts";
import { type ButtonAction, isGroup, type Leaf, type MatchRule, type Menu, type Top } from "./menu.ts";

/** What a platform's menu may be (protocols §1.16), as data of the adapter's. */
export type MenuLimits = {
  readonly topsMax: number;
  readonly itemsMax: number;
  /** In UTF-8 bytes. */
  readonly topBytesMax: number;
  readonly itemBytesMax: number;
  readonly keyBytesMax: number;
  readonly urlBytesMax: number;
  readonly conditionalMax: number;
};

/** Where something is wrong: the menu (0, or a conditional one from 1 on), the top button, the one under it. */
export type Place = { readonly menu: number; readonly top?: number; readonly item?: number };

export type MenuProblem = Place & {
  readonly code:
    | "empty"
    | "tops_max"
    | "items_max"
    | "items_none"
    | "name_missing"
    | "name_long"
    | "key_missing"
    | "key_long"
    | "key_twice"
    | "url_wrong"
    | "url_long"
    | "field_missing"
    | "text_missing"
    | "rule_empty"
    | "conditional_max";
  /** What is allowed, and what it is, in buttons or bytes. */
  readonly max?: number;
  readonly is?: number;
};

/** Everything that the platform would refuse, in the order in which one reads the menu. */
export function problemsOf(menu: Menu, limits: MenuLimits): readonly MenuProblem[] {
  const { conditional } = menu;
  return [
    ...(menu.tops.length === 0 ? [{ menu: 0, code: "empty" } as const] : []),
    ...ofTops(menu.tops, { menu: 0 }, limits),
    ...(conditional.length > limits.conditionalMax
      ? [{ menu: limits.conditionalMax + 1, code: "conditional_max", max: limits.conditionalMax } as const]
      : []),
    ...conditional.flatMap(({ rule, tops }, index) => [
      ...(isEmptyRule(rule) ? [{ menu: index + 1, code: "rule_empty" } as const] : []),
      ...(tops.length === 0 ? [{ menu: index + 1, code: "empty" } as const] : []),
      ...ofTops(tops, { menu: index + 1 }, limits),
    ]),
  ];
}

const isEmptyRule = ({ labelId, client, language }: MatchRule): boolean =>
  [labelId, client, language].every((part) => part === undefined || part === "");

function ofTops(tops: readonly Top[], place: Place, limits: MenuLimits): readonly MenuProblem[] {
  const { topsMax, topBytesMax, itemsMax } = limits;
  const many =
    tops.length > topsMax ? [{ ...place, code: "tops_max", max: topsMax, is: tops.length } as const] : [];
  const each = tops.flatMap((top, index) => {
    const at = { ...place, top: index };
    const name = ofName(top.name, at, topBytesMax);
    if (!isGroup(top)) return [...name, ...ofAction(top.action, at, limits)];
    const { items } = top;
    const count: readonly MenuProblem[] =
      items.length === 0
        ? [{ ...at, code: "items_none" }]
        : items.length > itemsMax
          ? [{ ...at, code: "items_max", max: itemsMax, is: items.length }]
          : [];
    return [...name, ...count, ...items.flatMap((item, n) => ofItem(item, { ...at, item: n }, limits))];
  });
  return [...many, ...each, ...twice(tops, place)];
}

const ofItem = (item: Leaf, at: Place, limits: MenuLimits): readonly MenuProblem[] => [
  ...ofName(item.name, at, limits.itemBytesMax),
  ...ofAction(item.action, at, limits),
];

function ofName(name: string, at: Place, max: number): readonly MenuProblem[] {
  if (name.trim() === "") return [{ ...at, code: "name_missing" }];
  const is = utf8Bytes(name);
  return is > max ? [{ ...at, code: "name_long", max, is }] : [];
}

function ofAction(action: ButtonAction, at: Place, limits: MenuLimits): readonly MenuProblem[] {
  switch (action.type) {
    case "view":
      return ofUrl(action.url, at, limits);
    case "miniprogram":
      return [...ofFields([action.appId, action.path], at), ...ofUrl(action.url, at, limits)];
    case "media_id":
      return ofFields([action.mediaId], at);
    case "article_id":
    case "article_view_limited":
      return ofFields([action.articleId], at);
    case "click":
      return [...ofKey(action.key, at, limits), ...ofTap(action.tap, at)];
    case "scancode_push":
    case "scancode_waitmsg":
    case "pic_sysphoto":
    case "pic_photo_or_album":
    case "pic_weixin":
    case "location_select":
      return ofKey(action.key, at, limits);
  }
}

function ofTap(tap: Extract<ButtonAction, { type: "click" }>["tap"], at: Place): readonly MenuProblem[] {
  const isMissing =
    (tap?.does === "text" && tap.text.trim() === "") || (tap?.does === "entry" && tap.entryKey === "");
  return isMissing ? [{ ...at, code: "text_missing" }] : [];
}

const ofFields = (fields: readonly string[], at: Place): readonly MenuProblem[] =>
  fields.some((field) => field.trim() === "") ? [{ ...at, code: "field_missing" }] : [];

function ofKey(key: string, at: Place, { keyBytesMax: max }: MenuLimits): readonly MenuProblem[] {
  if (key.trim() === "") return [{ ...at, code: "key_missing" }];
  const is = utf8Bytes(key);
  return is > max ? [{ ...at, code: "key_long", max, is }] : [];
}

function ofUrl(url: string, at: Place, { urlBytesMax: max }: MenuLimits): readonly MenuProblem[] {
  if (!/^https?:\/\/[^\s/]+/.test(url)) return [{ ...at, code: "url_wrong" }];
  const is = utf8Bytes(url);
  return is > max ? [{ ...at, code: "url_long", max, is }] : [];
}

/** Of two buttons with one key nobody could tell which was tapped. */
function twice(tops: readonly Top[], place: Place): readonly MenuProblem[] {
  const seen = new Set<string>();
  const keyed = tops.flatMap((top, index) =>
    isGroup(top)
      ? top.items.map((item, n) => ({ action: item.action, at: { ...place, top: index, item: n } }))
      : [{ action: top.action, at: { ...place, top: index } }],
  );
  return keyed.flatMap(({ action, at }) => {
    if (!("key" in action) || action.key === "") return [];
    if (seen.has(action.key)) return [{ ...at, code: "key_twice" } as const];
    seen.add(action.key);
    return [];
  });
}
