/** What the bot does when a fan taps a button of this key. */
export type Tap =
  | { readonly does: "entry"; readonly entryKey: string }
  | { readonly does: "queue"; readonly queueId: string | null }
  | { readonly does: "text"; readonly text: string };

/** What a button does on the fan's phone; what has a key is told to us. */
export type ButtonAction =
  | { readonly type: "click"; readonly key: string; readonly tap?: Tap | undefined }
  | { readonly type: "view"; readonly url: string }
  | { readonly type: "miniprogram"; readonly appId: string; readonly path: string; readonly url: string }
  | { readonly type: KeyedType; readonly key: string }
  | { readonly type: "media_id"; readonly mediaId: string }
  | { readonly type: "article_id" | "article_view_limited"; readonly articleId: string };

/** Buttons that open something of the phone's own. */
export const KEYED_TYPES = [
  "scancode_push",
  "scancode_waitmsg",
  "pic_sysphoto",
  "pic_photo_or_album",
  "pic_weixin",
  "location_select",
] as const;
export type KeyedType = (typeof KEYED_TYPES)[number];

export type Leaf = { readonly name: string; readonly action: ButtonAction };
export type Top =
  | { readonly name: string; readonly action: ButtonAction }
  | { readonly name: string; readonly items: readonly Leaf[] };

/** For whom a menu is that only some see: all of what is given has to fit. */
export type MatchRule = {
  readonly labelId?: string | undefined;
  readonly client?: "ios" | "android" | "other" | undefined;
  readonly language?: string | undefined;
};

export type Conditional = { readonly rule: MatchRule; readonly tops: readonly Top[] };

/** All that an account's fans may see under the thread. */
export type Menu = { readonly tops: readonly Top[]; readonly conditional: readonly Conditional[] };

export const EMPTY_MENU: Menu = { tops: [], conditional: [] };

export const isGroup = (top: Top): top is Extract<Top, { items: unknown }> => "items" in top;

const leavesOf = (tops: readonly Top[]): readonly Leaf[] =>
  tops.flatMap((top) => (isGroup(top) ? top.items : [top]));

/** What the keys of a menu mean, those of its conditional ones too. */
export function tapsOf(menu: Menu): ReadonlyMap<string, Tap> {
  const leaves = [menu.tops, ...menu.conditional.map(({ tops }) => tops)].flatMap(leavesOf);
  return new Map(
    leaves.flatMap(({ action }) =>
      action.type === "click" && action.tap !== undefined ? [[action.key, action.tap] as const] : [],
    ),
  );
}
