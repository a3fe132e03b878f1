import { createHash } from "node:crypto";

/** What the platform knows of a simulated account: enough to sign for it, and nothing of a real one. */
export type SimulatedAccount = {
  /** Of the application that the account has given its messages to. */
  readonly appSecret: string;
  /** The account's own uid, in digits. */
  readonly uid: string;
};

/** protocols §4.1: SHA-1 over the application's secret, time stamp and nonce, sorted as plain strings. */
export function sign(appSecret: string, timestamp: string, nonce: string): string {
  const sorted = [appSecret, timestamp, nonce].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return createHash("sha1").update(sorted.join("")).digest("hex");
}
