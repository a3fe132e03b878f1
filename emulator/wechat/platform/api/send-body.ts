import type { Medium, Room } from "../keep/room.ts";
import type { Shown } from "../../shown.ts";
import { mediumOf } from "../media/shelf.ts";
import type { Code } from "./answer.ts";
import { isTree, textAt, type Tree } from "./call.ts";

const TEXT_BYTES_MAX = 2_048;
/** Kinds that the platform knows and this emulator does not show yet. */
const NOT_GRANTED = new Set([
  "video",
  "music",
  "mpnews",
  "mpnewsarticle",
  "msgmenu",
  "wxcard",
  "miniprogrampage",
  "link",
]);

/** What the fan would see of a custom-send body (protocols §1.10), or why it is refused. */
export function readSend(body: Tree, room: Room, at: number): Shown | Code {
  const type = textAt(body, "msgtype");
  switch (type) {
    case "text":
      return readText(textAt(body, "text", "content"));
    case "image":
    case "voice":
      return readMedia(type, textAt(body, type, "media_id"), room, at);
    case "news":
      return readNews(body);
    default:
      return NOT_GRANTED.has(type) ? 48_008 : 40_008;
  }
}

function readText(text: string): Shown | Code {
  if (text === "") return 44_004;
  return Buffer.byteLength(text) > TEXT_BYTES_MAX ? 45_002 : { kind: "text", text };
}

function readMedia(
  kind: Medium["kind"] & ("image" | "voice"),
  id: string,
  room: Room,
  at: number,
): Shown | Code {
  return mediumOf(room, id, at)?.kind === kind ? { kind, mediaId: id } : 40_007;
}

function readNews(body: Tree): Shown | Code {
  const news = body["news"];
  const articles: unknown = isTree(news) ? news["articles"] : undefined;
  if (!Array.isArray(articles) || articles.length === 0) return 44_003;
  if (articles.length > 1) return 45_008;
  const [article]: unknown[] = articles;
  const [title, url] = [textAt(article, "title"), textAt(article, "url")];
  if (title === "" || url === "") return 44_003;
  return {
    kind: "news",
    title,
    description: textAt(article, "description"),
    pictureUrl: textAt(article, "picurl"),
    url,
  };
}
