import type { Instant } from "../kernel/instant.ts";
import type { Content } from "./content.ts";

/** One thing that a platform delivered, decoded. Ids are text: 64-bit numbers do not fit a double. */
export type InboundMessage = {
  /**
   * The parts that make this message itself and no other, in order. Two deliveries of one message have the
   * same parts; the account is added by the reader (architecture, "Dedupe key").
   */
  readonly keyParts: readonly string[];
  /** The fan's id on this account (openid, Weibo uid). */
  readonly sender: string;
  /** The account's own id as the platform wrote it. */
  readonly receiver: string;
  /** The platform's own time stamp. Order is by arrival, never by this. */
  readonly sentAt: Instant;
  /** `platform` where the sender is not a fan: job reports, notices about the account. */
  readonly origin: "fan" | "platform";
  readonly content: Content;
};

/** One thing that we say to a fan. */
export type OutboundMessage = {
  readonly to: string;
  readonly from: string;
  /** When the answer was made; platforms want it in the reply. */
  readonly at: Instant;
  readonly content: Content;
  /** Whose words they are, where the platform shows it; absent: not said. */
  readonly by?: "person" | "machine";
  /** As whom of the platform's own desk she is shown, where that is somebody of her own. */
  readonly persona?: string;
};
