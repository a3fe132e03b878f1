import type { Action } from "../action.ts";
import { shownKey, type SignInKeys } from "./sign-in-keys.ts";

export type WhyRefused = "unknown_login" | "no_password" | "wrong_password" | "disabled";

/** Puts a failed sign-in into the audit: whose it was, where that is known, and never what was typed. */
export const refuseSignIn: Action<
  {
    readonly keys: SignInKeys;
    readonly staffId: string | undefined;
    readonly why: WhyRefused;
    readonly address: string;
  },
  null,
  object
> = {
  id: "session.refused",
  permission: "public",
  async run(_, { keys, staffId, why, address }) {
    const about = staffId === undefined ? ["login", shownKey(keys)] : ["staff", staffId];
    const [subject = "", subjectId = ""] = about;
    return { result: null, audit: [{ subject, subjectId, data: { why, address } }] };
  },
};
