import { sign, type SimulatedAccount } from "../account.ts";
import { decrypt } from "./cipher.ts";
import { isTree, readTree } from "./tree.ts";

/** An answer as it is read in the account's mode. */
export type Unsealed =
  | { readonly kind: "clear"; readonly body: string; readonly wasSealed: boolean }
  | { readonly kind: "unreadable"; readonly why: string };

/**
 * Takes the envelope off an answer (protocols §1.3). Silence has none in any mode; in safe mode a reply must have one,
 * in plain mode it has none.
 */
export async function unseal(account: SimulatedAccount | undefined, body: string): Promise<Unsealed> {
  const clear = { kind: "clear", body, wasSealed: false } as const;
  const { mode = "plain" } = account ?? {};
  if (account === undefined || mode === "plain" || body === "" || body === "success") return clear;
  const parts = await partsOf(body, account);
  if (parts === undefined) {
    return mode === "safe" ? { kind: "unreadable", why: "the answer is not encrypted" } : clear;
  }
  const { Encrypt, MsgSignature, TimeStamp, Nonce } = parts;
  if (!/^[0-9]+$/.test(TimeStamp)) {
    return { kind: "unreadable", why: "the encrypted answer has no time in seconds" };
  }
  if (sign(account.token, TimeStamp, Nonce, Encrypt) !== MsgSignature) {
    return { kind: "unreadable", why: "the encrypted answer is signed wrongly" };
  }
  const opened = decrypt(account, Encrypt);
  return opened === undefined
    ? { kind: "unreadable", why: "the encrypted answer cannot be decrypted" }
    : { kind: "clear", body: opened, wasSealed: true };
}

/** Undefined where there is no envelope; a part that it lacks is empty. */
async function partsOf(body: string, account: SimulatedAccount) {
  const tree = await readTree(body, account);
  const parts = new Map(isTree(tree) ? Object.entries(tree) : []);
  const textOf = (name: string): string => {
    const part: unknown = parts.get(name);
    return typeof part === "string" ? part : "";
  };
  if (textOf("Encrypt") === "") return undefined;
  return {
    Encrypt: textOf("Encrypt"),
    MsgSignature: textOf("MsgSignature"),
    TimeStamp: textOf("TimeStamp"),
    Nonce: textOf("Nonce"),
  };
}
