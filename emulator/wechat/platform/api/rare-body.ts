import type { Shown } from "../../shown.ts";
import { mediumOf } from "../media/shelf.ts";
import type { Room } from "../keep/room.ts";
import type { Code } from "./answer.ts";
import { isTree, textAt, type Tree } from "./call.ts";

const MENU_ITEMS_MAX = 10;

/** The kinds of custom-send that are seldom (protocols §1.10): what the fan sees of them, or why they are refused. */
export function readRare(type: string, body: Tree, room: Room, at: number): Shown | Code {
  const text = (name: string): string => textAt(body, type, name);
  const isGood = (id: string, kind: "video" | "thumb"): boolean =>
    [kind, "image"].includes(mediumOf(room, id, at)?.kind ?? "");
  switch (type) {
    case "video": {
      const [mediaId, thumb] = [text("media_id"), text("thumb_media_id")];
      if (mediumOf(room, mediaId, at)?.kind !== "video") return 40_007;
      if (thumb !== "" && !isGood(thumb, "thumb")) return 40_007;
      return { kind: "video", mediaId, title: text("title"), description: text("description") };
    }
    case "music": {
      if (text("musicurl") === "" && text("hqmusicurl") === "") return 44_004;
      if (!isGood(text("thumb_media_id"), "thumb")) return 40_007;
      const url = text("musicurl");
      return { kind: "music", title: text("title"), description: text("description"), url };
    }
    case "msgmenu":
      return readMenu(body);
    case "mpnews":
      return text("media_id") === "" ? 40_007 : card("图文消息");
    case "mpnewsarticle":
      return text("article_id") === "" ? 44_003 : card("图文消息");
    case "wxcard":
      return text("card_id") === "" ? 44_004 : card("卡券");
    case "miniprogrampage":
      if (text("appid") === "" || text("pagepath") === "") return 44_004;
      return isGood(text("thumb_media_id"), "thumb") ? card(text("title")) : 40_007;
    case "link":
      return 48_008;
    default:
      return 40_008;
  }
}

/** The phone here shows the words of such a card. */
const card = (title: string): Shown => ({ kind: "news", title, description: "", pictureUrl: "", url: "" });

/** Its items are numbered here; on a phone each is tapped. */
function readMenu(body: Tree): Shown | Code {
  const menu = body["msgmenu"];
  const list: unknown = isTree(menu) ? menu["list"] : undefined;
  if (!Array.isArray(list) || list.length === 0) return 44_004;
  if (list.length > MENU_ITEMS_MAX) return 45_008;
  const items = list.map((item: unknown, index) => `${index + 1}. ${textAt(item, "content")}`);
  const head = textAt(menu, "head_content");
  const text = [head, ...items, textAt(menu, "tail_content")].filter((line) => line !== "").join("\n");
  return { kind: "text", text };
}
