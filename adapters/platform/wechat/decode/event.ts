import type { ChannelEvent, Content, XmlRecord } from "seatbridge/kit";

import { decimalField, filledField, recordFields, textField } from "./fields.ts";
import { decodeNotice } from "./notice.ts";

type Decoder = (root: XmlRecord) => ChannelEvent | undefined;

/** What fans do (protocols §1.6), by the event's name in lower case: the platform mixes both. */
const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ["subscribe", followed],
  ["unsubscribe", () => ({ name: "unfollowed" })],
  ["scan", scanned],
  ["user_enter_tempsession", entered],
  ["location", locationReported],
  ["click", (root) => withKey(root, (key) => ({ name: "menu_tapped", key }))],
  ["view", (root) => withKey(root, (url) => ({ name: "menu_link_opened", url, ...menuId(root) }))],
  [
    "view_miniprogram",
    (root) => withKey(root, (path) => ({ name: "menu_mini_program_opened", path, ...menuId(root) })),
  ],
  ["scancode_push", (root) => menuScanned(root, false)],
  ["scancode_waitmsg", (root) => menuScanned(root, true)],
  ["pic_sysphoto", menuPictures],
  ["pic_photo_or_album", menuPictures],
  ["pic_weixin", menuPictures],
  ["location_select", menuLocation],
  ["kf_create_session", (root) => session(root, "opened")],
  ["kf_close_session", (root) => session(root, "closed")],
  ["kf_switch_session", sessionMoved],
  ["subscribe_msg_popup_event", (root) => subscriptionAnswered(root, "SubscribeMsgPopupEvent")],
  ["subscribe_msg_change_event", subscriptionChanged],
  ["subscribe_msg_sent_event", subscriptionSent],
]);

export function decodeEvent(root: XmlRecord, event: string): Content | undefined {
  const name = event.toLowerCase();
  const decoded = decoders.get(name)?.(root) ?? decodeNotice(root, name);
  return decoded && { kind: "event", event: decoded };
}

function withKey(root: XmlRecord, make: (key: string) => ChannelEvent): ChannelEvent | undefined {
  const key = filledField(root, "EventKey");
  return key === undefined ? undefined : make(key);
}

function menuId(root: XmlRecord): { readonly menuId?: string } {
  const id = filledField(root, "MenuId");
  return id === undefined ? {} : { menuId: id };
}

function ticket(root: XmlRecord): { readonly ticket?: string } {
  const id = filledField(root, "Ticket");
  return id === undefined ? {} : { ticket: id };
}

/** A follow by a scan puts this before the scene. Other keys (`last_trade_no_…`) are scenes as they are. */
const scenePrefix = "qrscene_";

function followed(root: XmlRecord): ChannelEvent {
  const key = filledField(root, "EventKey");
  const scene = key?.startsWith(scenePrefix) === true ? key.slice(scenePrefix.length) : key;
  return { name: "followed", ...(scene !== undefined && scene !== "" && { scene }), ...ticket(root) };
}

function scanned(root: XmlRecord): ChannelEvent {
  return { name: "scanned", scene: textField(root, "EventKey") ?? "", ...ticket(root) };
}

/** `SessionFrom` is what the page's maker has written on the button (protocols §3). */
function entered(root: XmlRecord): ChannelEvent {
  const from = filledField(root, "SessionFrom");
  return { name: "entered", ...(from !== undefined && { from }) };
}

function locationReported(root: XmlRecord): ChannelEvent | undefined {
  const latitude = decimalField(root, "Latitude");
  const longitude = decimalField(root, "Longitude");
  if (latitude === undefined || longitude === undefined) return undefined;
  return { name: "location_reported", latitude, longitude, precision: decimalField(root, "Precision") ?? 0 };
}

function menuScanned(root: XmlRecord, waits: boolean): ChannelEvent | undefined {
  const [info] = recordFields(root, "ScanCodeInfo");
  if (info === undefined) return undefined;
  return {
    name: "menu_scanned",
    key: textField(root, "EventKey") ?? "",
    scanType: textField(info, "ScanType") ?? "",
    result: textField(info, "ScanResult") ?? "",
    waits,
  };
}

/** The pictures themselves follow as messages; an empty list comes where the fan chose none. */
function menuPictures(root: XmlRecord): ChannelEvent | undefined {
  const [info] = recordFields(root, "SendPicsInfo");
  if (info === undefined) return undefined;
  const items = recordFields(info, "PicList").flatMap((list) => recordFields(list, "item"));
  const count = decimalField(info, "Count") ?? items.length;
  return { name: "menu_pictures", key: textField(root, "EventKey") ?? "", count };
}

function menuLocation(root: XmlRecord): ChannelEvent | undefined {
  const [info] = recordFields(root, "SendLocationInfo");
  const latitude = info && decimalField(info, "Location_X");
  const longitude = info && decimalField(info, "Location_Y");
  if (info === undefined || latitude === undefined || longitude === undefined) return undefined;
  const label = filledField(info, "Label") ?? textField(info, "Poiname") ?? "";
  return { name: "menu_location", key: textField(root, "EventKey") ?? "", latitude, longitude, label };
}

function session(root: XmlRecord, change: "opened" | "closed"): ChannelEvent | undefined {
  const agent = filledField(root, "KfAccount");
  return agent === undefined ? undefined : { name: "platform_session", change, agent };
}

function sessionMoved(root: XmlRecord): ChannelEvent | undefined {
  const agent = filledField(root, "ToKfAccount");
  const from = filledField(root, "FromKfAccount");
  if (agent === undefined) return undefined;
  return { name: "platform_session", change: "moved", agent, ...(from !== undefined && { from }) };
}

/** In JSON the list stands in the body itself. */
function subscriptionItems(root: XmlRecord, wrapper: string): readonly XmlRecord[] {
  return [root, ...recordFields(root, wrapper)].flatMap((holder) => recordFields(holder, "List"));
}

type Answered = Extract<ChannelEvent, { name: "subscription_answered" }>;

function subscriptionAnswered(root: XmlRecord, wrapper: string): Answered | undefined {
  const items = subscriptionItems(root, wrapper).map((item) => ({
    templateId: textField(item, "TemplateId") ?? "",
    accepted: textField(item, "SubscribeStatusString")?.trim().toLowerCase() === "accept",
  }));
  return items.length === 0 ? undefined : { name: "subscription_answered", items };
}

function subscriptionChanged(root: XmlRecord): Answered | undefined {
  const answered = subscriptionAnswered(root, "SubscribeMsgChangeEvent");
  return answered && { ...answered, inSettings: true };
}

function subscriptionSent(root: XmlRecord): ChannelEvent | undefined {
  const items = subscriptionItems(root, "SubscribeMsgSentEvent").map((item) => {
    const code = textField(item, "ErrorCode")?.trim() ?? "";
    const sent = {
      templateId: textField(item, "TemplateId") ?? "",
      externalId: textField(item, "MsgID") ?? "",
      succeeded: code === "0",
    };
    return code === "0" || code === "" ? sent : { ...sent, code };
  });
  return items.length === 0 ? undefined : { name: "subscription_sent", items };
}
