import { type PlatformReport, reportFields } from "./platform-report.ts";
import type { XmlFields } from "./xml-fields.ts";

/** What a fan can say. */
export type FanSpeech =
  | { readonly does: "write"; readonly text: string; readonly menuItemId?: string }
  | { readonly does: "send_image"; readonly pictureUrl: string; readonly mediaId: string }
  | { readonly does: "send_voice"; readonly mediaId: string; readonly recognition?: string }
  | { readonly does: "send_video"; readonly mediaId: string; readonly thumbnailId: string }
  | {
      readonly does: "send_location";
      readonly latitude: number;
      readonly longitude: number;
      readonly label: string;
    }
  | {
      readonly does: "send_link";
      readonly title: string;
      readonly description: string;
      readonly url: string;
    }
  /** To a mini program alone: a page of it. */
  | { readonly does: "send_page"; readonly title: string; readonly appId: string; readonly path: string };

/** What a fan can do without a word. */
export type FanDeed =
  /** Of a mini program alone: opens its conversation; `from` is what stands on the button. */
  | { readonly does: "enter"; readonly from: string }
  | { readonly does: "follow"; readonly scene?: string }
  | { readonly does: "unfollow" }
  | { readonly does: "scan"; readonly scene: string }
  | { readonly does: "tap_menu"; readonly key: string }
  | { readonly does: "open_menu_link"; readonly url: string }
  /** Says yes or no to a template of notices; in her settings, where the account is told of a change. */
  | {
      readonly does: "answer_notice";
      readonly template: string;
      readonly accepted: boolean;
      readonly inSettings?: boolean | undefined;
    }
  /** The app tells where she is, once she has allowed it. */
  | {
      readonly does: "share_location";
      readonly latitude: number;
      readonly longitude: number;
      readonly precision: number;
    };

/** What the platform tells the account. */
export type FanAction = FanSpeech | FanDeed | PlatformReport;

/** protocols §1.5, §1.6: the fields that tell of the action. Events carry no message id. */
export function fieldsOf(action: FanAction, messageId: string): XmlFields {
  switch (action.does) {
    case "enter":
    case "follow":
    case "unfollow":
    case "scan":
    case "tap_menu":
    case "open_menu_link":
    case "share_location":
    case "answer_notice":
      return { MsgType: "event", ...deedFields(action) };
    case "job":
    case "desk_session":
    case "media_checked":
      return { MsgType: "event", ...reportFields(action) };
    case "write":
    case "send_image":
    case "send_voice":
    case "send_video":
    case "send_location":
    case "send_link":
    case "send_page":
      return { ...speechFields(action), MsgId: messageId };
  }
}

function speechFields(speech: FanSpeech): XmlFields {
  switch (speech.does) {
    case "write": {
      const { text, menuItemId } = speech;
      return {
        MsgType: "text",
        Content: text,
        ...(menuItemId !== undefined && { bizmsgmenuid: menuItemId }),
      };
    }
    case "send_image":
      return { MsgType: "image", PicUrl: speech.pictureUrl, MediaId: speech.mediaId };
    case "send_voice": {
      const { mediaId, recognition } = speech;
      const fields = { MsgType: "voice", MediaId: mediaId, Format: "amr" };
      return recognition === undefined ? fields : { ...fields, Recognition: recognition };
    }
    case "send_video":
      return { MsgType: "video", MediaId: speech.mediaId, ThumbMediaId: speech.thumbnailId };
    case "send_location": {
      const { latitude, longitude, label } = speech;
      return { MsgType: "location", Location_X: latitude, Location_Y: longitude, Scale: 20, Label: label };
    }
    case "send_link":
      return { MsgType: "link", Title: speech.title, Description: speech.description, Url: speech.url };
    case "send_page": {
      const { title: Title, appId: AppId, path: PagePath } = speech;
      return { MsgType: "miniprogrampage", Title, AppId, PagePath, ThumbUrl: "", ThumbMediaId: "" };
    }
  }
}

function deedFields(deed: FanDeed): XmlFields {
  switch (deed.does) {
    case "enter":
      return { Event: "user_enter_tempsession", SessionFrom: deed.from };
    case "follow":
      return deed.scene === undefined
        ? { Event: "subscribe", EventKey: "" }
        : { Event: "subscribe", EventKey: `qrscene_${deed.scene}`, Ticket: ticketOf(deed.scene) };
    case "unfollow":
      return { Event: "unsubscribe", EventKey: "" };
    case "scan":
      return { Event: "SCAN", EventKey: deed.scene, Ticket: ticketOf(deed.scene) };
    case "tap_menu":
      return { Event: "CLICK", EventKey: deed.key };
    case "open_menu_link":
      return { Event: "VIEW", EventKey: deed.url, MenuId: "1" };
    case "answer_notice":
      return answerFields(deed);
    case "share_location": {
      const { latitude: Latitude, longitude: Longitude, precision: Precision } = deed;
      return { Event: "LOCATION", Latitude, Longitude, Precision };
    }
  }
}

function answerFields(answer: Extract<FanDeed, { does: "answer_notice" }>): XmlFields {
  const { template: TemplateId, accepted, inSettings } = answer;
  const SubscribeStatusString = accepted ? "accept" : "reject";
  const List = { TemplateId, SubscribeStatusString };
  return inSettings === true
    ? { Event: "subscribe_msg_change_event", SubscribeMsgChangeEvent: { List } }
    : { Event: "subscribe_msg_popup_event", SubscribeMsgPopupEvent: { List: { ...List, PopupScene: 1 } } };
}

/** The platform's ticket of a code is opaque; one code has one. */
function ticketOf(scene: string): string {
  return `TICKET_${Buffer.from(scene).toString("base64url")}`;
}
