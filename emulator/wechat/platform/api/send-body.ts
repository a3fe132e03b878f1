import type { Medium, Room } from "../keep/room.ts";
import type { Shown } from "../../shown.ts";
import { mediumOf } from "../media/shelf.ts";
import type { Code } from "./answer.ts";
import { isTree, textAt, type Tree } from "./call.ts";
import { readRare } from "./rare-body.ts";

const TEXT_BYTES_MAX = 2_048;
/** What the fan would see of a custom-send body (protocols §1.10), or why it is refused. */
export function readSend(body: Tree, room: Room, at: number): Shown | Code {
  const type = textAt(body, "msgtype");
  if (room.account.mini !== undefined) return readOfMini(type, body, room, at);
  switch (type) {
    case "text":
      return readText(textAt(body, "text", "content"));
    case "image":
    case "voice":
      return readMedia(type, textAt(body, type, "media_id"), room, at);
    case "news":
      return readNews(body);
    default:
      return readRare(type, body, room, at);
  }
}

/** A mini program's four kinds (protocols §3). */
function readOfMini(type: string, body: Tree, room: Room, at: number): Shown | Code {
  const text = (name: string): string => textAt(body, type, name);
  const card = { title: text("title"), description: text("description"), pictureUrl: text("thumb_url") };
  switch (type) {
    case "text":
      return readText(text("content"));
    case "image":
      return readMedia(type, text("media_id"), room, at);
    case "link":
      if (card.title === "" || text("url") === "") return 44_003;
      return { kind: "news", ...card, url: text("url") };
    case "miniprogrampage":
      if (text("pagepath") === "") return 44_004;
      if (mediumOf(room, text("thumb_media_id"), at)?.kind !== "image") return 40_007;
      return { kind: "news", ...card, description: text("pagepath"), url: "" };
    default:
      return 48_008;
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
