import type { ChannelEvent, JsonRecord } from "seatbridge/kit";

import { filledMember } from "./fields.ts";

/** What fans do without words (protocols §4.1), by `data.subtype`; undefined where it is not named or lacks its key. */
export function decodeEvent(data: JsonRecord): ChannelEvent | undefined {
  switch (filledMember(data, "subtype") ?? "") {
    case "follow":
      return { name: "followed" };
    case "unfollow":
      return { name: "unfollowed" };
    case "subscribe":
      return { name: "subscribed" };
    case "unsubscribe":
      return { name: "unsubscribed" };
    case "scan":
      return { name: "scanned", scene: filledMember(data, "key") ?? "", ...ticketOf(data) };
    case "scan_follow":
      return { name: "followed", ...sceneOf(data), ...ticketOf(data) };
    case "click":
      return withKey(data, (key) => ({ name: "menu_tapped", key }));
    case "view":
      return withKey(data, (url) => ({ name: "menu_link_opened", url }));
    default:
      return undefined;
  }
}

function withKey(data: JsonRecord, make: (key: string) => ChannelEvent): ChannelEvent | undefined {
  const key = filledMember(data, "key");
  return key === undefined ? undefined : make(key);
}

function sceneOf(data: JsonRecord): { readonly scene?: string } {
  const scene = filledMember(data, "key");
  return scene === undefined ? {} : { scene };
}

function ticketOf(data: JsonRecord): { readonly ticket?: string } {
  const ticket = filledMember(data, "ticket");
  return ticket === undefined ? {} : { ticket };
}
