/**
 * Something said that is not in the thread yet. `waiting`: for the line, or for what was said before it; `sent`: the
 * server has it, as the messages `seqs`; `failed`: refused, with the reason; only a person sends it again.
 */
export type Pending<B> = {
  /** Also the idempotency key: sent twice, it is one message. */
  readonly key: string;
  readonly conversationId: string;
  readonly state: "waiting" | "sending" | "sent" | "failed";
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly body: B;
  readonly reason?: string;
  /** Refused only until she has looked once more. */
  readonly isDoubtful?: boolean;
  readonly seqs?: readonly number[];
};

export type Queue<B> = readonly Pending<B>[];

export const add = <B>(queue: Queue<B>, one: Pending<B>): Queue<B> =>
  queue.some(({ key }) => key === one.key) ? queue : [...queue, one];

export const drop = <B>(queue: Queue<B>, key: string): Queue<B> => queue.filter((one) => one.key !== key);

/** What may leave now: the oldest of each conversation, so that nothing overtakes. What failed is a person's matter. */
export function next<B>(queue: Queue<B>): Queue<B> {
  const seen = new Set<string>();
  return queue.filter(({ conversationId, state }) => {
    if (state === "failed" || state === "sent" || seen.has(conversationId)) return false;
    seen.add(conversationId);
    return state === "waiting";
  });
}

export const setState = <B>(
  queue: Queue<B>,
  key: string,
  state: Pending<B>["state"],
  why: Pick<Pending<B>, "reason" | "isDoubtful"> = {},
): Queue<B> =>
  queue.map((one) => {
    if (one.key !== key) return one;
    const { reason: _reason, isDoubtful: _isDoubtful, ...rest } = one;
    return { ...rest, state, ...why };
  });

/** The server has it: it stays until the thread shows it. */
export const setSent = <B>(queue: Queue<B>, key: string, seqs: readonly number[]): Queue<B> =>
  queue.map((one) => (one.key === key ? { ...one, state: "sent", seqs } : one));
