import type { PlatformAdapter } from "seatbridge/kit";
import { hostileJson, hostileXml, type PlatformDriver } from "seatbridge/kit/testing";
import { parseStringPromise } from "xml2js";

import { at, call, cdata, leaves, token, xml } from "../wechat/testing.ts";
import { wechatMini } from "./index.ts";

export * from "../wechat/testing.ts";

export function open(config: object = {}): PlatformAdapter {
  return wechatMini.create({ token, ...config });
}

/** The platform writes these without quotes, whatever their length (protocols §3). */
const NUMBERS = /"(CreateTime|MsgId)":"([0-9]+)"/g;

export function json(fields: object): string {
  const body = { ToUserName: "gh_1", FromUserName: "fan-1", CreateTime: String(at / 1_000), ...fields };
  return JSON.stringify(body).replace(NUMBERS, '"$1":$2');
}

const once = ["ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId", "Content"];
const handover = [{ content: { kind: "handover" } as const, texts: ["transfer_customer_service"] }];
const entry = (SessionFrom: string) => ({ MsgType: "event", Event: "user_enter_tempsession", SessionFrom });

const textJson: PlatformDriver["textBody"] = ({ sender, id, text }) =>
  Buffer.from(json({ FromUserName: sender, MsgType: "text", Content: text, MsgId: id }));

export const jsonDriver: PlatformDriver = {
  open: () => open(),
  call,
  signedParameters: ["signature", "timestamp", "nonce"],
  textBody: textJson,
  eventsOfOneSecond: [Buffer.from(json(entry("home"))), Buffer.from(json(entry("order")))],
  unknownKind: {
    body: Buffer.from(
      json({ MsgType: "hologram", Depth: [{ Layer: "远处的光" }, [2, null, true]], MsgId: "7" }),
    ),
    words: "远处的光",
  },
  hostileBodies: hostileJson(
    Buffer.from(textJson({ sender: "fan-1", id: "7", text: "hi" })).toString(),
    once,
  ),
  readPassive: async (body) => {
    const { ToUserName: to, FromUserName: from, ...rest } = JSON.parse(body);
    return { to, from, texts: leaves(rest) };
  },
  passiveSamples: handover,
};

const textXml: PlatformDriver["textBody"] = ({ sender, id, text }) =>
  Buffer.from(xml({ FromUserName: sender, MsgType: "text", Content: cdata(text), MsgId: id }));

export const xmlDriver: PlatformDriver = {
  ...jsonDriver,
  open: () => open({ format: "xml" }),
  textBody: textXml,
  eventsOfOneSecond: [Buffer.from(xml(entry("home"))), Buffer.from(xml(entry("order")))],
  unknownKind: {
    body: Buffer.from(
      xml({ MsgType: "hologram", Depth: "<Layer>远处的光</Layer><Layer>2</Layer>", MsgId: "7" }),
    ),
    words: "远处的光",
  },
  hostileBodies: hostileXml(Buffer.from(textXml({ sender: "fan-1", id: "7", text: "hi" })).toString(), once),
  readPassive: async (body) => {
    const { xml: root } = await parseStringPromise(body, { explicitArray: false });
    const { ToUserName: to, FromUserName: from, ...rest } = root;
    return { to, from, texts: leaves(rest) };
  },
};
