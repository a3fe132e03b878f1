import type { MenuAction, MenuLeaf, MenuMatchRule, MenuTop } from "seatbridge/kit";

/** A button as the interface has it (protocols §1.16). */
export type WireButton = {
  readonly name: string;
  readonly type?: string | undefined;
  readonly key?: string | undefined;
  readonly url?: string | undefined;
  readonly appid?: string | undefined;
  readonly pagepath?: string | undefined;
  readonly media_id?: string | undefined;
  readonly article_id?: string | undefined;
  readonly sub_button?: readonly WireButton[] | undefined;
};
type WireRule = {
  readonly tag_id?: string | undefined;
  readonly client_platform_type?: string | undefined;
  readonly language?: string | undefined;
};

const CLIENTS = { ios: "1", android: "2", other: "3" } as const;

export const toButtons = (tops: readonly MenuTop[]) =>
  tops.map((top) => ("items" in top ? { name: top.name, sub_button: top.items.map(toLeaf) } : toLeaf(top)));

const toLeaf = ({ name, action }: MenuLeaf) => ({ name, ...toFields(action) });

function toFields(action: MenuAction): Omit<WireButton, "name" | "sub_button"> {
  switch (action.type) {
    case "view":
      return { type: "view", url: action.url };
    case "miniprogram":
      return { type: "miniprogram", url: action.url, appid: action.appId, pagepath: action.path };
    case "media_id":
      return { type: "media_id", media_id: action.mediaId };
    case "article_id":
    case "article_view_limited":
      return { type: action.type, article_id: action.articleId };
    case "click":
    case "scancode_push":
    case "scancode_waitmsg":
    case "pic_sysphoto":
    case "pic_photo_or_album":
    case "pic_weixin":
    case "location_select":
      return { type: action.type, key: action.key };
  }
}

export const fromButtons = (buttons: readonly WireButton[]): readonly MenuTop[] =>
  buttons.map((button) =>
    (button.sub_button?.length ?? 0) > 0
      ? { name: button.name, items: (button.sub_button ?? []).map(fromLeaf) }
      : fromLeaf(button),
  );

const fromLeaf = (button: WireButton): MenuLeaf => ({ name: button.name, action: fromFields(button) });

/** A type that is not known here is a click, which shows that it is there. */
function fromFields(button: WireButton): MenuAction {
  const { type = "click", key = "", url = "", appid = "", pagepath = "" } = button;
  switch (type) {
    case "view":
      return { type, url };
    case "miniprogram":
      return { type, url, appId: appid, path: pagepath };
    case "media_id":
      return { type, mediaId: button.media_id ?? "" };
    case "article_id":
    case "article_view_limited":
      return { type, articleId: button.article_id ?? "" };
    case "scancode_push":
    case "scancode_waitmsg":
    case "pic_sysphoto":
    case "pic_photo_or_album":
    case "pic_weixin":
    case "location_select":
      return { type, key };
    default:
      return { type: "click", key };
  }
}

export const toRule = ({ labelId, client, language }: MenuMatchRule): WireRule => ({
  ...(labelId && { tag_id: labelId }),
  ...(client && { client_platform_type: CLIENTS[client] }),
  ...(language && { language }),
});

export function fromRule({ tag_id: labelId, client_platform_type: type, language }: WireRule): MenuMatchRule {
  const client = (["ios", "android", "other"] as const).find((one) => CLIENTS[one] === type);
  return { ...(labelId && { labelId }), ...(client && { client }), ...(language && { language }) };
}
