import { createHash } from "node:crypto";

import { foldLogin } from "../../core/access/password.ts";

/** Under what failed tries are counted: hashes, for a login may be a password typed into the wrong field. */
export type SignInKeys = { readonly login: string; readonly address: string };

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

export const signInKeys = (login: string, address: string): SignInKeys => ({
  login: hash(`login:${foldLogin(login)}`),
  address: hash(`address:${networkOf(address)}`),
});

/** Enough to see in the audit that two tries were of one login, and too little to guess it. */
export const shownKey = (keys: SignInKeys): string => `sha256:${keys.login.slice(0, 12)}`;

/** Whoever has one IPv6 address has the other 2^64 of its network, too. */
function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail = ""] = address.split("::");
  const front = head.split(":").filter((group) => group !== "");
  const back = tail.split(":").filter((group) => group !== "");
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  return [...front, ...zeros, ...back].slice(0, 4).join(":");
}
