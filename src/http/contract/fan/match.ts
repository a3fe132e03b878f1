/** What our own side made of a fan's words, from its own rows. Moments are epoch milliseconds. */
export type Match = {
  /** Agents who would take a fan of this account now. */
  readonly agentsReady: number;
  /** The newest request for help. */
  readonly contact?: {
    readonly state: string;
    readonly ticket: number;
    readonly reason?: string;
    /** The agent who has it. */
    readonly agent?: string;
  };
  /** Newest last. */
  readonly steps: readonly MatchStep[];
};

/** One event, with names in place of ids. */
export type MatchStep = {
  /** Of a contact or a conversation, and its number there. */
  readonly key: string;
  readonly at: number;
  readonly code: string;
  readonly rule?: string;
  /** 0..1 */
  readonly score?: number;
  readonly entry?: string;
  readonly rival?: { readonly entry: string; readonly score: number };
  /** What was asked about, or what came near. */
  readonly options?: readonly string[];
  readonly reason?: string;
  readonly agent?: string;
  /** 1..5 */
  readonly rating?: number;
};

export type ReadMatch = (accountId: string, openid: string) => Promise<Match>;
