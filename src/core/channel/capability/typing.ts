/** The fan is shown that somebody is writing to her. */
export type Typing = {
  /** The sign goes out by itself after so long, in ms. */
  readonly lastsMs: number;
  /** It takes no place. What the platform says to it changes nothing. */
  readonly show: (externalId: string, signal: AbortSignal) => Promise<unknown>;
};
