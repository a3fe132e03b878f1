/** The places where a process may be killed in tests. Each is a promise: whatever stops here, nothing is lost or said twice. */
export const CRASH_POINTS = [
  "take_in.accepted", // queued in memory, nothing stored
  "take_in.read", // known what the database knows
  "take_in.written", // committed, not answered
  "webhook.answering", // about to write the answer
  "webhook.answered", // the answer's bytes are out, its end is not known
  "slow.claimed", // a stored message is leased
  "slow.written", // and taken in
  "send.claimed", // a message of ours is taken to be sent, and that is committed
  "send.delivered", // the platform has answered, and nobody knows
  "due.written", // a turn's answer is in the outbox
  "tend.expired", // an answer that could not leave was given to a person
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Called at each point; does nothing outside tests. */
export type Crash = (point: CrashPoint) => void;
