/** One try to hand a webhook over. */
export type Attempt = {
  readonly at: number;
  /** What follows the account's address: signature, time stamp, nonce. */
  readonly search: string;
  /** The body as it was posted, where it was encrypted: anew for each try. */
  readonly sealed?: string;
  readonly tookMs?: number;
  readonly status?: number;
  readonly answer?: string;
  /** What was in the answer, where that was encrypted. */
  readonly opened?: string;
  /** Nothing came back: no answer in time, or the connection broke. */
  readonly lost?: "late" | "broken";
};

/** How a webhook ended for the fan. */
export type Verdict =
  | { readonly kind: "pending" }
  /** A reply within the webhook, which her phone shows. */
  | { readonly kind: "reply"; readonly type: string }
  /** Taken, and nothing said. */
  | { readonly kind: "success" }
  /** Her phone says that the account is out of order. */
  | { readonly kind: "trouble"; readonly why: string };

/** A webhook as it was pushed, and what came back. */
export type PushEntry = {
  readonly kind: "push";
  /** `text`, `image`, or the event's name. */
  readonly type: string;
  readonly messageId?: string;
  /** Posted by somebody who does not know the token; never shown on the phone. */
  readonly forged: boolean;
  /** In clear. */
  readonly body: string;
  readonly attempts: readonly Attempt[];
  readonly verdict: Verdict;
};

/** A call of the platform's API, and what was answered. */
export type CallEntry = {
  readonly kind: "call";
  readonly path: string;
  /** `text`, `image` and so on, where something was sent. */
  readonly type?: string;
  readonly request: string;
  readonly answer: string;
  /** 0: accepted. */
  readonly code: number;
  /** False: taken, and the connection cut without an answer. */
  readonly answered: boolean;
  /** What went wrong on purpose on the way of the answer. */
  readonly met?: string;
  readonly tookMs: number;
};

/** An entry as it is written down. */
export type Entering<T extends PushEntry | CallEntry> = T & {
  readonly at: number;
  /** The fan it is about, where it is about one. */
  readonly openid?: string;
};

/** With its number, and its version, which grows with every change of anything. */
export type Entered<T extends PushEntry | CallEntry> = Entering<T> & {
  readonly n: number;
  readonly v: number;
};

/** What went over the wire, as the platform saw it. */
export type LedgerEntry = Entered<PushEntry> | Entered<CallEntry>;
