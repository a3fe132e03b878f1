/**
 * Tells other parts, and other processes, that there is something to look at. Wakes carry ids and never
 * contents; they are published after the commit that they tell of.
 *
 * A wake may be lost, repeated or late: whoever listens also polls, so a broken bus costs time and nothing
 * else (architecture, invariant 9).
 */
export type Bus = {
  /**
   * Wakes every subscriber of the topic, in this process and in the others, about `wakeWindowMs` later.
   * Returns at once and never throws. Without a key: look at everything under this topic.
   * Topics are few and fixed (a noun or a queue group); ids go into the key.
   */
  publish(topic: string, key?: string): void;
  /** Returns the function that ends the subscription. */
  subscribe(topic: string, wake: Wake): () => void;
  /** Sends what still waits, then lets go of connections. Later calls of `publish` do nothing. */
  close(): Promise<void>;
};

/**
 * The distinct keys published since the last wake; undefined where that is not known (a publish without a
 * key, too many keys, a link that was down): look at everything.
 */
export type Wake = (keys: Keys) => void;

export type Keys = readonly string[] | undefined;
