import type { Instant } from "../kernel/instant.ts";
import type { NoticeVia } from "./capability/notices.ts";

/** Bytes that we hold, which an agent has uploaded; adapters upload them where the platform needs an id of its own. */
type Held = {
  readonly blobId?: string;
  readonly name?: string;
  readonly bytes?: number;
  readonly type?: string;
};

/** What a message carries, the same for every platform. Media stay with the platform until fetched by id. */
export type Content =
  | {
      readonly kind: "text";
      readonly text: string;
      /** Id of the tapped menu item that wrote this text. */ readonly menuItemId?: string;
    }
  | ({
      readonly kind: "image";
      /** The platform's own id of it. */ readonly mediaId?: string;
      readonly url?: string;
    } & Held)
  | ({
      readonly kind: "voice";
      readonly mediaId?: string;
      readonly format: string;
      readonly recognition?: string;
    } & Held)
  | ({
      readonly kind: "video";
      readonly mediaId?: string;
      readonly thumbnailId?: string;
      /** Of its still picture, where we hold it. */ readonly coverBlobId?: string;
      readonly short: boolean;
      readonly title?: string;
      readonly description?: string;
    } & Held)
  | {
      readonly kind: "location";
      readonly latitude: number;
      readonly longitude: number;
      readonly label: string;
      readonly scale?: number;
    }
  | { readonly kind: "link"; readonly title: string; readonly description: string; readonly url: string }
  /** A page of a mini program, as a card; without an appid it is the mini program that the account is. */
  | {
      readonly kind: "mini_program";
      readonly title: string;
      readonly appId?: string;
      readonly path: string;
      readonly thumbnailId?: string;
      readonly thumbnailUrl?: string;
      readonly coverBlobId?: string;
    }
  /** Outbound only, like the two below: something that the account has published, by its id or, older, its medium's. */
  | { readonly kind: "article"; readonly articleId?: string; readonly mediaId?: string }
  /** Lines that can be tapped; what is tapped comes back as a text with the item's id. */
  | {
      readonly kind: "menu";
      readonly head: string;
      readonly items: readonly { readonly id: string; readonly text: string }[];
      readonly tail: string;
    }
  | { readonly kind: "coupon"; readonly cardId: string }
  | { readonly kind: "file"; readonly title: string; readonly fileKey: string; readonly bytes?: number }
  | { readonly kind: "news"; readonly articles: readonly Article[] }
  | {
      readonly kind: "music";
      readonly title?: string;
      readonly description?: string;
      readonly url: string;
      readonly hqUrl?: string;
      readonly thumbnailId?: string;
    }
  /** Outbound only, and beside every window: a form that the platform has granted, filled in. */
  | {
      readonly kind: "notice";
      readonly via: NoticeVia;
      readonly templateId: string;
      readonly title: string;
      readonly lines: readonly { readonly key: string; readonly label: string; readonly text: string }[];
    }
  /** Outbound only: gives the fan to the platform's own customer service, to one of its agents where named. */
  | { readonly kind: "handover"; readonly agent?: string }
  | { readonly kind: "event"; readonly event: ChannelEvent }
  /** A kind that the adapter does not name: stored and shown to a person, never dropped. */
  | { readonly kind: "unknown"; readonly type: string; readonly text: string };

export type Article = {
  readonly title: string;
  readonly description: string;
  readonly pictureUrl: string;
  readonly url: string;
};

/** Something that happened on the channel without words: a follow, a scan, a menu tap, a report of the platform. */
export type ChannelEvent =
  | { readonly name: "followed"; readonly scene?: string; readonly ticket?: string }
  | { readonly name: "unfollowed" }
  /** Wants the account's mailings, or no more of them. */
  | { readonly name: "subscribed" | "unsubscribed" }
  /** Came into the conversation, from a place that the page's maker has named. */
  | { readonly name: "entered"; readonly from?: string }
  | { readonly name: "scanned"; readonly scene: string; readonly ticket?: string }
  | { readonly name: "menu_tapped"; readonly key: string }
  | { readonly name: "menu_link_opened"; readonly url: string; readonly menuId?: string }
  | { readonly name: "menu_mini_program_opened"; readonly path: string; readonly menuId?: string }
  | {
      readonly name: "menu_scanned";
      readonly key: string;
      readonly scanType: string;
      readonly result: string;
      readonly waits: boolean;
    }
  | { readonly name: "menu_pictures"; readonly key: string; readonly count: number }
  | {
      readonly name: "menu_location";
      readonly key: string;
      readonly latitude: number;
      readonly longitude: number;
      readonly label: string;
    }
  | {
      readonly name: "location_reported";
      readonly latitude: number;
      readonly longitude: number;
      readonly precision: number;
    }
  | {
      readonly name: "send_reported";
      readonly job: "template" | "mass" | "publish";
      readonly externalId: string;
      readonly succeeded: boolean;
      readonly detail: string;
      /** Of a template's failure, as a word. */
      readonly code?: string;
    }
  | {
      readonly name: "subscription_answered";
      /** In her settings: it is of all that she has agreed to before. */
      readonly inSettings?: true;
      readonly items: readonly { readonly templateId: string; readonly accepted: boolean }[];
    }
  | {
      readonly name: "subscription_sent";
      readonly items: readonly {
        readonly templateId: string;
        readonly externalId: string;
        readonly succeeded: boolean;
        /** The platform's code of a failure. */
        readonly code?: string;
      }[];
    }
  | {
      readonly name: "platform_session";
      readonly change: "opened" | "closed" | "moved";
      readonly agent: string;
      readonly from?: string;
    }
  /** `subject` is the fan whose data it is about; the sender may be the platform. `everything`: all data must go. */
  | {
      readonly name: "consent_withdrawn";
      readonly subject: string;
      readonly everything: boolean;
      readonly info: string;
    }
  | { readonly name: "profile_changed"; readonly subject: string }
  /** What the platform found in a picture or a sound that it was asked to look at; `verdict` is its own word. */
  | {
      readonly name: "content_checked";
      readonly traceId: string;
      readonly verdict: string;
      readonly label: string;
    }
  /** Something for the account's operators; `time` is what the notice names: when it expires, or when it failed. */
  | {
      readonly name: "account_notice";
      readonly notice: string;
      readonly reason?: string;
      readonly time?: Instant;
    };
