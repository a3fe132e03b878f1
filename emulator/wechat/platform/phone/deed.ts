import type { FanAction } from "../../fan-action.ts";
import { type PhoneButton, tappedName } from "../../../kit/phone-menu.ts";
import type { NoticeAnswer } from "../notice/agreed.ts";
import type { SimulatedAccount } from "../../account.ts";
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
  | { readonly does: "tap_menu"; readonly key: string }
  | { readonly does: "open_menu_link"; readonly url: string }
  | ({ readonly does: "answer_notice" } & NoticeAnswer)
  /** In a mini program alone: comes into its conversation; sends a page of it. */
  | { readonly does: "enter"; readonly from: string }
  | { readonly does: "send_page"; readonly title: string; readonly path: string };

/** A mini program has no followers, no code and no menu, and only it is entered. */
const OF_MINI: ReadonlySet<Deed["does"]> = new Set(["enter", "write", "send_image", "send_page"]);
const OF_MINI_ALONE: ReadonlySet<Deed["does"]> = new Set(["enter", "send_page"]);

/** Only followers are heard, and nobody follows twice. */
export function forbids(
  { mini }: SimulatedAccount,
  fan: Fan,
  deed: Deed,
): "not_here" | "not_following" | "following_already" | undefined {
  if (mini === undefined ? OF_MINI_ALONE.has(deed.does) : !OF_MINI.has(deed.does)) return "not_here";
  switch (deed.does) {
    case "enter":
    case "send_page":
      return undefined;
    case "follow":
      return fan.following ? "following_already" : undefined;
    case "scan":
      return undefined;
    case "write":
    case "send_image":
    case "unfollow":
    case "tap_menu":
    case "open_menu_link":
    case "answer_notice":
      return fan.following ? undefined : "not_following";
  }
}

/** Who scans the code of an account that she does not follow is asked to follow, and does. */
export const actual = (fan: Fan, deed: Deed): Deed =>
  deed.does === "scan" && !fan.following ? { does: "follow", scene: deed.scene } : deed;

/** What the platform reports of it. */
export function reported(deed: Deed, appId: string, pictureUrl: (mediaId: string) => string): FanAction {
  switch (deed.does) {
    case "send_image":
      return { ...deed, pictureUrl: pictureUrl(deed.mediaId) };
    case "send_page":
      return { ...deed, appId };
    case "write":
    case "follow":
    case "unfollow":
    case "scan":
    case "tap_menu":
    case "open_menu_link":
    case "answer_notice":
    case "enter":
      return deed;
  }
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
    case "send_page":
      return { ...fan, ...opened("message") };
    case "enter":
      return { ...fan, ...opened("enter") };
    case "tap_menu":
      return { ...fan, ...opened("menu") };
    case "scan":
      return { ...fan, ...opened("scan") };
    case "follow":
      return { ...fan, ...opened("follow"), following: true, followedAt: at };
    // An address that is opened gives the account no word (protocols §1.10).
    case "open_menu_link":
    case "answer_notice":
      return fan;
    case "unfollow":
      return { ...fan, following: false, opened: {} };
  }
}

/** How it looks on her own phone. */
export function shownOf(
  deed: Deed,
  menu: readonly PhoneButton[],
): { readonly side: "fan"; readonly shows: Shown } | { readonly side: "notice"; readonly shows: Notice } {
  switch (deed.does) {
    case "write":
      return { side: "fan", shows: { kind: "text", text: deed.text } };
    case "send_image":
      return { side: "fan", shows: { kind: "image", mediaId: deed.mediaId } };
    case "send_page": {
      const shows = { title: deed.title, description: deed.path, pictureUrl: "", url: "" };
      return { side: "fan", shows: { kind: "news", ...shows } };
    }
    case "enter":
      return { side: "notice", shows: { kind: "entered" } };
    case "follow":
      return { side: "notice", shows: { kind: "followed" } };
    case "unfollow":
      return { side: "notice", shows: { kind: "unfollowed" } };
    case "scan":
      return { side: "notice", shows: { kind: "scanned", scene: deed.scene } };
    case "answer_notice":
      return { side: "notice", shows: { kind: deed.accepted ? "notice_accepted" : "notice_rejected" } };
    case "tap_menu":
      return { side: "notice", shows: { kind: "tapped", name: tappedName(menu, deed.key) } };
    case "open_menu_link":
      return { side: "notice", shows: { kind: "tapped", name: deed.url } };
  }
}
