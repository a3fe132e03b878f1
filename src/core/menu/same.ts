import { type ButtonAction, isGroup, type Leaf, type Menu, type Top } from "./menu.ts";

/** Whether fans see the same: what a key means to us is not seen, and no menu is an empty one. */
export const sameOnPhones = (one: Menu | undefined, other: Menu | undefined): boolean =>
  seen(one) === seen(other);

const seen = (menu: Menu | undefined): string =>
  JSON.stringify([
    (menu?.tops ?? []).map(ofTop),
    (menu?.conditional ?? []).map(({ rule, tops }) => [
      [rule.labelId ?? "", rule.client ?? "", rule.language ?? ""],
      tops.map(ofTop),
    ]),
  ]);

const ofTop = (top: Top): unknown => (isGroup(top) ? [top.name, top.items.map(ofLeaf)] : ofLeaf(top));
const ofLeaf = ({ name, action }: Leaf): unknown => [name, ofAction(action)];

function ofAction(action: ButtonAction): readonly string[] {
  switch (action.type) {
    case "view":
      return [action.type, action.url];
    case "miniprogram":
      return [action.type, action.appId, action.path, action.url];
    case "media_id":
      return [action.type, action.mediaId];
    case "article_id":
    case "article_view_limited":
      return [action.type, action.articleId];
    case "click":
    case "scancode_push":
    case "scancode_waitmsg":
    case "pic_sysphoto":
    case "pic_photo_or_album":
    case "pic_weixin":
    case "location_select":
      return [action.type, action.key];
  }
}
