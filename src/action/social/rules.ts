import { type Actor, admit, scopeOf } from "../../core/access/actor.ts";
import type { Permission } from "../../core/access/permission.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { halfUnitsOf, HALF_UNITS_MAX, privateIn } from "../../core/social/gate.ts";
import type { Stores } from "../ports.ts";
import type { HeldSocial, KnownAnswer, SocialOf } from "./ports.ts";

export type Store = Pick<Stores, "social">;

/** @throws Fault `social_gone`, `forbidden` */
export async function theThread(
  store: Store,
  actor: Actor,
  id: string,
  permission: Permission,
): Promise<HeldSocial> {
  const held = await store.social.lock(id);
  if (held === undefined) throw new Fault("social_gone", "There is no such thread.");
  admit(actor, permission, held.queueId ?? undefined);
  return held;
}

/** @throws Fault `social_answer_gone`, `forbidden` */
export async function theAnswer(
  store: Store,
  actor: Actor,
  id: string,
  permission: Permission,
  lock = true,
): Promise<KnownAnswer> {
  const answer = await store.social.answer(id, lock);
  if (answer === undefined) throw new Fault("social_answer_gone", "There is no such answer.");
  admit(actor, permission, answer.queueId ?? undefined);
  return answer;
}

/** Lets pass whose queues the account's fans wait in. @throws Fault `social_gone` */
export async function refuseOthers(
  store: Store,
  actor: Actor,
  permission: Permission,
  accountId: string,
): Promise<void> {
  if (await store.social.hasAccount(accountId, scopeOf(actor, permission))) return;
  throw new Fault("social_gone", "There is no such account.");
}

/** @throws Fault `social_unconnected` */
export function connected(socialOf: SocialOf, accountId: string) {
  const open = socialOf(accountId);
  if (open !== undefined) return open;
  throw new Fault("social_unconnected", "This account cannot speak in public. Give it a token and its uid.");
}

/** @throws Fault `social_text_private` {what}, `social_text_too_long` {max} */
export function publicWords(text: string): string {
  const found = privateIn(text);
  if (found.length > 0) {
    throw new Fault("social_text_private", "A customer's data may not stand in public. Take it out.", {
      what: found.join(", "),
    });
  }
  const max = HALF_UNITS_MAX / 2;
  if (halfUnitsOf(text) > HALF_UNITS_MAX) {
    throw new Fault("social_text_too_long", `A comment has ${max} characters at most. Shorten it.`, { max });
  }
  return text;
}
