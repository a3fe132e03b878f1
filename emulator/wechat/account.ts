import { createHash } from "node:crypto";

/** How the platform and an account's server talk to each other, as chosen on the platform's page (protocols §1.2). */
export type Mode = "plain" | "compatible" | "safe";

/** What the platform knows of a simulated account: enough to sign for it, and nothing of a real one. */
export type SimulatedAccount = {
  readonly token: string;
  /** The account's own id, `gh_…`. */
  readonly originalId: string;
  /** There of a mini program, which is told in the format that its owner has chosen (protocols §3). */
  readonly mini?: { readonly format: "json" | "xml" };
  /** Plain where none is chosen; the others need the key and the appid. */
  readonly mode?: Mode;
  readonly encodingAesKey?: string;
  readonly appId?: string;
};

/** protocols §1.1: SHA-1 over token, time stamp and nonce, sorted as plain strings; §1.3: and what is encrypted. */
export function sign(token: string, timestamp: string, nonce: string, ...encrypted: string[]): string {
  const sorted = [token, timestamp, nonce, ...encrypted].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return createHash("sha1").update(sorted.join("")).digest("hex");
}
