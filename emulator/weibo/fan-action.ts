/** What a fan does, as far as the platform tells the account of it (protocols §4.1). Scenes are the platform's keys. */
export type FanAction =
  | { readonly does: "write"; readonly text: string }
  /** The sender's id of the file; the receiver's is drawn from it. */
  | { readonly does: "send_image" | "send_voice"; readonly fileId: bigint }
  | { readonly does: "send_position"; readonly longitude: string; readonly latitude: string }
  | { readonly does: "follow" | "unfollow" }
  /** By a word typed, or by a button. */
  | { readonly does: "subscribe" | "unsubscribe"; readonly typed?: string }
  | { readonly does: "scan" | "scan_follow"; readonly scene: string }
  | { readonly does: "tap_menu"; readonly key: string }
  | { readonly does: "open_menu_link"; readonly url: string }
  | {
      readonly does: "mention";
      readonly text: string;
      /** Of the post, or of the comment. */
      readonly statusId: string;
      readonly in?: "status" | "comment";
    };

/** `data` is JSON, since its numbers have 64 bits. */
export type Told = { readonly type: string; readonly text: string; readonly data: string };

export function toldOf(action: FanAction): Told {
  switch (action.does) {
    case "write":
      return { type: "text", text: action.text, data: "{}" };
    case "send_image":
      return { type: "image", text: "发了一张图片", data: fileOf(action.fileId) };
    case "send_voice":
      return { type: "voice", text: "发了一个语音消息", data: fileOf(action.fileId) };
    case "send_position": {
      const { longitude, latitude } = action;
      const data = JSON.stringify({ longitude, latitude });
      return { type: "position", text: "我在这里: http://t.cn/zQgLLYO", data };
    }
    case "follow":
      return event("关注事件消息", { subtype: "follow" });
    case "unfollow":
      return event("取消关注事件消息", { subtype: "unfollow" });
    case "subscribe":
      return event(action.typed ?? "订阅事件消息", { subtype: "subscribe" });
    case "unsubscribe":
      return event(action.typed ?? "取消订阅事件消息", { subtype: "unsubscribe" });
    case "scan":
    case "scan_follow": {
      const { does: subtype, scene: key } = action;
      return event("扫描二维码", { subtype, key, ticket: Buffer.from(key).toString("base64url") });
    }
    case "tap_menu":
      return event("自定义菜单事件消息", { subtype: "click", key: action.key });
    case "open_menu_link":
      return event("自定义菜单事件消息", { subtype: "view", key: action.url });
    case "mention": {
      const { in: subtype = "status", statusId: key } = action;
      const data = JSON.stringify({ subtype, key });
      return { type: "mention", text: action.text, data };
    }
  }
}

const event = (text: string, data: Readonly<Record<string, string>>): Told => ({
  type: "event",
  text,
  data: JSON.stringify(data),
});

/** Each side has an id of its own for one file; this is the receiver's. */
export const receivedFileId = (fileId: bigint): bigint => fileId + 10n;

const fileOf = (vfid: bigint): string => `{"vfid":${vfid},"tovfid":${receivedFileId(vfid)}}`;
