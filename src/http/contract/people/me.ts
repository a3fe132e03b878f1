import { z } from "zod";

import { contract } from "../contract.ts";
import { id, language } from "../parts.ts";

const Typed = z.string().min(1).max(1_000);

export const changeLanguage = contract({
  id: "me.change_language",
  method: "PUT",
  path: "/me/language",
  permission: "signed_in",
  summary: "Changes the language of one's own console",
  body: z.strictObject({ language }),
  response: z.object({ language }),
});

export const changePassword = contract({
  id: "me.change_password",
  method: "PUT",
  path: "/me/password",
  permission: "signed_in",
  summary: "Changes one's own password, and ends all of one's other sessions",
  body: z.strictObject({ present: Typed, password: Typed }),
});

export const readOwnNursery = contract({
  id: "me.nursery",
  method: "GET",
  path: "/me/nursery",
  permission: "signed_in",
  summary: "One's own days as a new agent: which it is, how many at once, and who the mentor is",
  response: z.object({
    /** Null: she is not new. */
    nursery: z
      .object({
        /** From 1 */
        day: z.int(),
        cap: z.int(),
        /** Null: none was chosen, or she cannot sign in any more. */
        mentor: z.object({ id, name: z.string() }).nullable(),
      })
      .nullable(),
  }),
});
