/** What the fan's page is shown. Moments are epoch milliseconds. */

export type FanAccount = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly platform: "wechat-oa" | "wechat-mini" | "weibo";
};
export type FanCard = { readonly openid: string; readonly name: string; readonly following: boolean };

/** What a fan does with her phone. */
export type Deed =
  | { readonly does: "write"; readonly text: string }
  | { readonly does: "send_image"; readonly mediaId: string }
  | { readonly does: "follow" }
  | { readonly does: "unfollow" }
  | { readonly does: "scan"; readonly scene: string }
  | { readonly does: "tap_menu"; readonly key: string }
  | { readonly does: "open_menu_link"; readonly url: string }
  /** On WeChat alone: says yes or no to a template of notices. */
  | {
      readonly does: "answer_notice";
      readonly template: string;
      readonly accepted: boolean;
      readonly inSettings?: boolean | undefined;
    }
  /** In a mini program alone: comes into its conversation by a button that says where it stands; sends a page of it. */
  | { readonly does: "enter"; readonly from: string }
  | { readonly does: "send_page"; readonly title: string; readonly path: string }
  | PublicDeed;

/** What everybody sees; on Weibo alone. */
export type PublicDeed =
  | { readonly does: "post"; readonly text: string }
  | {
      readonly does: "comment";
      readonly on: string;
      readonly text: string;
      readonly replyTo?: string | undefined;
    }
  | { readonly does: "repost"; readonly of: string; readonly text: string }
  | { readonly does: "delete"; readonly id: string };

/** What the account's next sends meet: a refusal, or to be taken with an answer that does not come as it should. */
export type SendFault = { readonly left?: number } & (
  | { readonly kind: "errcode"; readonly code: number }
  | { readonly kind: "taken_no_answer" | "page" | "cut" }
  | { readonly kind: "slow"; readonly ms: number }
);

/** How the platform's next pushes go astray: each twice at once, or behind the one that follows it. */
export type Astray = { readonly kind: "twice" | "swapped"; readonly left: number };

export type Trick = "redeliver" | "kill_tokens" | "expire_media";

/** A phone and its wire, or what is new of them since a version. */
export type PhoneView = {
  readonly v: number;
  readonly at: number;
  readonly fan: FanCard & {
    readonly aheadMs: number;
    readonly typingUntil?: number;
    readonly windows: readonly SendWindow[];
  };
  readonly menu: readonly PhoneButton[];
  /** Templates of notices that she may be asked to agree to. */
  readonly notices?: readonly { readonly id: string; readonly title: string }[];
  readonly faults: readonly SendFault[];
  readonly astray?: Astray;
  /** A push is held back until the next one has gone. */
  readonly isHeld: boolean;
  /** What is said in public around the account; on Weibo alone. */
  readonly posts?: readonly PublicPost[];
  /** Replace older ones of the same `n`. */
  readonly thread: readonly PhoneItem[];
  readonly ledger: readonly LedgerEntry[];
};

/** Without a key and an address it does what has no end here. */
export type PhoneLeaf =
  | { readonly name: string; readonly key: string }
  | { readonly name: string; readonly url: string }
  | { readonly name: string };
export type PhoneButton = PhoneLeaf | { readonly name: string; readonly items: readonly PhoneLeaf[] };

export type PublicPost = {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly isMine: boolean;
  readonly text: string;
  readonly url: string;
  readonly comments: readonly PublicComment[];
};

export type PublicComment = {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly isMine: boolean;
  readonly isAccount: boolean;
  readonly text: string;
};

export type SendWindow = {
  readonly scenario: "message" | "menu" | "follow" | "scan" | "enter" | "mention";
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
  | {
      readonly kind:
        | "followed"
        | "unfollowed"
        | "entered"
        | "transferred"
        | "notice_accepted"
        | "notice_rejected"
        | "trouble";
    }
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
  /** What went wrong on purpose on the way of the answer. */
  readonly met?: string;
  readonly tookMs: number;
};
