import type { PhoneItem as Item } from "../../../kit/keep/room.ts";
import type { Shown } from "../../shown.ts";

/** What the app itself writes between the bubbles. */
export type Notice =
  | { readonly kind: "followed" | "unfollowed" }
  | { readonly kind: "entered" }
  | { readonly kind: "scanned"; readonly scene: string }
  | { readonly kind: "tapped"; readonly name: string }
  | { readonly kind: "notice_accepted" | "notice_rejected" }
  /** The platform's own customer service was asked to take over. */
  | { readonly kind: "transferred" }
  /** 该公众号提供的服务出现故障，请稍后再试; of a mini program 该小程序客服暂时无法提供服务，请稍后再试 */
  | { readonly kind: "trouble" };

export type PhoneItem = Item<Shown, Notice>;
