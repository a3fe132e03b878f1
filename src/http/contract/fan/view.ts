/** What the fan's page is shown. Moments are epoch milliseconds. */

export type FanAccount = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly platform: "wechat-oa" | "weibo";
};
export type FanCard = { readonly openid: string; readonly name: string; readonly following: boolean };

/** What a fan does with her phone. */
export type Deed =
  | { readonly does: "write"; readonly text: string }
  | { readonly does: "send_image"; readonly mediaId: string }
  | { readonly does: "follow" }
  | { readonly does: "unfollow" }
  | { readonly does: "scan"; readonly scene: string }
  | { readonly does: "tap_menu"; readonly key: string };

/** What the account's next sends meet: a refusal, or to be taken without an answer. */
export type SendFault =
  | { readonly kind: "errcode"; readonly code: number; readonly left: number }
  | { readonly kind: "taken_no_answer"; readonly left: number };

/** A phone and its wire, or what is new of them since a version. */
export type PhoneView = {
  readonly v: number;
  readonly at: number;
  readonly fan: FanCard & {
    readonly aheadMs: number;
    readonly typingUntil?: number;
    readonly windows: readonly SendWindow[];
  };
  readonly menu: readonly { readonly name: string; readonly key: string }[];
  readonly fault?: SendFault;
  /** Replace older ones of the same `n`. */
  readonly thread: readonly PhoneItem[];
  readonly ledger: readonly LedgerEntry[];
};

export type SendWindow = {
  readonly scenario: "message" | "menu" | "follow" | "scan" | "mention";
  readonly closesAt: number;
  /** Sends that are left, of how many; without them there is no end to the sends. */
  readonly left?: number;
  readonly of?: number;
};

export type PhoneItem = { readonly n: number; readonly at: number } & (
  | { readonly side: "fan"; readonly shows: Shown }
  | { readonly side: "account"; readonly shows: Shown; readonly via: "passive" | "api" }
  | { readonly side: "notice"; readonly shows: Notice }
);

export type Shown =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image" | "voice"; readonly mediaId: string }
  | { readonly kind: "video"; readonly title: string }
  | { readonly kind: "music"; readonly title: string }
  | { readonly kind: "news"; readonly title: string; readonly description: string; readonly url: string }
  | { readonly kind: "position"; readonly longitude: string; readonly latitude: string }
  | { readonly kind: "articles"; readonly articles: readonly ShownArticle[] };

export type ShownArticle = { readonly title: string; readonly summary: string; readonly url: string };

export type Notice =
  | { readonly kind: "followed" | "unfollowed" | "transferred" | "trouble" }
  | { readonly kind: "scanned"; readonly scene: string }
  | { readonly kind: "tapped"; readonly name: string };

export type Entered = { readonly n: number; readonly at: number; readonly openid?: string };

/** What went over the wire. */
export type LedgerEntry = (PushEntry & Entered) | (CallEntry & Entered);

export type PushEntry = {
  readonly kind: "push";
  readonly type: string;
  readonly messageId?: string;
  readonly forged: boolean;
  /** In clear. */
  readonly body: string;
  readonly attempts: readonly Attempt[];
  readonly verdict:
    | { readonly kind: "pending" | "success" }
    | { readonly kind: "reply"; readonly type: string }
    | { readonly kind: "trouble"; readonly why: string };
};

export type Attempt = {
  readonly at: number;
  readonly search: string;
  /** The body as it was posted, where it was encrypted. */
  readonly sealed?: string;
  readonly tookMs?: number;
  readonly status?: number;
  readonly answer?: string;
  /** What was in the answer, where that was encrypted. */
  readonly opened?: string;
  readonly lost?: "late" | "broken";
};

export type CallEntry = {
  readonly kind: "call";
  readonly path: string;
  readonly type?: string;
  readonly request: string;
  readonly answer: string;
  readonly code: number;
  readonly answered: boolean;
  readonly tookMs: number;
};
