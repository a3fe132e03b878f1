import type { Content, Sending } from "seatbridge/kit";
import { memoryUploads } from "seatbridge/kit/testing";
import { z } from "zod";

import { platforms } from "../../adapters/index.ts";
import { objects, sendCustom } from "../../adapters/platform/wechat/api/talk/custom-send.ts";
import { writtenNews } from "../../adapters/platform/wechat-oa/deliver/sendable.ts";
import { setTyping } from "../../adapters/platform/wechat/api/talk/typing.ts";
import { compared, skipped, type Result, type Vector } from "./result.ts";

const sendVector = z.object({
  platform: z.string(),
  type: z.string(),
  body: z.looseObject({ touser: z.string(), customservice: z.object({ kf_account: z.string() }).optional() }),
});
type Given = z.infer<typeof sendVector>;

const NAMES: Readonly<Record<string, string>> = { oa: "wechat-oa", mini: "wechat-mini" };
const APP = { appId: "wx0123456789abcdef", appSecret: "s".repeat(32), token: "vectors" };

/** The content that the body describes, sent by the adapter, read off the wire. */
export async function runCustomSend(vector: Vector): Promise<Result> {
  const given = sendVector.parse(vector);
  const { platform, type, body } = given;
  // Not one message but all their parts; and no message at all.
  if (type === "type")
    return compared(vector, sendCustom.request.parse(body), [same(sendCustom.request.parse(body), body)]);
  if (type === "Typing")
    return compared(vector, setTyping.request.parse(body), [same(setTyping.request.parse(body), body)]);
  const adapter = platforms.find(({ name }) => name === NAMES[platform]);
  if (adapter === undefined) return skipped(vector, `${platform} is not built yet`);
  const content = contentOf(given);
  if (content === undefined) return skipped(vector, `sends of type ${type} are not built yet`);
  // Of the time when several were taken: our rule sends none of it, our writer still writes it.
  if (content.kind === "news" && content.articles.length > 1) {
    const written = { touser: body.touser, ...writtenNews(content).message };
    return compared(vector, written, [same(written, body)]);
  }
  const wire: string[] = [];
  const config = { ...APP, ...(body.customservice && { agentAccount: body.customservice.kf_account }) };
  const account = adapter.create(config, sendingTo(wire));
  const message = { to: body.touser, at: 0, content, by: "person" } as const;
  await account.deliver?.(message, new AbortController().signal);
  const [sent = "null"] = wire;
  return compared(vector, JSON.parse(sent), [same(JSON.parse(sent), body)]);
}

const same = (is: unknown, expected: unknown) => ({ what: "the body", is, expected });

function contentOf({ type, body }: Given): Content | undefined {
  const read = <Name extends keyof typeof objects>(name: Name) =>
    objects[name].parse(body[name]) as z.output<(typeof objects)[Name]>;
  switch (type) {
    case "text":
      return { kind: "text", text: read("text").content };
    case "image":
      return { kind: "image", mediaId: read("image").media_id };
    case "voice":
      return { kind: "voice", mediaId: read("voice").media_id, format: "" };
    case "video": {
      const { media_id: mediaId, thumb_media_id: thumbnailId, title = "", description = "" } = read("video");
      return { kind: "video", mediaId, thumbnailId, title, description, short: false };
    }
    case "music": {
      const { musicurl: url, hqmusicurl: hqUrl, thumb_media_id: thumbnailId, ...words } = read("music");
      return {
        kind: "music",
        url,
        hqUrl,
        thumbnailId,
        title: words.title ?? "",
        description: words.description ?? "",
      };
    }
    case "news":
      return newsOf(read("news").articles);
    case "miniprogrampage": {
      const { title, appid, pagepath: path, thumb_media_id: thumbnailId } = read("miniprogrampage");
      return { kind: "mini_program", title, path, thumbnailId, ...(appid !== undefined && { appId: appid }) };
    }
    case "msgmenu": {
      const { head_content: head, list, tail_content: tail } = read("msgmenu");
      return { kind: "menu", head, items: list.map((item) => ({ id: item.id, text: item.content })), tail };
    }
    case "mpnews":
      return { kind: "article", mediaId: read("mpnews").media_id };
    case "mpnewsarticle":
      return { kind: "article", articleId: read("mpnewsarticle").article_id };
    case "wxcard":
      return { kind: "coupon", cardId: read("wxcard").card_id };
    case "link": {
      const { title, description, url, thumb_url: pictureUrl } = read("link");
      return newsOf([{ title, description, url, picurl: pictureUrl }]);
    }
    default:
      return undefined;
  }
}

const newsOf = (articles: z.output<typeof objects.news>["articles"]): Content => ({
  kind: "news",
  articles: articles.map(({ title, description, url, picurl }) => ({
    title,
    description,
    url,
    pictureUrl: picurl,
  })),
});

/** Takes everything, and keeps what is no call for a token. */
const sendingTo = (wire: string[]): Sending => ({
  fetch: async (url, init) => {
    if (new Request(url).url.includes("stable_token"))
      return Response.json({ access_token: "t", expires_in: 7_200 });
    wire.push(await new Response(init?.body ?? "").text());
    return Response.json({ errcode: 0, errmsg: "ok" });
  },
  clock: () => 0,
  wait: () => Promise.resolve(),
  tokens: {
    read: () => Promise.resolve({ version: 0 }),
    claim: () => Promise.resolve({ id: "lease" }),
    settle: () => Promise.resolve(true),
  },
  blobOf: () => Promise.resolve(undefined),
  uploads: memoryUploads(),
});
