import type { Delivery } from "../channel/adapter.ts";
import type { Content } from "../channel/content.ts";
import type { SocialLimits } from "./limit/delay.ts";
import type { ReplyTo, SocialItem } from "./item.ts";

/** A push that only names a post or comment in which we are mentioned: what stands there is looked for (protocols §4.1). */
export const isMentionPush = (content: Content): boolean =>
  content.kind === "unknown" && content.type.startsWith("mention:");

/** By list of the platform, the largest id that is processed. */
export type Cursors = Readonly<Record<string, string>>;

/** A row of a list, as JSON, of at most so many characters. */
export type Unreadable = { readonly list: string; readonly raw: string };
export const UNREADABLE_CHARS_MAX = 4_000;

/** What one look has found, oldest first, and what it cost. A list that stopped midway keeps its cursor. */
export type Looked = {
  readonly items: readonly SocialItem[];
  readonly cursors: Cursors;
  readonly calls: number;
  /** Rows that nobody could read, as they came: counted and kept for whoever mends the reading. */
  readonly unreadable?: readonly Unreadable[];
  /** The platform refused: nobody asks again before then. `code` is its own, or a word where it was not reached. */
  readonly trouble?: { readonly code: string; readonly afterMs: number };
};

export type Shown =
  | { readonly kind: "item"; readonly item: SocialItem; readonly calls: number }
  | { readonly kind: "gone"; readonly code: string; readonly calls: number }
  | { readonly kind: "unreachable"; readonly code: string; readonly calls: number };

/** What an account does in public, where its platform has a public and the account may use it. */
export type SocialChannel = {
  /** The account's own id there: what it wrote itself comes back, and is no mention. */
  readonly ownId: string;
  readonly limits: SocialLimits;
  /**
   * Whether a feed is delivered by whoever has the account's import secret: base64 HMAC-SHA256 over the time stamp, a full
   * stop and the body.
   */
  readonly isOurFeed: (timestamp: string, body: Uint8Array, signature: string) => boolean;
  /** One look through all lists for what is new, our own comments among it. Never throws. */
  readonly look: (cursors: Cursors, signal: AbortSignal) => Promise<Looked>;
  /** One post, of which somebody has the address. */
  readonly show: (mid: string, signal: AbortSignal) => Promise<Shown>;
  /** One attempt to answer as a comment; the external id is the comment's. */
  readonly answer: (to: ReplyTo, text: string, signal: AbortSignal) => Promise<Delivery>;
  /** Takes a comment of our own away. */
  readonly remove: (commentMid: string, signal: AbortSignal) => Promise<Delivery>;
};
