/** What the parts of a process, and processes, wake each other about. Keys are ids; without one: look at all. */
export const TOPIC = {
  /** Something was stored for the slow path. */
  stored: "stored",
  /** A row of the outbox waits to leave. */
  send: "send",
  /** A contact waits for an agent, or an agent has room. */
  seat: "seat",
  /** Who is signed in has changed, or whom a queue's fans wait for. */
  floor: "floor",
  /** Something of this agent's desk has changed. Key: her staff id. */
  staff: "staff",
  /** Sign-ins of this person have changed or ended. Key: the staff id. */
  session: "session",
  /** Somebody looks at a conversation. Key: who, which, and whether she types (`core/desk/presence.ts`). */
  presence: "presence",
  /** Something is to be asked of a platform about fans. Key: the conversation of one who has followed, left, or changed. */
  fans: "fans",
  /** Somebody has begun an account's end-to-end check. */
  check: "check",
  /** Somebody has answered in public, or looks for mentions now. */
  social: "social",
  /** What the bot answers has changed. */
  knowledge: "knowledge",
  /** An agent wants a customer rung. */
  dial: "dial",
  /** Who answers an account's fans has changed. */
  relay: "relay",
} as const;

export type Topic = (typeof TOPIC)[keyof typeof TOPIC];
