import type { SeenReply } from "../../../emulator/wechat/index.ts";

/** One delivery of a message: refused or cut off, or acknowledged with what the fan then saw. */
export type Delivery =
  | { readonly kind: "broken" }
  | { readonly kind: "try_again"; readonly status: number }
  | { readonly kind: "acknowledged"; readonly seen: SeenReply };

/** What a fan wrote and what came of it, as the platform knows it. `order`: her first, second … message. */
export type Told = {
  readonly fan: string;
  readonly order: number;
  readonly messageId: string;
  readonly text: string;
  readonly deliveries: readonly Delivery[];
};

/** What an agent said at the desk: taken, refused, or nobody knows, however often she asked again. */
export type AgentSaid = {
  readonly conversation: string;
  /** Said by nobody else and never again. */
  readonly words: string;
  readonly outcome: "taken" | "refused" | "unknown";
};

/** One message that the platform's interface really took, in the order in which they came. */
export type Accepted = { readonly fan: string; readonly words: string };
