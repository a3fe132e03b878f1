import type { Article, Content } from "seatbridge/kit";
import { parseStringPromise } from "xml2js";
import { z } from "zod";

import { officialAccount, posted } from "./accounts.ts";
import { compared, skipped, type Result, type Vector } from "./result.ts";

const text = z.string().optional();
const article = z.object({ Title: z.string(), Description: z.string(), PicUrl: z.string(), Url: z.string() });
const replyTree = z.looseObject({
  ToUserName: z.string(),
  FromUserName: z.string(),
  CreateTime: z.string(),
  MsgType: z.string(),
  Content: text,
  Image: z.object({ MediaId: z.string() }).optional(),
  Voice: z.object({ MediaId: z.string() }).optional(),
  Video: z.object({ MediaId: z.string(), Title: text, Description: text }).optional(),
  Music: z
    .object({ Title: text, Description: text, MusicUrl: z.string(), HQMusicUrl: text, ThumbMediaId: text })
    .optional(),
  Articles: z.object({ item: z.union([z.array(article), article.transform((one) => [one])]) }).optional(),
  TransInfo: z.object({ KfAccount: z.string() }).optional(),
});
type ReplyTree = z.infer<typeof replyTree>;

/** The content that the tree describes, through our encoder, read by another reader: the same tree. */
export async function runReplyXml(vector: Vector): Promise<Result> {
  if (vector["platform"] !== "official-account") {
    return skipped(vector, `${String(vector["platform"])} is not built yet`);
  }
  const expected = vector["expected"];
  const tree = replyTree.parse(expected);
  const content = contentOf(tree);
  if (content === undefined) return skipped(vector, `replies of type ${tree.MsgType} are not built yet`);
  const at = Number(tree.CreateTime) * 1_000;
  const reply = officialAccount().passive?.(
    { to: tree.ToUserName, from: tree.FromUserName, at, content },
    posted("", at),
  );
  if (reply === undefined)
    return { kind: "ran", id: vector.id, output: null, failure: "no reply was written" };
  const read: unknown = await parseStringPromise(reply.body, { explicitArray: false, explicitRoot: false });
  return compared(vector, reply.body, [{ what: "tree", is: read, expected }]);
}

function contentOf(tree: ReplyTree): Content | undefined {
  switch (tree.MsgType) {
    case "text":
      return { kind: "text", text: tree.Content ?? "" };
    case "image":
      return tree.Image && { kind: "image", mediaId: tree.Image.MediaId };
    case "voice":
      return tree.Voice && { kind: "voice", mediaId: tree.Voice.MediaId, format: "" };
    case "video":
      return tree.Video && videoOf(tree.Video);
    case "music":
      return tree.Music && musicOf(tree.Music);
    case "news":
      return tree.Articles && { kind: "news", articles: tree.Articles.item.map(articleOf) };
    case "transfer_customer_service":
      return { kind: "handover", ...(tree.TransInfo && { agent: tree.TransInfo.KfAccount }) };
    default:
      return undefined;
  }
}

function videoOf(video: NonNullable<ReplyTree["Video"]>): Content {
  return {
    kind: "video",
    mediaId: video.MediaId,
    short: false,
    ...(video.Title !== undefined && { title: video.Title }),
    ...(video.Description !== undefined && { description: video.Description }),
  };
}

function musicOf(music: NonNullable<ReplyTree["Music"]>): Content {
  return {
    kind: "music",
    url: music.MusicUrl,
    ...(music.Title !== undefined && { title: music.Title }),
    ...(music.Description !== undefined && { description: music.Description }),
    ...(music.HQMusicUrl !== undefined && { hqUrl: music.HQMusicUrl }),
    ...(music.ThumbMediaId !== undefined && { thumbnailId: music.ThumbMediaId }),
  };
}

function articleOf(item: z.infer<typeof article>): Article {
  return { title: item.Title, description: item.Description, pictureUrl: item.PicUrl, url: item.Url };
}
