import type { Delivery, PlatformAdapter } from "../../../core/channel/adapter.ts";
import type { Content } from "../../../core/channel/content.ts";
import type { Sending } from "../../platform.ts";

/** One call of an adapter, as the platform sees it. */
export type SeenCall = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
};

export type PlatformAnswer = { readonly status: number; readonly body: string };

/** Bytes that we hold, with their type. */
export type SampleMedia = { readonly bytes: Uint8Array; readonly type: string };

/** What the contract needs to know of a platform to stand in for its interface. Written without the adapter's own code. */
export type SendingDriver = {
  /** A new account whose interface lies at that address. */
  readonly open: (base: string, sending: Sending) => PlatformAdapter;
  /** What a call is for. */
  readonly purposeOf: (call: SeenCall) => "token" | "upload" | "send";
  /** The n-th token, a new one each time; absent where a person gives it. */
  readonly token?: (n: number) => PlatformAnswer;
  /** The n-th upload, a new one each time; absent where pictures of ours cannot be sent. */
  readonly upload?: (n: number) => PlatformAnswer;
  readonly accepted: PlatformAnswer;
  /** The token of the call is not good any more. */
  readonly tokenRefused: PlatformAnswer;
  /** How words stand in the body of a send; as they are where it is absent. */
  readonly written?: (words: string) => string;
  /** What a send says: to whom, by which token, and every text and id that the fan gets. */
  readonly readSend: (call: SeenCall) => {
    readonly to: string;
    readonly token: string;
    readonly texts: readonly string[];
  };
  readonly samples: readonly { readonly content: Content; readonly texts: readonly string[] }[];
  /** Contents that this interface cannot carry. */
  readonly unsendable: readonly Content[];
  /** A picture of ours, and what the fan gets of the n-th upload; absent where there are none. */
  readonly picture?: SampleMedia;
  readonly uploaded?: (n: number) => string;
  readonly refusals: readonly {
    readonly name: string;
    readonly answer: PlatformAnswer;
    readonly delivery: Partial<Extract<Delivery, { kind: "rejected" }>>;
  }[];
};
