import type { ChannelEvent, Content } from "../../../src/core/channel/content.ts";

/** Of every kind that comes in without words. */
export const wordless: readonly Content[] = [
  { kind: "image", mediaId: "m", url: "https://example.com/p.png" },
  { kind: "voice", mediaId: "m", format: "amr" },
  { kind: "voice", mediaId: "m", format: "amr", recognition: "" },
  { kind: "video", mediaId: "m", short: true },
  { kind: "location", latitude: 30, longitude: 120, label: "ship" },
  { kind: "link", title: "ship", description: "ship", url: "https://example.com" },
  { kind: "mini_program", title: "ship", path: "pages/ship" },
  { kind: "file", title: "ship", fileKey: "f" },
  { kind: "mini_program", title: "ship", path: "pages/ship" },
  { kind: "news", articles: [] },
  { kind: "music", url: "https://example.com/m.mp3" },
  { kind: "handover" },
  { kind: "unknown", type: "hologram", text: "ship" },
];

/** What is kept and otherwise means nothing to the fan's request. */
export const reports: readonly ChannelEvent[] = [
  { name: "menu_link_opened", url: "https://example.com" },
  { name: "menu_mini_program_opened", path: "pages/a" },
  { name: "menu_scanned", key: "key_ship", scanType: "qrcode", result: "ship", waits: false },
  { name: "menu_pictures", key: "key_ship", count: 2 },
  { name: "menu_location", key: "key_ship", latitude: 1, longitude: 2, label: "ship" },
  { name: "location_reported", latitude: 1, longitude: 2, precision: 3 },
  { name: "send_reported", job: "template", externalId: "1", succeeded: false, detail: "x" },
  { name: "subscribed" },
  { name: "unsubscribed" },
  { name: "subscription_answered", items: [{ templateId: "t", accepted: true }] },
  { name: "subscription_sent", items: [{ templateId: "t", externalId: "1", succeeded: true }] },
  { name: "platform_session", change: "opened", agent: "a" },
  { name: "profile_changed", subject: "fan" },
  { name: "content_checked", traceId: "t", verdict: "pass", label: "100" },
  { name: "account_notice", notice: "annual_renew" },
];

export const events: readonly ChannelEvent[] = [
  ...reports,
  { name: "followed", scene: "qrscene_7", ticket: "t" },
  { name: "unfollowed" },
  { name: "scanned", scene: "7" },
  { name: "entered", from: "detail" },
  { name: "menu_tapped", key: "key_ship" },
  { name: "menu_tapped", key: "key_nothing" },
  { name: "consent_withdrawn", subject: "fan", everything: true, info: "1" },
];

export const eventOf = (event: ChannelEvent): Content => ({ kind: "event", event });
