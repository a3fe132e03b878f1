import { acceptInvitation } from "../../action/link/accept-invitation.ts";
import { createFirstAdmin } from "../../action/link/create-first-admin.ts";
import { lookAtLink } from "../../action/link/look-at-link.ts";
import { changePassword } from "../../action/me/change-password.ts";
import { countTry } from "../../action/session/count-try.ts";
import { credentialByLogin, ownCredential } from "../../action/session/credential.ts";
import type { Credential } from "../../action/session/ports.ts";
import { refuseSignIn, type WhyRefused } from "../../action/session/refuse-sign-in.ts";
import { type SignInKeys, signInKeys } from "../../action/session/sign-in-keys.ts";
import { type Entrance, type Started, startSession } from "../../action/session/start-session.ts";
import { passwordProblem } from "../../core/access/password.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import type { Api, Call } from "../api/route.ts";
import { sessionCookie } from "./cookie.ts";
import { type ShownMe, shownMe } from "./me.ts";

type Visitor = Pick<Call, "address" | "ctx" | "language" | "session">;

/**
 * Signs in. An unknown login and a wrong password take the same time and get the same answer.
 * @throws Fault `sign_in_wrong`, `sign_in_limited`, `staff_disabled` (after the right password), `busy`
 */
export async function signIn(
  { login, password }: { readonly login: string; readonly password: string },
  visitor: Visitor,
  api: Api,
): Promise<ShownMe> {
  const keys = signInKeys(login, visitor.address);
  await api.perform(countTry, keys, undefined);
  const credential = await api.ask(credentialByLogin, { login: login.normalize("NFKC").trim() }, undefined);
  const isRight = await api.passwords.verify(credential?.passwordHash, password);
  const passwordHash = credential?.passwordHash;
  if (!isRight || credential?.state !== "active" || passwordHash == null) {
    return refuse(keys, credential, isRight, visitor, api);
  }
  const her = { id: credential.staffId, grants: [] };
  const started = await api.perform(startSession, { passwordHash, keys, from: entranceOf(visitor) }, her);
  return enter(started, visitor, api);
}

async function refuse(
  keys: SignInKeys,
  credential: Credential | undefined,
  isRight: boolean,
  { address }: Visitor,
  api: Api,
): Promise<never> {
  const why = whyRefused(credential, isRight);
  await api.perform(refuseSignIn, { keys, staffId: credential?.staffId, why, address }, undefined);
  if (why === "disabled") throw new Fault("staff_disabled", "This person is disabled.");
  throw new Fault("sign_in_wrong", "Login or password is wrong.");
}

function whyRefused(credential: Credential | undefined, isRight: boolean): WhyRefused {
  if (credential === undefined) return "unknown_login";
  if (isRight) return "disabled";
  return credential.passwordHash === null ? "no_password" : "wrong_password";
}

/** @throws Fault `link_gone`, `login_taken`, and those of `refuseWeak` */
export async function setUp(
  given: { readonly token: string; readonly login: string; readonly name: string; readonly password: string },
  visitor: Visitor,
  api: Api,
): Promise<ShownMe> {
  const { password, ...rest } = given;
  // Looked at first: hashing is dear, and whoever has no link shall not make us do it.
  await api.ask(lookAtLink, { token: given.token }, undefined);
  refuseWeak(password, given.login);
  const passwordHash = await api.passwords.hash(password);
  const { language } = visitor;
  const from = entranceOf(visitor);
  return enter(
    await api.perform(createFirstAdmin, { ...rest, passwordHash, language, from }, undefined),
    visitor,
    api,
  );
}

/** @throws Fault `link_gone`, and those of `refuseWeak` */
export async function accept(
  { token, password }: { readonly token: string; readonly password: string },
  visitor: Visitor,
  api: Api,
): Promise<ShownMe> {
  const { login } = await api.ask(lookAtLink, { token }, undefined);
  if (login === null) throw new Fault("link_gone", "This link makes the first administrator, at /setup.");
  refuseWeak(password, login);
  const passwordHash = await api.passwords.hash(password);
  const from = entranceOf(visitor);
  return enter(await api.perform(acceptInvitation, { token, passwordHash, from }, undefined), visitor, api);
}

/**
 * Changes one's own password. Whoever sits at a desk that was left open may guess no more often than at the door.
 * @throws Fault `password_wrong`, `sign_in_limited`, and those of `refuseWeak`
 */
export async function changeOwn(
  { present, password }: { readonly present: string; readonly password: string },
  { actor, address }: Pick<Call, "actor" | "address">,
  api: Api,
): Promise<void> {
  const credential = await api.ask(ownCredential, {}, actor);
  const keys = signInKeys(credential?.login ?? "", address);
  await api.perform(countTry, keys, undefined);
  const oldHash = credential?.passwordHash;
  if (!(await api.passwords.verify(oldHash, present)) || credential === undefined || oldHash == null) {
    throw new Fault("password_wrong", "The present password is wrong.");
  }
  refuseWeak(password, credential.login);
  const newHash = await api.passwords.hash(password);
  // Without a key: a hash is another each time, and a repeat cannot show the old password again.
  await api.perform(changePassword, { oldHash, newHash, keys }, actor);
}

/** @throws Fault `password_short`, `password_long`, `password_is_login`, `password_common` */
function refuseWeak(password: string, login: string): void {
  const problem = passwordProblem(password, login);
  if (problem !== undefined) throw new Fault(problem, "This password is easily guessed, or too long.");
}

const entranceOf = ({ address, ctx }: Visitor): Entrance => ({ address, agent: ctx.get("user-agent") });

/** Gives the browser its cookie, and says who it is now. */
async function enter({ token, lifeMs }: Started, { ctx }: Visitor, api: Api): Promise<ShownMe> {
  ctx.set("set-cookie", sessionCookie(token, { secure: api.secure, maxAgeS: lifeMs / SECOND }));
  const signedIn = await api.sessions.of(token);
  if (signedIn === undefined) throw new Fault("signed_out", "The session was ended at once. Sign in again.");
  return shownMe(signedIn.staff);
}
