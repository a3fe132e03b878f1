import type { ChannelEvent } from "../../../../src/core/channel/content.ts";
import { t, type TextKey } from "../../text/index.ts";

/** What a customer did on the channel without words. The list is the channel's own: a new one does not compile. */
const words: Readonly<Record<ChannelEvent["name"], TextKey>> = {
  followed: "desk.did.followed",
  unfollowed: "desk.did.unfollowed",
  subscribed: "desk.did.subscribed",
  unsubscribed: "desk.did.unsubscribed",
  scanned: "desk.did.scanned",
  entered: "desk.did.entered",
  menu_tapped: "desk.did.menu_tapped",
  menu_link_opened: "desk.did.menu_link_opened",
  menu_mini_program_opened: "desk.did.menu_mini_program_opened",
  menu_scanned: "desk.did.menu_scanned",
  menu_pictures: "desk.did.menu_pictures",
  menu_location: "desk.did.menu_location",
  location_reported: "desk.did.location_reported",
  send_reported: "desk.did.send_reported",
  subscription_answered: "desk.did.subscription_answered",
  subscription_sent: "desk.did.subscription_sent",
  platform_session: "desk.did.platform_session",
  consent_withdrawn: "desk.did.consent_withdrawn",
  content_checked: "desk.did.content_checked",
  profile_changed: "desk.did.profile_changed",
  account_notice: "desk.did.account_notice",
};

export function channelEventWords({ name }: { readonly name: string }): string {
  const key = (words as Readonly<Record<string, TextKey>>)[name];
  return key === undefined ? t("desk.did.unknown", { name }) : t(key);
}
