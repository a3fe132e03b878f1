import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { SignInKeys } from "../session/sign-in-keys.ts";
import { theStaff } from "../staff/rules.ts";

/**
 * One's own, after the old one was shown; ends all other sessions.
 * @throws Fault `password_wrong` where it was changed meanwhile
 */
export const changePassword: Action<
  { readonly oldHash: string; readonly newHash: string; readonly keys: SignInKeys },
  void,
  Pick<Stores, "session" | "signIn" | "staff">
> = {
  id: "staff.password_changed",
  permission: "signed_in",
  async run({ store, actor, at }, { oldHash, newHash, keys }) {
    const { id } = await theStaff(store, actor.id);
    if ((await store.signIn.credentialOf(id))?.passwordHash !== oldHash) {
      throw new Fault("password_wrong", "The present password is wrong.");
    }
    await store.signIn.forget(keys.login);
    await store.signIn.takeBack(keys.address);
    await store.staff.setPassword(id, newHash);
    await store.session.endAll(id, "password_changed", at, actor.sessionId);
    return { result: undefined, audit: [{ subject: "staff", subjectId: id }], wakes: [`session:${id}`] };
  },
};
