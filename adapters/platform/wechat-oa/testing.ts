import type { PlatformAdapter } from "seatbridge/kit";
import { hostileXml, type PlatformDriver } from "seatbridge/kit/testing";
import { parseStringPromise } from "xml2js";

import { call, cdata, leaves, token, xml } from "../wechat/testing.ts";
import { wechatOa } from "./index.ts";

export * from "../wechat/testing.ts";

export function open(config: object = {}): PlatformAdapter {
  return wechatOa.create({ token, ...config });
}

const textBody: PlatformDriver["textBody"] = ({ sender, id, text }) =>
  Buffer.from(xml({ FromUserName: sender, MsgType: "text", Content: cdata(text), MsgId: id }));

export const driver: PlatformDriver = {
  open: () => open(),
  call,
  signedParameters: ["signature", "timestamp", "nonce"],
  textBody,
  eventsOfOneSecond: [
    Buffer.from(xml({ MsgType: "event", Event: "CLICK", EventKey: "order" })),
    Buffer.from(xml({ MsgType: "event", Event: "CLICK", EventKey: "refund" })),
  ],
  unknownKind: {
    body: Buffer.from(
      xml({ MsgType: "hologram", Depth: "<Layer>远处的光</Layer><Layer>2</Layer>", MsgId: "7" }),
    ),
    words: "远处的光",
  },
  hostileBodies: hostileXml(Buffer.from(textBody({ sender: "fan-1", id: "7", text: "hi" })).toString(), [
    "ToUserName",
    "FromUserName",
    "CreateTime",
    "MsgType",
    "MsgId",
    "Content",
  ]),
  readPassive: async (body) => {
    const { xml: root } = await parseStringPromise(body, { explicitArray: false });
    const { ToUserName: to, FromUserName: from, ...rest } = root;
    return { to, from, texts: leaves(rest) };
  },
  passiveSamples: [
    { content: { kind: "image", mediaId: "m1" }, texts: ["image", "m1"] },
    { content: { kind: "voice", mediaId: "m2", format: "amr" }, texts: ["voice", "m2"] },
    {
      content: { kind: "video", mediaId: "m3", short: false, title: "安装" },
      texts: ["video", "m3", "安装"],
    },
    {
      content: { kind: "music", url: "https://m.example/a", title: "歌" },
      texts: ["music", "https://m.example/a", "歌"],
    },
    {
      content: {
        kind: "news",
        articles: [
          {
            title: "退货 & 换货",
            description: "七天",
            pictureUrl: "https://p.example",
            url: "https://u.example",
          },
        ],
      },
      texts: ["news", "1", "退货 & 换货", "七天", "https://p.example", "https://u.example"],
    },
    { content: { kind: "handover", agent: "a@b" }, texts: ["transfer_customer_service", "a@b"] },
  ],
};
