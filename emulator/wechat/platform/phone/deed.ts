import type { FanAction } from "../../fan-action.ts";
import type { Fan } from "./fan.ts";
import type { Notice } from "./shown.ts";
import { type Scenario, trigger } from "./window.ts";
import type { Shown } from "../../shown.ts";

/** What a fan can do with her phone here. */
export type Deed =
  | { readonly does: "write"; readonly text: string }
  | { readonly does: "send_image"; readonly mediaId: string }
  | { readonly does: "follow"; readonly scene?: string }
  | { readonly does: "unfollow" }
  | { readonly does: "scan"; readonly scene: string }
  | { readonly does: "tap_menu"; readonly key: string };

/** Only followers are heard, and nobody follows twice. */
export function forbids(fan: Fan, deed: Deed): "not_following" | "following_already" | undefined {
  switch (deed.does) {
    case "follow":
      return fan.following ? "following_already" : undefined;
    case "scan":
      return undefined;
    case "write":
    case "send_image":
    case "unfollow":
    case "tap_menu":
      return fan.following ? undefined : "not_following";
  }
}

/** Who scans the code of an account that she does not follow is asked to follow, and does. */
export const actual = (fan: Fan, deed: Deed): Deed =>
  deed.does === "scan" && !fan.following ? { does: "follow", scene: deed.scene } : deed;

/** What the platform reports of it. */
export function reported(deed: Deed, pictureUrl: (mediaId: string) => string): FanAction {
  return deed.does === "send_image" ? { ...deed, pictureUrl: pictureUrl(deed.mediaId) } : deed;
}

/** The fan afterwards: whom she follows, and what the account may say to her. */
export function after(fan: Fan, deed: Deed, at: number): Fan {
  const opened = (scenario: Scenario): Pick<Fan, "opened" | "spokenAt"> => ({
    opened: trigger(fan.opened, scenario, at + fan.aheadMs),
    spokenAt: at,
  });
  switch (deed.does) {
    case "write":
    case "send_image":
      return { ...fan, ...opened("message") };
    case "tap_menu":
      return { ...fan, ...opened("menu") };
    case "scan":
      return { ...fan, ...opened("scan") };
    case "follow":
      return { ...fan, ...opened("follow"), following: true, followedAt: at };
    case "unfollow":
      return { ...fan, following: false, opened: {} };
  }
}

/** How it looks on her own phone. */
export function shownOf(
  deed: Deed,
  menu: readonly { readonly name: string; readonly key: string }[],
): { readonly side: "fan"; readonly shows: Shown } | { readonly side: "notice"; readonly shows: Notice } {
  switch (deed.does) {
    case "write":
      return { side: "fan", shows: { kind: "text", text: deed.text } };
    case "send_image":
      return { side: "fan", shows: { kind: "image", mediaId: deed.mediaId } };
    case "follow":
      return { side: "notice", shows: { kind: "followed" } };
    case "unfollow":
      return { side: "notice", shows: { kind: "unfollowed" } };
    case "scan":
      return { side: "notice", shows: { kind: "scanned", scene: deed.scene } };
    case "tap_menu": {
      const name = menu.find(({ key }) => key === deed.key)?.name ?? deed.key;
      return { side: "notice", shows: { kind: "tapped", name } };
    }
  }
}
