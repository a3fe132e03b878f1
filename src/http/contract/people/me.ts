import { z } from "zod";

import { contract } from "../contract.ts";
import { language } from "../parts.ts";

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
