import { Fault } from "../../core/kernel/fault.ts";
import type { ActionContext, Action, AuditEntry } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { SignInKeys } from "./sign-in-keys.ts";
import { tokenHash } from "./token.ts";

/** Where somebody signs in from. */
export type Entrance = { readonly address: string; readonly agent: string };

/** A new session: the token for the cookie, and how long it is good at most. */
export type Started = { readonly token: string; readonly lifeMs: number };

/**
 * Signs in whoever has shown the password with this hash. What her keys counted is taken back.
 * @throws Fault `sign_in_wrong` where the password was changed, or she disabled, meanwhile
 */
export const startSession: Action<
  { readonly passwordHash: string; readonly keys: SignInKeys; readonly from: Entrance },
  Started,
  Pick<Stores, "session" | "setting" | "signIn">
> = {
  id: "session.started",
  permission: "signed_in",
  async run(context, { passwordHash, keys, from }) {
    const { store, actor } = context;
    const credential = await store.signIn.credentialOf(actor.id);
    if (credential?.passwordHash !== passwordHash || credential.state !== "active") {
      throw new Fault("sign_in_wrong", "Login or password is wrong.");
    }
    await store.signIn.forget(keys.login);
    await store.signIn.takeBack(keys.address);
    const { started, audit } = await openSession(context, actor.id, from);
    return { result: started, audit: [audit] };
  },
};

/** A new session of this person, inside another action. */
export async function openSession(
  { store, at, secret }: Pick<ActionContext<Pick<Stores, "session" | "setting">>, "store" | "at" | "secret">,
  staffId: string,
  { address, agent }: Entrance,
): Promise<{ readonly started: Started; readonly audit: AuditEntry }> {
  const token = secret();
  await store.session.start({ id: tokenHash(token), staffId, at, address, agent });
  const lifeMs = (await store.setting.read())["session.lifeMs"];
  return {
    started: { token, lifeMs },
    audit: { action: "session.started", subject: "staff", subjectId: staffId, data: { address } },
  };
}
