import {
  type Article,
  type Asked,
  type Clock,
  type Menus,
  type MenuTop,
  type PageLeaf,
  type PageReply,
  type PageTop,
  type Standing,
  type StandingReplies,
  type z,
} from "seatbridge/kit";

import { readAutoReply } from "../../wechat/api/entry/auto-reply.ts";
import { readLiveMenu } from "../../wechat/api/entry/menus.ts";
import type { Client } from "../../wechat/api/client.ts";
import { askedOf } from "../asked.ts";
import { fromButtons, type WireButton } from "./menu-wire.ts";

type Replies = z.output<(typeof readAutoReply)["answer"]>;
type WireReply = NonNullable<Replies["add_friend_autoreply_info"]>;
type Live = z.output<(typeof readLiveMenu)["answer"]>;
type LiveButton = NonNullable<Live["selfmenu_info"]>["button"][number];
type LiveLeaf = NonNullable<LiveButton["sub_button"]>["list"][number];

/**
 * What the platform's page answers and shows (get_current_autoreply_info, get_current_selfmenu_info; protocols §1.16).
 * A menu counts as written through the interface where that still has it and its names are those that fans see.
 */
export const createStanding = (client: Client, menus: Menus, clock: Clock): StandingReplies => ({
  async read(signal): Promise<Asked<Standing>> {
    const replies = askedOf(await client(readAutoReply, {}, { signal }), clock(), (raw) => raw);
    if (replies.kind !== "done") return replies;
    const live = askedOf(await client(readLiveMenu, {}, { signal }), clock(), (raw) => raw);
    if (live.kind !== "done") return live;
    const written = await menus.read(signal);
    if (written.kind !== "done") return written;
    const buttons = live.value.is_menu_open !== 0 ? (live.value.selfmenu_info?.button ?? []) : [];
    const isWritten = written.value !== undefined && sameNames(written.value.tops, buttons);
    const menu: Standing["menu"] =
      buttons.length === 0
        ? { kind: "none" }
        : isWritten
          ? { kind: "written", menu: written.value }
          : { kind: "page", tops: buttons.map(topOf) };
    return { kind: "done", value: { ...repliesOf(replies.value), menu } };
  },
});

function repliesOf(raw: Replies): Omit<Standing, "menu"> {
  const { add_friend_autoreply_info: welcome, message_default_autoreply_info: fallback } = raw;
  return {
    welcomes: raw.is_add_friend_reply_open !== 0,
    replies: raw.is_autoreply_open !== 0,
    ...(welcome && { welcome: replyOf(welcome) }),
    ...(fallback && { fallback: replyOf(fallback) }),
    rules: (raw.keyword_autoreply_info?.list ?? []).map((rule) => ({
      name: rule.rule_name,
      keywords: rule.keyword_list_info.map(({ content, match_mode }) => ({
        text: content,
        exact: match_mode === "equal",
      })),
      replies: rule.reply_list_info.map(replyOf),
      oneOf: rule.reply_mode === "random_one",
    })),
  };
}

function replyOf({ type, content, news_info }: WireReply): PageReply {
  switch (type) {
    case "text":
      return { kind: "text", text: content };
    case "img":
      return { kind: "image", mediaId: content };
    case "news":
      return { kind: "news", articles: (news_info?.list ?? []).map(articleOf) };
    default:
      return { kind: "other", type };
  }
}

const articleOf = (wire: NonNullable<WireReply["news_info"]>["list"][number]): Article => ({
  title: wire.title,
  description: wire.digest,
  pictureUrl: wire.cover_url,
  url: wire.content_url,
});

const sameNames = (tops: readonly MenuTop[], buttons: readonly LiveButton[]): boolean =>
  JSON.stringify(tops.map((top) => [top.name, "items" in top ? top.items.map(({ name }) => name) : []])) ===
  JSON.stringify(buttons.map((one) => [one.name, (one.sub_button?.list ?? []).map(({ name }) => name)]));

function topOf(button: LiveButton): PageTop {
  const items = button.sub_button?.list ?? [];
  return items.length === 0 ? leafOf(button) : { name: button.name, items: items.map(leafOf) };
}

/** The page's own kinds carry their content in `value`. */
function leafOf(button: LiveLeaf): PageLeaf {
  const { name, type = "click", value = "", news_info } = button;
  switch (type) {
    case "text":
      return { name, tap: { does: "reply", reply: { kind: "text", text: value } } };
    case "img":
    case "photo":
      return { name, tap: { does: "reply", reply: { kind: "image", mediaId: value } } };
    case "news":
      return { name, tap: { does: "reply", reply: newsOf(news_info) } };
    case "video":
    case "voice":
      return { name, tap: { does: "reply", reply: { kind: "other", type } } };
    default:
      return { name, tap: { does: "same", action: sameAction(button) } };
  }
}

function sameAction(button: WireButton) {
  const [top] = fromButtons([button]);
  if (top === undefined || "items" in top) throw new Error("a button without items is one");
  return top.action;
}

const newsOf = (news: LiveLeaf["news_info"]): PageReply => ({
  kind: "news",
  articles: (news?.list ?? []).map(articleOf),
});
