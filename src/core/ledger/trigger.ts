import type { ChannelEvent, Content } from "../channel/content.ts";
import type { Trigger } from "./rule.ts";

/** What something of a fan does to the windows of her conversation. */
export type Opening = Trigger | "none" | "left";

const OPENED_BY: Readonly<Partial<Record<ChannelEvent["name"], Opening>>> = {
  // Of the menu only a tap and a scan from it count.
  menu_tapped: "menu",
  menu_scanned: "menu",
  followed: "follow",
  subscribed: "follow",
  scanned: "scan",
  entered: "enter",
  // Who unfollows is out of reach.
  unfollowed: "left",
};

/** Protocols section 1.10. The tap on an item of a menu message counts as one on the menu, although it comes as text. */
export function openingOf(content: Content): Opening {
  if (content.kind === "event") return OPENED_BY[content.event.name] ?? "none";
  return content.kind === "text" && content.menuItemId !== undefined ? "menu" : "message";
}
