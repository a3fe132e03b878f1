import { z } from "zod";

import { LOGIN, LOGIN_CHARACTERS_MAX } from "../../../core/access/login.ts";
import { contract } from "../contract.ts";
import { id, instant, language, line } from "../parts.ts";
import { Grant, Permission } from "./access.ts";

const TOKEN_CHARACTERS_MAX = 100;
/** What is typed; its own rules are told one by one (see core/access/password). */
const Typed = z.string().min(1).max(1_000);

/** Letters of any script, digits, and what e-mail addresses are made of; upper and lower case are the same. */
export const Login = z.string().trim().normalize("NFKC").min(2).max(LOGIN_CHARACTERS_MAX).regex(LOGIN);

export const StaffName = line(64);
const Token = z.string().min(1).max(TOKEN_CHARACTERS_MAX);

/** Who is signed in. */
export const Me = z.object({
  id,
  login: z.string(),
  name: z.string(),
  employeeNo: z.string().nullable(),
  language,
  roles: z.array(Grant),
  /** What she may somewhere; where, her roles say. */
  permissions: z.array(Permission),
});

export const signIn = contract({
  id: "session.sign_in",
  method: "POST",
  path: "/session",
  permission: "public",
  summary: "Signs in: sets the cookie",
  body: z.strictObject({ login: z.string().min(1).max(200), password: Typed }),
  response: Me,
});

export const readSession = contract({
  id: "session.read",
  method: "GET",
  path: "/session",
  permission: "signed_in",
  summary: "Who is signed in",
  response: Me,
});

export const signOut = contract({
  id: "session.sign_out",
  method: "DELETE",
  path: "/session",
  permission: "signed_in",
  summary: "Signs out: ends the session and takes the cookie back",
});

export const setUp = contract({
  id: "session.set_up",
  method: "POST",
  path: "/setup",
  permission: "public",
  summary: "Makes the first administrator, by the link of the first start, and signs her in",
  body: z.strictObject({ token: Token, login: Login, name: StaffName, password: Typed }),
  response: Me,
});

export const lookAtInvitation = contract({
  id: "invitation.look",
  method: "POST",
  path: "/invitations/look",
  permission: "public",
  summary: "Whose password a link lets one choose",
  body: z.strictObject({ token: Token }),
  response: z.object({
    purpose: z.enum(["first_admin", "invite", "reset"]),
    login: z.string().nullable(),
    name: z.string().nullable(),
  }),
});

export const acceptInvitation = contract({
  id: "invitation.accept",
  method: "POST",
  path: "/invitations/accept",
  permission: "public",
  summary: "Chooses a password by a link, and signs in",
  body: z.strictObject({ token: Token, password: Typed }),
  response: Me,
});

/** What an administrator hands over, once; null in the answer to a repeat. */
export const Link = z.object({ path: z.string(), expiresAt: instant }).nullable();
