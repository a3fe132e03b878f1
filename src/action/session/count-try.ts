import { Fault } from "../../core/kernel/fault.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Failures } from "./ports.ts";
import { shownKey, type SignInKeys } from "./sign-in-keys.ts";

/**
 * Counts a try to sign in as failed before the password is looked at, so that many at once cannot slip through;
 * a sign-in that succeeds takes it back. In the database, for the count has to outlive a restart and hold on every
 * node; by our own clock, so that a test can be its own.
 * @throws Fault `sign_in_limited` {retryAfterS}
 */
export const countTry: Action<SignInKeys, null, Pick<Stores, "signIn" | "setting">> = {
  id: "session.limited",
  permission: "public",
  async run({ store, at }, keys) {
    const settings = await store.setting.read();
    const windowMs = settings["signIn.windowMs"];
    const [login, address] = await store.signIn.countTries([keys.login, keys.address], at, windowMs);
    const over = [
      ...beyond(login, settings["signIn.loginFailuresMax"]),
      ...beyond(address, settings["signIn.addressFailuresMax"]),
    ];
    const [first] = over;
    if (first === undefined) return { result: null, audit: [] };
    const until = Math.max(...over.map(({ since }) => since + windowMs));
    const retryAfterS = Math.max(1, Math.ceil((until - at) / SECOND));
    return {
      refusal: new Fault("sign_in_limited", "Too many failed tries. Wait, then try again.", { retryAfterS }),
      // Told once; a flood of tries must not flood the audit.
      audit: over.some(({ isNew }) => isNew) ? [{ subject: "login", subjectId: shownKey(keys) }] : [],
    };
  },
};

const beyond = (counted: Failures | undefined, max: number) =>
  counted === undefined || counted.failures <= max
    ? []
    : [{ since: counted.since, isNew: counted.failures === max + 1 }];
